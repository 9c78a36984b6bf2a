import { accessibilityTree } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { chatOf } from '@openparley/test-kit/chat'
import { openElement } from '@openparley/test-kit/inbox-page'
import { focused, press, pressUntil } from '@openparley/test-kit/keyboard'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

async function startedChat() {
  const app = await testApp({ settings: { allowedOrigins: ['*'] } })
  const chat = chatOf(app.client)
  await chat.conversationWith('boots', ['alice', 'bob'], { subject: 'Boots' })
  await chat.say('boots', 'bob', 'Do they fit?')
  return { app, chat }
}

describe.skipIf(!chromiumPath)('<parley-inbox> (needs chromium)', () => {
  test('works with the keyboard alone: selects, sends and leaves', async () => {
    const { app, chat } = await startedChat()
    const page = await openElement(app, 'alice', 'parley-inbox')
    await page.getByRole('option', { name: /Boots/ }).waitFor()
    await pressUntil(page, 'Tab', /^option /)
    await press(page, 'Enter')
    await expect.poll(() => focused(page)).toMatch(/^textbox "Write a message"/)
    await page.keyboard.type('They do!')
    await press(page, 'Enter')
    await expect
      .poll(async () => (await chat.messages('boots')).map(({ text }) => text))
      .toEqual(['They do!', 'Do they fit?'])
    await pressUntil(page, 'Shift+Tab', 'button "More options"')
    await press(page, 'Enter')
    await page.getByRole('menuitem', { name: 'Leave conversation' }).waitFor()
    await pressUntil(page, 'ArrowDown', 'menuitem "Leave conversation"')
    await press(page, 'Enter')
    await page.getByRole('alertdialog', { name: 'Leave this conversation?' }).waitFor()
    if (!(await focused(page)).includes('Leave')) await pressUntil(page, 'ArrowDown', /Leave/)
    await press(page, 'Enter')
    await page.getByText('No conversations yet').first().waitFor()
    expect(await chat.listOf('alice')).toEqual([])
  })

  test('sends once what was written without a connection', async () => {
    const { app, chat } = await startedChat()
    const page = await openElement(app, 'alice', 'parley-inbox', 'conversation-id="boots"', {
      expected: /net::ERR/,
    })
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await field.fill('first')
    await press(page, 'Enter')
    await expect.poll(async () => (await chat.messages('boots')).length).toBe(2)
    await page.context().setOffline(true)
    await page.getByText('You are offline').first().waitFor()
    for (const text of ['second', 'third']) {
      await field.fill(text)
      await press(page, 'Enter')
    }
    await page.context().setOffline(false)
    await expect
      .poll(async () => (await chat.messages('boots')).map(({ text }) => text).sort())
      .toEqual(['Do they fit?', 'first', 'second', 'third'])
  })

  test('has a tree of names and roles', async () => {
    const { app } = await startedChat()
    const page = await openElement(app, 'alice', 'parley-inbox', 'conversation-id="boots"')
    await page.getByRole('feed').getByText('Do they fit?').waitFor()
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor()
    // It is read by being seen.
    await page.getByRole('option', { name: /fit\?$/ }).waitFor()
    const tree = (await accessibilityTree(page)).replaceAll(/\d+:\d\d.[AP]M/g, '<time>')
    expect(tree).toMatchSnapshot()
  })
})
