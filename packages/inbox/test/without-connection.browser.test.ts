import { chromiumPath } from '@openparley/test-kit/browser'
import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { openElement, startTag } from '@openparley/test-kit/inbox-page'
import { press } from '@openparley/test-kit/keyboard'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { servePage, watchedPage } from '@openparley/test-kit/strict-page'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { pictureFile, sendFiles } from './files.ts'

const boots = 'conversation-id="boots"'
const expected = /net::ERR/

describe.skipIf(!chromiumPath)('parts that are loaded on use (need chromium)', () => {
  let app: TestApp
  let chat: Chat

  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    chat = chatOf(app.client)
    await chat.conversationWith('boots', ['alice', 'sebastian'], { subject: 'Boots' })
    await chat.say('boots', 'alice', 'Hello')
    await sendFiles(app, 'boots', 'sebastian', await pictureFile('boot.png'))
  })

  const actions = async (page: Page, of: RegExp) => {
    const message = page.getByRole('article', { name: of }).last()
    await message.hover()
    return message.getByRole('button', { name: 'Actions' })
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

  /** Each part with how to open it, and what it then shows. */
  const parts: [
    name: string,
    use: (page: Page) => Promise<unknown>,
    shown: (page: Page) => Locator,
  ][] = [
    [
      'the menu of a message',
      async (page) => (await actions(page, /^sebastian/)).click(),
      (page) => page.getByRole('menuitem', { name: 'Reply' }),
    ],
    [
      'the menu of the conversation',
      (page) => button(page, 'More options').click(),
      (page) => page.getByRole('menuitem', { name: 'Leave conversation' }),
    ],
    [
      'the picker of emoji',
      (page) => button(page, 'Emoji').click(),
      (page) => page.getByLabel('Search emoji'),
    ],
    [
      'the viewer of pictures',
      (page) => button(page, 'Open boot.png').click(),
      (page) => page.getByRole('dialog', { name: 'boot.png' }),
    ],
    [
      'files to send',
      async (page) =>
        page.locator('input[type=file]').setInputFiles({
          name: 'receipt.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('10 €'),
        }),
      (page) => page.getByText('receipt.txt'),
    ],
  ]

  test('say that they cannot be opened without a connection, and open when the connection is back', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', boots, { expected })
    await button(page, 'Open boot.png').waitFor()
    await button(page, 'Emoji').waitFor()
    const problem = page.getByRole('alert').getByText('Check your connection')
    await page.context().setOffline(true)
    for (const [name, use, shown] of parts) {
      await use(page)
      await expect.poll(() => problem.count(), { message: name }).toBe(1)
      expect(await shown(page).count(), name).toBe(0)
    }
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await field.pressSequentially(':hear')
    await page.getByRole('searchbox').fill('boots')
    await page.getByRole('status').getByText('Loading').waitFor()
    await page.context().setOffline(false)
    await problem.waitFor({ state: 'detached' })
    await page.getByRole('option', { name: /Boots/ }).first().waitFor()
    await page.getByRole('searchbox').press('Escape')
    await field.press('t')
    await page.getByRole('option', { name: /heart/ }).first().waitFor()
    await press(page, 'Escape')
    for (const [, use, shown] of parts) {
      await use(page)
      await shown(page).waitFor()
      await press(page, 'Escape')
    }
  })

  test('a message waits for the connection, and a conversation that cannot be loaded can be left', async () => {
    await chat.conversationWith('laces', ['alice', 'sebastian'], { subject: 'Laces' })
    const context = { viewport: { width: 360, height: 640 } }
    const page = await openElement(app, 'alice', 'parley-inbox', boots, { expected, context })
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await field.waitFor()
    await page.getByRole('feed').getByText('Hello').waitFor()
    await page.context().setOffline(true)
    await field.fill('Written without a connection')
    await field.press('Enter')
    const message = page.getByRole('article').filter({ hasText: 'Written without' })
    await message.getByText('Waiting for a connection').waitFor()
    await button(page, 'Back').click()
    await page.getByRole('option', { name: /Laces/ }).click()
    await button(page, 'Back').click()
    await page.context().setOffline(false)
    await page.getByRole('option', { name: /Boots.*Written without/ }).click()
    await message.getByText('Sent', { exact: true }).waitFor({ state: 'attached' })
    const texts = (await chat.messages('boots')).map(({ text }) => text)
    expect(texts.filter((text) => text === 'Written without a connection')).toHaveLength(1)
  })

  test('a message can be edited when the connection is back', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', boots, { expected })
    await (await actions(page, /^You/)).click()
    const edit = page.getByRole('menuitem', { name: 'Edit' })
    await edit.waitFor()
    await page.context().setOffline(true)
    await edit.click()
    await page.getByRole('alert').getByText('Check your connection').waitFor()
    await page.context().setOffline(false)
    await (await actions(page, /^You/)).click()
    await edit.click()
    await page.getByRole('textbox', { name: 'Edit message' }).waitFor()
  })

  test('appear without a click when they can be loaded, such as reactions, files and the composer', async () => {
    const [first] = (await chat.messages('boots')).toReversed()
    await chat.react('boots', first?.id ?? '', '👍', 'sebastian')
    const body = `${await startTag(app, 'alice', 'parley-inbox', boots)}</parley-inbox>`
    const origin = await servePage({ body, server: app.baseUrl })
    const page = await watchedPage({ expected })
    const wanted = /\/(composer|message-extras|file-view|announcer)-/
    const missed = new Set<string>()
    await page.route(wanted, (route) => {
      missed.add(wanted.exec(route.request().url())?.[1] ?? '')
      return route.abort('internetdisconnected')
    })
    await page.goto(origin)
    await page.getByRole('feed').getByText('Hello').waitFor()
    await expect
      .poll(() => [...missed].sort())
      .toEqual(['announcer', 'composer', 'file-view', 'message-extras'])
    expect(await page.getByRole('textbox').count()).toBe(0)
    await page.unroute(wanted)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor()
    await button(page, 'Open boot.png').waitFor()
    await page.getByRole('feed').getByText('👍').waitFor()
    await chat.say('boots', 'sebastian', 'Do you see it?')
    await page.getByRole('status').getByText('New message: sebastian: Do you see it?').waitFor()
  })
})
