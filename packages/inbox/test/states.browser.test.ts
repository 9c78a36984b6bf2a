import { isDeepStrictEqual } from 'node:util'
import { accessibilityTree, expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath, sharedBrowser } from '@openparley/test-kit/browser'
import { chatOf } from '@openparley/test-kit/chat'
import { openElement, startTag } from '@openparley/test-kit/inbox-page'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { servePage, watchedPage } from '@openparley/test-kit/strict-page'
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { states } from '../../../scripts/inbox/states.ts'
import { tellStory } from '../../../scripts/inbox/story.ts'
import { difference, differencesFromKept, layoutOf, tolerance } from './layout.ts'

const widths = [360, 768, 1280]

/** The body and the language of the page of a state. */
interface PageOfState {
  body: string
  lang: string
  dir: 'ltr' | 'rtl'
}

/** Elements that stick out of the page, and controls that are smaller than 24 pixels (WCAG 2.2, 2.5.8). */
const layoutFaults = `(() => {
  const faults = []
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways')
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      // A menu that is open stays where it was opened.
      if (element.closest('[popover]')) continue
      if (element.shadowRoot) visit(element.shadowRoot)
      if (!element.matches('button, textarea, input:not([hidden])')) continue
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      const { left, right, width, height } = element.getBoundingClientRect()
      const name = element.ariaLabel || element.textContent.trim() || element.className
      if (left < -1 || right > innerWidth + 1) faults.push(name + ' sticks out')
      if (width < 24 || height < 24) faults.push(name + ' is too small')
    }
  }
  visit(document)
  return faults
})()`

/** Without what differs between two runs. */
const steady = (tree: string): string =>
  tree
    .replaceAll(/\d+:\d\d(.([AP]M|[صم]))?/g, '<time>')
    .replaceAll(/ \[active\]| \d+ unread messages?/g, '')
    .replaceAll(/\n *- \/url: .*/g, '')

describe.skipIf(!chromiumPath)('the states of the inbox (need chromium)', () => {
  let app: TestApp

  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    const page = await (await sharedBrowser()).newPage({ viewport: { width: 320, height: 240 } })
    const picture = new Blob([new Uint8Array(await page.screenshot())], { type: 'image/png' })
    await page.close()
    await tellStory(app.client, picture)
    const chat = chatOf(app.client)
    // Only one state has new messages, whichever run before it.
    for (const { id } of await chat.listOf('alice')) await chat.mark('alice', id, false)
  })

  let page: Page
  let shown: PageOfState
  let origin: string

  beforeAll(async () => {
    origin = await servePage({
      server: app.baseUrl,
      onEnd: afterAll,
      get body() {
        return shown.body
      },
      get lang() {
        return shown.lang
      },
      get dir() {
        return shown.dir
      },
    })
    // A conversation that the user is not in is a 403 or a 404.
    page = await watchedPage({ expected: /status of 40[34]/, onEnd: afterAll })
    // Text that was typed in one state is not kept for the next.
    await page.addInitScript(() => localStorage.clear())
    page.on('request', (request) => {
      requests += 1
      if (!request.url().endsWith('/realtime/events')) running.add(request)
    })
    for (const end of ['requestfinished', 'requestfailed'] as const)
      page.on(end as 'requestfinished', (request) => running.delete(request))
  })

  /** The requests of the page that have no response yet, except its stream, and how many there were. */
  const running = new Set<Request>()
  let requests = 0

  /** The tree of the page once all that it requests is shown, such as its code, participants and permissions. */
  async function settledTree(): Promise<string> {
    let now = { tree: '', requests: 0 }
    const isSettled = async () => {
      const before = now
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      now = { tree: steady(await accessibilityTree(page)), requests }
      return running.size === 0 && isDeepStrictEqual(now, before)
    }
    await expect.poll(isSettled, { interval: 20 }).toBe(true)
    return now.tree
  }

  test.each(states)(
    '$name: axe finds nothing in both themes, nothing overflows at any width, and everything is in its place',
    async ({
      name,
      userId = 'alice',
      tag = 'parley-inbox',
      more,
      lang = 'en',
      dir,
      before,
      open,
    }) => {
      await before?.(app.client)
      shown = {
        body: `${await startTag(app, userId, tag, more)}</${tag}>`,
        lang,
        dir: dir ?? 'ltr',
      }
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.mouse.move(0, 0)
      running.clear()
      await page.goto(`${origin}/?${name}`)
      await open(page)
      expect(await settledTree()).toMatchSnapshot()
      await expectAccessible(page)
      const layouts = new Map<number, string>()
      for (const width of widths) {
        await page.setViewportSize({ width, height: 640 })
        layouts.set(width, await layoutOf(page))
        await expect
          .poll(() => page.evaluate(layoutFaults), { message: `at ${width} px` })
          .toEqual([])
      }
      for (const [width, differs, layout] of differencesFromKept(name, layouts))
        expect(differs, `at ${width} px:\n${layout}`).toBeLessThan(tolerance)
    },
  )

  test('the layout is the same in other fonts, and differs without the composer or with a wide list', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', 'conversation-id="boots"')
    await page.getByRole('feed').getByText('see you on Saturday').waitFor()
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor()
    const before = await layoutOf(page)
    const styled = async (style: Record<string, string>) => {
      await page.evaluate((values) => {
        const { style } = document.querySelector('parley-inbox') as HTMLElement
        for (const [name, value] of Object.entries(values)) style.setProperty(name, value)
      }, style)
      return difference(before, await layoutOf(page))
    }
    expect(await styled({ '--parley-font': 'serif' })).toBeLessThan(tolerance)
    expect(await styled({ '--parley-font': 'monospace' })).toBeLessThan(tolerance)
    expect(await styled({ '--parley-list-width': '500px' })).toBeGreaterThan(tolerance)
    await page.locator('parley-composer').evaluate((composer) => composer.remove())
    expect(await styled({ '--parley-list-width': '340px' })).toBeGreaterThan(tolerance)
  })
})
