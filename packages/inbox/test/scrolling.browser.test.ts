import { chromiumPath } from '@openparley/test-kit/browser'
import { chatOf } from '@openparley/test-kit/chat'
import { openElement } from '@openparley/test-kit/inbox-page'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'

/** Five times what the list keeps. `npm run soak` has ten times as many. */
const count = Number(process.env.MESSAGES ?? 1000)

/** In the page: scrolls up page by page, and follows the first visible message from frame to frame. */
function defineScrolling() {
  const root = () =>
    document.querySelector('parley-chat')?.shadowRoot?.querySelector('parley-message-list')
      ?.shadowRoot as ShadowRoot
  const scroller = () => root().querySelector('.scroller') as HTMLElement
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const rows = () => [...root().querySelectorAll<HTMLElement>('[data-id]')]
  const top = (row: HTMLElement) => row.getBoundingClientRect().top
  const firstVisible = () => {
    const edge = scroller().getBoundingClientRect().top
    return rows().find((row) => row.getBoundingClientRect().bottom > edge) as HTMLElement
  }

  /**
   * Scrolls until the message with the number is loaded. Returns the farthest distance that a message moved
   * unexpectedly, and the maximum of rows.
   */
  async function pageTo(number: number, direction: 1 | -1) {
    let [farthest, most, pages] = [0, 0, 0]
    const isLoaded = () => {
      const edge = direction < 0 ? rows()[0] : rows().at(-1)
      const loaded = Number(/Number (\d+)\./.exec(edge?.textContent ?? '')?.[1])
      return direction * (loaded - number) >= 0
    }
    while (!isLoaded()) {
      scroller().scrollTop += direction * 5000
      await frame()
      const { id } = firstVisible().dataset
      const place = top(firstVisible())
      do {
        await frame()
        const row = rows().find((one) => one.dataset.id === id)
        farthest = Math.max(farthest, row ? Math.abs(top(row) - place) : Number.POSITIVE_INFINITY)
        most = Math.max(most, rows().length)
      } while (scroller().ariaBusy === 'true')
      pages += 1
    }
    return { farthest, most, pages }
  }
  Object.assign(globalThis, { pageTo })
}

async function heapOf(page: Page): Promise<{ bytes: number; nodes: number }> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  // Nodes that only weak references of other nodes refer to need a second time.
  for (const _ of [1, 2]) await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0
  return { bytes: metric('JSHeapUsedSize'), nodes: metric('Nodes') }
}

describe.skipIf(!chromiumPath)('a long conversation (needs chromium)', () => {
  let app: TestApp

  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    const chat = chatOf(app.client)
    await chat.conversationWith('long', ['alice', 'sebastian'])
    const start = Date.UTC(2026, 0, 1)
    const messages = Array.from({ length: count }, (_, number) => ({
      type: 'UserMessage' as const,
      sender: number % 5 < 3 ? 'sebastian' : 'alice',
      text: `Number ${number}. ${'More text. '.repeat((number * 7) % 23)}`,
      createdAt: start + number * 97_000,
    }))
    for (let from = 0; from < count; from += 1000) {
      const body = messages.slice(from, from + 1000)
      await app.call('POST', '/import/conversations/long/messages', { body })
    }
  })

  test('is paged through to its first message and back, without a jump, in flat memory', async () => {
    const page = await openElement(app, 'alice', 'parley-chat', 'conversation-id="long"')
    await page.getByText(`Number ${count - 1}.`).waitFor()
    await page.evaluate(defineScrolling)
    const pageTo = (number: number, direction: 1 | -1) =>
      page.evaluate(`pageTo(${number}, ${direction})`)

    const noJump = { farthest: expect.closeTo(0, 0), most: expect.any(Number) }
    expect(await pageTo(count - 430, -1)).toMatchObject(noJump)
    const before = await heapOf(page)
    const { most, pages, farthest } = (await pageTo(0, -1)) as Record<string, number>
    expect(farthest).toBeLessThan(1)
    expect(most).toBeLessThan(300)
    expect(pages).toBeGreaterThan(count / 200)
    const after = await heapOf(page)
    const megabytes = ({ bytes }: typeof after) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
    console.log(`${count} messages: ${megabytes(before)} before, ${megabytes(after)} after`)
    expect(after.nodes / before.nodes).toBeLessThan(1.2)
    expect(after.bytes - before.bytes).toBeLessThan(5 * 1024 * 1024)
    expect(await pageTo(400, 1)).toMatchObject(noJump)

    await page.getByRole('button', { name: 'Go to the newest message' }).click()
    await page.getByText(`Number ${count - 1}.`).waitFor()
  }, 300_000)
})
