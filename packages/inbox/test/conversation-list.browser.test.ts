import { accessibilityTree, expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { openElement } from '@openparley/test-kit/inbox-page'
import { focused, press, pressUntil } from '@openparley/test-kit/keyboard'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'

const tag = 'parley-conversation-list'

describe.skipIf(!chromiumPath)('<parley-conversation-list> (needs chromium)', () => {
  let app: TestApp
  let chat: Chat

  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    chat = chatOf(app.client)
    await chat.conversationWith('boots', ['alice', 'bob'], { subject: 'Boots' })
    await chat.say('boots', 'alice', 'Do the boots fit?')
    await chat.conversationWith('two', ['alice', 'bob'])
    await chat.say('two', 'bob', 'One', 'Two')
    await chat.conversationWith('group', ['alice', 'bob', 'carol'])
    await chat.say('group', 'carol', 'Hello all')
    // dave has nothing, and erin has more than two pages of which half are unread. Nobody else opens a page, so the names
    // of her rows do not say who is online.
    await chat.users('dave')
    for (let n = 0; n < 45; n += 1) {
      await chat.conversationWith(`c${n}`, ['erin', 'frank'], { subject: `Order ${n}` })
      if (n % 2) await chat.say(`c${n}`, 'frank', `About order ${n}`)
    }
  })

  const rows = (page: Page) => page.getByRole('option')
  const shown = (page: Page, count: number) =>
    eventually(async () => expect(await rows(page).count()).toBe(count))
  /** The texts of the rows for screen readers. */
  const lines = async (page: Page) => {
    const tree = await accessibilityTree(page)
    return [...tree.matchAll(/option "(.*)"/g)].map(([, name = '']) =>
      name.replace(/\d?\d:\d\d\s[AP]M/, 'TIME'),
    )
  }

  test('shows title, last message, time and unread count, and announces them', async () => {
    const page = await openElement(app, 'alice', tag)
    await eventually(async () =>
      expect(await lines(page)).toEqual([
        expect.stringMatching(/^(bob, carol|carol, bob) TIME carol: Hello all 1 unread message$/),
        'bob TIME Two 2 unread messages',
        'Boots TIME You: Do the boots fit?',
      ]),
    )
    await chat.say('boots', 'bob', 'They do')
    await eventually(async () =>
      expect((await lines(page))[0]).toBe('Boots TIME They do 1 unread message'),
    )
    await expectAccessible(page)
  })

  test('shows everything that its rows show with one request', async () => {
    const page = await openElement(app, 'erin', tag)
    await shown(page, 20)
    await eventually(async () =>
      expect(await page.locator('parley-conversation-row .tile').first().innerText()).toBe('F'),
    )
    const paths = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname.replace(/^.*\/realtime/, ''))
        .filter((path) => path.startsWith('/conversations')),
    )
    expect(paths).toEqual(['/conversations'])
  })

  test('shows who types and who is online', async () => {
    const page = await openElement(app, 'alice', tag)
    const bob = await openElement(app, 'bob', 'parley-chat', 'conversation-id="two"')
    await eventually(async () =>
      expect((await lines(page)).find((line) => line.includes('Two'))).toMatch(/^bob Online TIME/),
    )
    await bob.getByRole('textbox', { name: 'Write a message' }).pressSequentially('So')
    await page.getByText('Typing…').waitFor()
  })

  test('is one stop for Tab; arrows move, Enter selects', async () => {
    const page = await openElement(app, 'erin', tag)
    await shown(page, 20)
    await page.evaluate(() => {
      document.addEventListener('parley-select', ({ detail }) => {
        document.title = detail.conversationId
      })
    })
    await pressUntil(page, 'Tab', /^option "Order/)
    const first = await focused(page)
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowUp')
    const second = await focused(page)
    expect(second).not.toBe(first)
    await press(page, 'Enter')
    const [, number] = /Order (\d+)/.exec(second) ?? []
    expect(await page.title()).toBe(`c${number}`)
    expect(await page.locator('[aria-selected=true][role=option]').count()).toBe(1)
    await press(page, 'Shift+Tab')
    expect(await focused(page)).toBe('tab "All" [selected]')
    await press(page, 'Tab')
    expect(await focused(page)).toBe(`${second} [selected]`)
    await press(page, 'Home')
    expect(await focused(page)).toBe(first)
  })

  test('keeps the focus on a row that moves', async () => {
    const page = await openElement(app, 'erin', tag)
    await shown(page, 20)
    await pressUntil(page, 'Tab', /^option "Order/)
    await press(page, 'ArrowDown')
    const [, number] = /Order (\d+)/.exec(await focused(page)) ?? []
    await chat.say(`c${number}`, 'frank', 'Now on top')
    await eventually(async () => expect((await lines(page))[0]).toContain('Now on top'))
    expect(await focused(page)).toMatch(new RegExp(`^option "Order ${number} `))
  })

  test('loads all pages as the user moves down', async () => {
    const page = await openElement(app, 'erin', tag)
    await shown(page, 20)
    await pressUntil(page, 'Tab', /^option "Order/)
    await eventually(async () => {
      await press(page, 'End')
      expect(await rows(page).count()).toBe(45)
    })
    await press(page, 'End')
    expect(await rows(page).last().getAttribute('aria-setsize')).toBe('45')
    await eventually(async () =>
      expect(
        await rows(page)
          .last()
          .evaluate((row) => row.matches(':focus')),
      ).toBe(true),
    )
  })

  test('filters the unread conversations, and keeps the open one among them', async () => {
    const page = await openElement(app, 'erin', tag)
    await shown(page, 20)
    await pressUntil(page, 'Tab', 'tab "All" [selected]')
    await press(page, 'ArrowRight')
    expect(await focused(page)).toBe('tab "Unread" [selected]')
    await eventually(async () => {
      const all = await lines(page)
      expect(all.length).toBeGreaterThan(1)
      expect(all.filter((line) => !/unread messages?$/.test(line))).toEqual([])
    })
    const [title = ''] = /Order \d+/.exec((await lines(page))[1] ?? '') ?? []
    await rows(page).nth(1).click()
    await chat.mark('erin', title.replace('Order ', 'c'), false)
    await eventually(async () => expect((await lines(page))[1]).not.toMatch(/unread messages?$/))
    expect((await lines(page))[1]).toContain(title)
    await rows(page).nth(0).click()
    await eventually(async () =>
      expect(await page.getByText(title, { exact: true }).count()).toBe(0),
    )
  })

  test('searches conversations and messages, marks the matches, and reports where to jump', async () => {
    const page = await openElement(app, 'alice', tag)
    await shown(page, 3)
    await page.evaluate(() => {
      document.addEventListener('parley-select', ({ detail }) => {
        document.title = `${detail.conversationId} ${detail.messageId ? 'message' : ''}`
      })
    })
    await page.getByRole('searchbox', { name: 'Search' }).fill('bOOt')
    await page.getByRole('heading', { name: 'Messages' }).waitFor()
    await eventually(async () =>
      expect(new Set(await page.locator('mark').allInnerTexts())).toEqual(
        new Set(['Boots', 'boots']),
      ),
    )
    await expectAccessible(page)
    await press(page, 'ArrowDown', 'ArrowDown', 'Enter')
    expect(await page.title()).toBe('boots message')
    await press(page, 'Escape')
    expect(await focused(page)).toMatch(/^searchbox "Search"/)
    await shown(page, 3)
    await chat.conversationWith('zebra', ['alice', 'bob'], { subject: 'Zebra' })
    await page.keyboard.type('zebra')
    await shown(page, 1)
    await chat.leave('zebra', 'alice')
    await page.getByText('Nothing found').waitFor()
  })

  test('says that the list is empty, or why it cannot be loaded', async () => {
    const page = await openElement(app, 'dave', tag)
    await page.getByText('No conversations yet').waitFor()
    await expectAccessible(page)
    const other = { ...app, secretKey: 'sk_of_another_app_1234' }
    const refused = await openElement(other, 'alice', tag, '', { expected: /401/ })
    await refused.getByRole('alert').getByText('Your session has ended').waitFor()
    await expectAccessible(refused)
  })

  test('shows names of any script from right to left', async () => {
    await chat.conversationWith('rtl', ['gina', 'henk'])
    await chat.putUser('henk', { name: 'فاطمة <b>x</b>' })
    await chat.say('rtl', 'henk', 'x'.repeat(9000))
    const page = await openElement(app, 'gina', tag, '', { dir: 'rtl', lang: 'ar' })
    await page.getByText('فاطمة <b>x</b>').waitFor()
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBe(0)
    await expectAccessible(page)
  })
})
