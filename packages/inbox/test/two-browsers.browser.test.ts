import { chromiumPath } from '@openparley/test-kit/browser'
import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { openElement } from '@openparley/test-kit/inbox-page'
import { press } from '@openparley/test-kit/keyboard'
import { givenSeed, randomFrom } from '@openparley/test-kit/random'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'

const seed = givenSeed()
const steps = Number(process.env.STEPS ?? 24)
const acts = ['send', 'send', 'send', 'edit', 'delete', 'react', 'cut', 'mend', 'mend'] as const

/** The messages that the page shows, from the oldest. */
const shownIn = (page: Page): Promise<string[]> =>
  page.locator('article').evaluateAll((rows) =>
    rows.map((row) => {
      const text = row.querySelector('.text')?.textContent
      const counts = [...row.querySelectorAll('.reaction')].map((one) => one.textContent?.trim())
      return [text, ...counts].join(' ')
    }),
  )

describe.skipIf(!chromiumPath)('<parley-inbox> in several pages (needs chromium)', () => {
  let app: TestApp
  let chat: Chat

  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    chat = chatOf(app.client)
    await chat.conversationWith('trade', ['alice', 'sebastian'], { subject: 'Trade' })
    await chat.say('trade', 'sebastian', 'First')
  })

  const open = (userId: string) =>
    openElement(app, userId, 'parley-inbox', 'conversation-id="trade"', {
      // The other browser may have deleted a message in the meantime.
      expected: /net::ERR|Failed to fetch|status of 404/,
    })

  /**
   * Chooses an action of the newest message that is the user's own, or another's. The other browser may delete the message
   * at any time, so the page finds and clicks its button in one step. An open menu stays.
   */
  async function choose(page: Page, of: RegExp, action: RegExp): Promise<void> {
    const message = page.getByRole('article', { name: of }).last()
    const isOpened = await message
      .getByRole('button', { name: 'Actions' })
      .evaluateAll(([button]) => {
        ;(button as HTMLElement | undefined)?.click()
        return button !== undefined
      })
    if (!isOpened) return
    const item = page.getByRole('menuitem', { name: action })
    await item
      .or(page.getByRole('menuitemcheckbox', { name: action }))
      .first()
      .click()
  }

  test('two browsers show the same after a storm of messages, edits, deletions and reactions with cuts', async () => {
    console.log(`SEED=${seed}`)
    const random = randomFrom(seed)
    const pages = [await open('alice'), await open('sebastian')]
    for (const page of pages) {
      await page.getByRole('article').getByRole('button', { name: 'Actions' }).first().focus()
      await press(page, 'Enter')
      // The menu is loaded now, since without a connection it could not be opened for the first time.
      await page.getByRole('menuitem', { name: 'Reply' }).waitFor()
      await press(page, 'Escape')
      await page.getByRole('textbox').waitFor()
    }
    for (let step = 0; step < steps; step += 1) {
      const page = random.pick(pages)
      const act = random.pick([...acts])
      const field = page.getByRole('textbox')
      const own = page.getByRole('article', { name: /^You/ })
      if (act === 'cut') await page.context().setOffline(true)
      else if (act === 'mend') await page.context().setOffline(false)
      else if (act === 'react') await choose(page, /^(alice|sebastian)/, /👍/)
      else if (act === 'send' || (await own.count()) === 0) {
        await field.fill(`Step ${step}`)
        await field.press('Enter')
      } else if (act === 'edit') {
        await choose(page, /^You/, /Edit/)
        await field.fill(`Edited in step ${step}`)
        await field.press('Enter')
      } else {
        await choose(page, /^You/, /Delete/)
        const question = page.getByRole('alertdialog')
        if (await question.isVisible()) await question.getByRole('button').first().click()
      }
    }
    for (const page of pages) await page.context().setOffline(false)
    await expect
      .poll(async () => {
        const stored = (await chat.messages('trade', { limit: 100 })).reverse()
        const texts = stored.map(({ text }) => text)
        const [one = [], other = []] = await Promise.all(pages.map(shownIn))
        const plain = one.map((line) => line.replace(/ 👍\s*\d+$/, ''))
        return {
          texts: JSON.stringify(plain) === JSON.stringify(texts),
          pages: one.join() === other.join(),
        }
      })
      .toEqual({ texts: true, pages: true })
    expect(new Set(await shownIn(pages[0] as Page)).size).toBeGreaterThan(1)
  })

  test('six tabs of a browser share one stream, also when the tab with the stream is closed', async () => {
    const first = await open('alice')
    const context = first.context()
    const streams = new Set<unknown>()
    const watch = (page: Page) => {
      page.on(
        'request',
        (request) => request.url().endsWith('/realtime/events') && streams.add(request),
      )
      for (const end of ['requestfinished', 'requestfailed'] as const)
        page.on(end as 'requestfinished', (request) => streams.delete(request))
    }
    await first.getByRole('article').first().waitFor()
    const tabs: Page[] = []
    for (let tab = 0; tab < 5; tab += 1) {
      const page = await context.newPage()
      watch(page)
      await page.goto(first.url())
      tabs.push(page)
    }
    for (const page of tabs) await page.getByRole('article').first().waitFor()
    // The first tab has it, unless the machine is so slow that another tab has taken over.
    const expectOneStream = () =>
      expect.poll(async () => (await app.call('GET', '/users/alice/sessions')).body).toHaveLength(1)
    await expectOneStream()
    await first.close()
    await expect.poll(() => streams.size).toBe(1)
    await chat.say('trade', 'sebastian', 'To all tabs')
    for (const page of tabs) await page.getByRole('feed').getByText('To all tabs').waitFor()
    await expectOneStream()
    await expect.poll(() => streams.size).toBe(1)
  })
})
