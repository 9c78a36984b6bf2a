import { accessibilityTree, expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { openElement } from '@openparley/test-kit/inbox-page'
import { focused, press, pressUntil } from '@openparley/test-kit/keyboard'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { beforeAll, describe, expect, test } from 'vitest'

const phone = { context: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } }

describe.skipIf(!chromiumPath)('<parley-inbox> (needs chromium)', () => {
  let app: TestApp
  let chat: Chat

  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    chat = chatOf(app.client)
    for (const [id, subject] of Object.entries({ boots: 'Boots', hats: 'Hats', bags: 'Bags' })) {
      await chat.conversationWith(id, ['alice', 'bob'], { subject })
      await chat.say(id, 'bob', `About ${id}`)
    }
  })

  test('opens a conversation beside the list, and puts the focus where the user writes', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox')
    await page.getByText('Choose a conversation').waitFor()
    const steps = await page.evaluate('history.length')
    await expectAccessible(page)
    await page.getByRole('option', { name: /^Bags/ }).waitFor()
    await pressUntil(page, 'Tab', /^option "Bags/)
    await press(page, 'ArrowDown', 'Enter')
    await eventually(async () => expect(await focused(page)).toMatch(/^textbox "Write a message"/))
    await page.getByRole('heading', { name: 'Hats' }).waitFor()
    // It is read by being seen.
    await eventually(async () =>
      expect(await accessibilityTree(page)).toMatch(/option "Hats [^"]*About hats" \[selected\]/),
    )
    expect(await page.evaluate('history.length')).toBe(steps)
  })

  test('opens the conversation and jumps to the message of its attributes', async () => {
    const [id] = await chat.say('boots', 'bob', 'Here', ...'123456789')
    for (let n = 0; n < 5; n += 1) await chat.say('boots', 'bob', ...'1234567890')
    const page = await openElement(
      app,
      'alice',
      'parley-inbox',
      `conversation-id="boots" message-id="${id}"`,
    )
    await page.locator('article', { hasText: 'Here' }).waitFor()
    await eventually(async () =>
      expect(await page.locator('article', { hasText: 'Here' }).isVisible()).toBe(true),
    )
  })

  test('shows one pane on a phone; back returns to the row, at its place', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', '', phone)
    await page.getByRole('option', { name: /^Boots/ }).click()
    const back = page.getByRole('button', { name: 'Back' })
    await back.waitFor()
    expect(await page.getByRole('option').count()).toBe(0)
    await expectAccessible(page)
    await back.click()
    await eventually(async () => expect(await focused(page)).toMatch(/^option "Boots/))
    expect(await back.count()).toBe(0)
  })

  test('reports to the page what happens, and to the server which conversation is open', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox')
    await page.evaluate(() => {
      const inbox = document.querySelector('parley-inbox')
      const told: string[] = []
      Object.assign(globalThis, { told })
      for (const name of ['parley-select', 'parley-send', 'parley-unread'] as const)
        inbox?.addEventListener(name, ({ detail }) =>
          told.push(`${name} ${Object.values(detail).length > 0}`),
        )
    })
    // The first count may have been reported before the page listened.
    await chat.say('bags', 'bob', 'Do you see it?')
    await page.getByRole('option', { name: /^Hats/ }).click()
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Hello')
    await press(page, 'Enter')
    await eventually(async () =>
      expect(new Set(await page.evaluate<string[]>('told'))).toEqual(
        new Set(['parley-select true', 'parley-send true', 'parley-unread true']),
      ),
    )
  })

  test('fills the slots of the chat with the content of the page', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox')
    await page.evaluate(() => {
      const empty = document.createElement('p')
      empty.slot = 'empty'
      empty.textContent = 'Welcome!'
      document.querySelector('parley-inbox')?.append(empty)
    })
    await page.getByText('Welcome!').waitFor()
    expect(await page.getByText('Choose a conversation').isVisible()).toBe(false)
  })
})

test.skipIf(!chromiumPath)('the badge counts what is not read (needs chromium)', async () => {
  const app = await testApp({ settings: { allowedOrigins: ['*'] } })
  const chat = chatOf(app.client)
  await chat.conversationWith('boots', ['alice', 'bob'])
  await chat.say('boots', 'bob', 'One', 'Two')
  const page = await openElement(app, 'alice', 'parley-unread-badge')
  const badge = page.locator('.badge')
  const says = (text: string) =>
    eventually(async () => expect((await badge.allInnerTexts()).join().trim()).toContain(text))
  await says('2 unread messages')
  await expectAccessible(page)
  await chat.mark('alice', 'boots', false)
  await eventually(async () => expect(await badge.count()).toBe(0))
  await chat.mark('alice', 'boots', true)
  await says('Unread')
  for (let n = 0; n < 10; n += 1) await chat.say('boots', 'bob', ...'1234567890')
  await says('99+')
})
