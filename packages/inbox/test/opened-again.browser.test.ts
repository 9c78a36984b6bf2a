import { chromiumPath } from '@openparley/test-kit/browser'
import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { openElement } from '@openparley/test-kit/inbox-page'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'

const expected = /net::ERR|status of 40[34]/
const widths = [
  ['wide', 1280],
  ['narrow', 360],
] as const

describe.skipIf(!chromiumPath)('a conversation that was open before (needs chromium)', () => {
  let app: TestApp
  let chat: Chat

  beforeEach(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    chat = chatOf(app.client)
    for (const subject of ['Boots', 'Laces']) {
      const id = subject.toLowerCase()
      await chat.conversationWith(id, ['alice', 'sebastian'], { subject })
      await chat.say(id, 'sebastian', `Hello from ${id}`)
    }
  })

  const feed = (page: Page) => page.getByRole('feed')

  /** A narrow window shows the list only without a conversation, and updates it only then. */
  async function showList(page: Page) {
    const back = page.getByRole('button', { name: 'Back', exact: true })
    if (await back.count()) await back.click()
  }

  async function open(page: Page, subject: string) {
    await showList(page)
    await page.getByRole('option', { name: new RegExp(subject) }).click()
  }

  /** Opens both conversations of alice, one after the other, and then cuts the connection. */
  async function offlinePage(width: number) {
    const context = { viewport: { width, height: 640 } }
    const page = await openElement(app, 'alice', 'parley-inbox', '', { expected, context })
    await open(page, 'Boots')
    await feed(page).getByText('Hello from boots').waitFor()
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor()
    await open(page, 'Laces')
    await feed(page).getByText('Hello from laces').waitFor()
    return page
  }

  test.each(widths)(
    'has its messages without a connection, and sends when there is one again, in a %s window',
    async (_name, width) => {
      const page = await offlinePage(width)
      await chat.say('boots', 'sebastian', 'Sent while it was closed')
      await showList(page)
      await page.getByRole('option', { name: /Sent while/ }).waitFor()
      await page.context().setOffline(true)
      await open(page, 'Boots')
      await feed(page).getByText('Hello from boots').waitFor()
      await feed(page).getByText('Sent while it was closed').waitFor()
      await page.getByRole('heading', { name: 'Boots' }).waitFor()
      await page.getByRole('status').getByText('You are offline').waitFor()
      const field = page.getByRole('textbox', { name: 'Write a message' })
      await field.fill('Written without a connection')
      await field.press('Enter')
      const message = page.getByRole('article').filter({ hasText: 'Written without' })
      await message.getByText('Waiting for a connection').waitFor()
      await open(page, 'Laces')
      await feed(page).getByText('Hello from laces').waitFor()
      expect(await message.count()).toBe(0)
      await open(page, 'Boots')
      await message.getByText('Waiting for a connection').waitFor()
      await page.context().setOffline(false)
      await message.getByText('Sent', { exact: true }).waitFor({ state: 'attached' })
      await chat.say('boots', 'sebastian', 'Welcome back')
      await feed(page).getByText('Welcome back').waitFor()
      const texts = (await chat.messages('boots')).map(({ text }) => text)
      expect(texts.filter((text) => text === 'Written without a connection')).toHaveLength(1)
    },
  )

  test('is not shown any more to a user who was removed meanwhile, once the connection is back', async () => {
    const page = await offlinePage(1280)
    await page.context().setOffline(true)
    // In the page, since a stream that is still open may take it from the list.
    await page.locator('parley-inbox').evaluate((inbox) => {
      Object.assign(inbox, { conversationId: 'boots' })
    })
    await feed(page).getByText('Hello from boots').waitFor()
    await chat.leave('boots', 'alice')
    await page.context().setOffline(false)
    await page.getByText('This conversation does not exist').waitFor()
    expect(await feed(page).count()).toBe(0)
    await open(page, 'Laces')
    await feed(page).getByText('Hello from laces').waitFor()
  })

  test('is not shown to another user of the page', async () => {
    const page = await offlinePage(1280)
    const token = await userToken(app, 'sebastian')
    await page.context().setOffline(true)
    await page.locator('parley-inbox').evaluate((inbox, token) => {
      Object.assign(inbox, { userId: 'sebastian', token, conversationId: 'boots' })
    }, token)
    await feed(page).waitFor()
    await page.getByRole('status').getByText('You are offline').waitFor()
    expect(await page.getByText('Hello from').count()).toBe(0)
    await page.context().setOffline(false)
    await feed(page).getByText('Hello from boots').waitFor()
  })
})
