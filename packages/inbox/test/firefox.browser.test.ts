import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { type Firefox, firefoxPath, startFirefox } from '@openparley/test-kit/firefox'
import { startTag } from '@openparley/test-kit/inbox-page'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { servePage } from '@openparley/test-kit/strict-page'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// Code points of WebDriver for keys without a character: Enter and End.
const [enter, end] = ['\uE007', '\uE010']

/** The middle of the first element, also in shadow trees, with the selector and the text or name. */
const middleOf = (selector: string, text: string) => `(() => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap((one) =>
    [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])])
  const found = all(document).findLast((one) => one.matches(${JSON.stringify(selector)}) &&
    one.checkVisibility() &&
    ((one.ariaLabel ?? '') + (one.value ?? '') + (one.shadowRoot ?? one).textContent).includes(${JSON.stringify(text)}))
  if (!found) return null
  found.scrollIntoView({ block: 'nearest' })
  const { x, y, width, height } = found.getBoundingClientRect()
  return [x + width / 2, y + height / 2]
})()`

describe.skipIf(!firefoxPath)('<parley-inbox> in Firefox (needs firefox)', () => {
  let app: TestApp
  let chat: Chat
  let firefox: Firefox

  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    chat = chatOf(app.client)
    await chat.conversationWith('hats', ['alice', 'sebastian'], { subject: 'Hats' })
    await chat.conversationWith('boots', ['alice', 'sebastian'], { subject: 'Boots' })
    await chat.say('boots', 'sebastian', 'Do they fit?')
    firefox = await startFirefox()
  })
  afterAll(() => firefox?.close())

  const shown = (selector: string, text = '') =>
    expect
      .poll(() => firefox.evaluate(middleOf(selector, text)), { message: `${selector} ${text}` })
      .not.toBeNull()

  async function click(selector: string, text = ''): Promise<void> {
    await shown(selector, text)
    const [x = 0, y = 0] = await firefox.evaluate<number[]>(middleOf(selector, text))
    await firefox.click(x, y)
  }

  const texts = async () => (await chat.messages('boots')).map(({ text }) => text).reverse()

  test('opens, reads, sends, replies, reacts, edits, finds and leaves, under a strict policy', async () => {
    const body = `${await startTag(app, 'alice', 'parley-inbox')}</parley-inbox>`
    await firefox.open(await servePage({ body, server: app.baseUrl }))
    await click('[role=option]', 'Boots')
    await shown('article', 'Do they fit?')
    await expect.poll(async () => (await chat.seenBy('alice', 'boots'))?.unreadMessageCount).toBe(0)

    await click('textarea')
    await firefox.type(`They do!${enter}`)
    await expect.poll(texts).toEqual(['Do they fit?', 'They do!'])

    await click('article', 'Do they fit?')
    await firefox.type(enter)
    await click('[role=menuitem]', 'Reply')
    await shown('.context', 'Reply to sebastian')
    await firefox.type(`Both of them${enter}`)
    await shown('.quote', 'Do they fit?')

    await click('article', 'Do they fit?')
    await firefox.type(enter)
    await click('[role=menuitemcheckbox]', '👍')
    await shown('.reaction', '👍')

    await click('article', 'They do!')
    await firefox.type(enter)
    await click('[role=menuitem]', 'Edit')
    await shown('textarea', 'They do!')
    await firefox.type(`${end} Thanks${enter}`)
    await expect.poll(texts).toEqual(['Do they fit?', 'They do! Thanks', 'Both of them'])

    await click('input[type=search]', 'Search')
    await firefox.type('Both')
    await click('[role=option]', 'Both of them')
    await shown('article', 'Both of them')
    await click('[aria-label="More options"]')
    await click('[role=menuitem]', 'Leave')
    await click('[role=alertdialog] button', 'Leave')
    await expect
      .poll(async () => (await chat.listOf('alice')).map(({ id }) => id))
      .toEqual(['hats'])
    expect(firefox.errors).toEqual([])
  })
})
