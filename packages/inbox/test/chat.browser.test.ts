import { chromiumPath } from '@openparley/test-kit/browser'
import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { openElement } from '@openparley/test-kit/inbox-page'
import { focused, press, pressUntil } from '@openparley/test-kit/keyboard'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'

describe.skipIf(!chromiumPath)('<parley-chat> (needs chromium)', () => {
  let app: TestApp
  let chat: Chat

  beforeAll(async () => {
    const roles = { guest: { maskContacts: {} } }
    app = await testApp({ settings: { allowedOrigins: ['*'], roles } })
    chat = chatOf(app.client)
    for (const id of ['boots', 'keys', 'hostile', 'long'])
      await chat.conversationWith(id, ['alice', 'sebastian'])
  })

  const open = (id: string, userId = 'alice') =>
    openElement(app, userId, 'parley-chat', `conversation-id="${id}"`)

  const message = (page: Page, text: string) =>
    page.locator('article .text', { hasText: text }).first()

  test('shows messages that were sent, and sends one', async () => {
    await chat.say('boots', 'sebastian', 'Hello *Alice*!')
    const page = await open('boots')
    await message(page, 'Hello Alice!').waitFor()
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Hi Sebastian!')
    await press(page, 'Enter')
    await message(page, 'Hi Sebastian!').waitFor()
    await page.getByTitle('Sent', { exact: true }).waitFor()
    const other = await open('boots', 'sebastian')
    await message(other, 'Hi Sebastian!').waitFor()
    // Both users have read everything.
    await page.getByTitle('Read by everyone').waitFor()
  })

  test('says that contacts are hidden from the user', async () => {
    await chat.conversationWith('trade', ['gina', 'sebastian'])
    await chat.putUser('gina', { role: 'guest' })
    await chat.say('trade', 'sebastian', 'Write to a@example.com')
    const page = await open('trade', 'gina')
    await message(page, 'Write to •••').waitFor()
    await page.getByText('Contact details hidden', { exact: true }).waitFor()
  })

  test('works with the keyboard alone: reads, replies, reacts, edits and deletes', async () => {
    await chat.say('keys', 'sebastian', 'First', 'Second')
    const page = await open('keys')
    await message(page, 'Second').waitFor()
    await pressUntil(page, 'Tab', /^article "sebastian/)
    await press(page, 'ArrowUp')
    expect(await page.locator('article:focus .text').innerText()).toBe('First')
    await press(page, 'End', 'Home', 'Enter')
    await page.getByRole('menu').waitFor()
    expect(await focused(page)).toBe('menuitemcheckbox "👍"')
    await press(page, 'Enter')
    await page.getByRole('button', { name: '👍 1 person' }).waitFor()
    expect(await page.locator('article:focus .text').innerText()).toBe('First')

    await press(page, 'Enter')
    await page.getByRole('menu').waitFor()
    await press(page, 'ArrowDown')
    expect(await focused(page)).toBe('menuitem "Reply"')
    await press(page, 'Enter')
    await page.getByText('Reply to sebastian').waitFor()
    expect(await focused(page)).toMatch(/^textbox "Write a message"/)
    await page.keyboard.type('Answer')
    await press(page, 'Enter')
    await page.locator('article.own .quote', { hasText: 'First' }).waitFor()

    await page.getByTitle('Sent', { exact: true }).waitFor()
    await pressUntil(page, 'Shift+Tab', /^article "You/)
    await press(page, 'Enter')
    await page.getByRole('menu').waitFor()
    await pressUntil(page, 'ArrowDown', 'menuitem "Edit"')
    await press(page, 'Enter')
    await page.getByRole('textbox', { name: 'Edit message' }).waitFor()
    await page.keyboard.type('!')
    await press(page, 'Enter')
    await message(page, 'Answer!').waitFor()
    await page.getByText('Edited', { exact: true }).waitFor()

    await pressUntil(page, 'Shift+Tab', /^article "You/)
    await press(page, 'Enter')
    await page.getByRole('menu').waitFor()
    await pressUntil(page, 'ArrowDown', 'menuitem "Delete"')
    await press(page, 'Enter')
    await page.getByRole('alertdialog').waitFor()
    await press(page, 'Enter')
    await message(page, 'Answer!').waitFor({ state: 'detached' })
    expect(await focused(page)).toMatch(/^article "sebastian/)
    await press(page, 'Escape')
    expect(await focused(page)).toMatch(/^textbox "Write a message"/)
  })

  test('shows hostile texts unchanged, within its width', async () => {
    const texts = [
      '<img src=x onerror="alert(1)"><script>alert(1)</script>&amp;',
      'javascript:alert(1) data:text/html,x',
      '\u202egnp.exe\u202c \u2067left\u2069 \u200f',
      `Z${'\u0322\u0310\u0348\u0334'.repeat(60)}algo`,
      'A'.repeat(10_000),
      '👩‍👩‍👧‍👦🏳️‍🌈👍🏽'.repeat(20),
      'مرحبا بالعالم and English',
      '{constructor} {{x}} \0 \u2028',
    ]
    for (const text of texts) await chat.say('hostile', 'sebastian', text)
    const page = await open('hostile')
    await message(page, 'English').waitFor()
    const shown = await page.locator('article .text').allTextContents()
    expect(shown).toEqual(texts)
    const isWide = await page
      .locator('.scroller')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    expect(isWide).toBe(false)
    expect(await page.locator('article .text a').count()).toBe(0)
  })
})
