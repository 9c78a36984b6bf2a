import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { dashboardServer } from '@openparley/test-kit/dashboard-page'
import { type WebhookReceiver, webhookReceiver } from '@openparley/test-kit/webhook-receiver'
import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'

/** Texts that must be shown as they are, and must never run, load or break anything. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: The placeholder must stay unchanged.
export const hostile = '<img src=x onerror="alert(1)">"\'${7*7}</script><b>‮txt.exe'

export interface Shop {
  server: Awaited<ReturnType<typeof dashboardServer>>
  chat: Chat
  receiver: WebhookReceiver
}

/** A server with users, conversations and a receiver of webhooks. All end with the file. */
export async function shopServer(): Promise<Shop> {
  const receiver = await webhookReceiver()
  afterAll(() => receiver.close())
  const server = await dashboardServer({ webhookAllow: ['127.0.0.0/8'] })
  const chat = chatOf(server.client)
  await chat.conversationWith('boots', ['alice', 'bob'], {
    subject: 'The brown boots',
    custom: { category: 'shoes' },
  })
  await chat.say('boots', 'alice', 'Do the boots fit?', 'I have size 42.')
  await chat.say('boots', 'bob', 'They run a bit small.')
  await chat.conversationWith('evil', ['mallory', 'bob'], { subject: hostile })
  await chat.say('evil', 'mallory', hostile, 'x'.repeat(500))
  await chat.conversationWith('quiet', ['bob'])
  await chat.putUser('alice', {
    name: 'Alice Adams',
    email: ['alice@example.com'],
    phone: ['+1123456789'],
    role: 'buyer',
    custom: { address: '12 Alice Street', tier: 'gold' },
  })
  await chat.putUser('bob', { name: 'Bob', welcomeMessage: 'Hi, Bob here' })
  await chat.putUser('mallory', { name: hostile, email: [hostile], custom: { [hostile]: hostile } })
  return { server, chat, receiver }
}

/** Expects that the page is never wider than the window, on a phone, a tablet and a screen. */
export async function expectFits(page: Page): Promise<void> {
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(beyond, `at ${width}`).toBe(0)
  }
}
