import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

/** The path of Chromium, from `CHROMIUM` or a usual place; undefined if there is none. */
export const chromiumPath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
  .concat(process.env.CHROMIUM ?? [])
  .findLast((path) => existsSync(path))

/** A headless Chromium with an empty profile, which connects only to the servers of the pages. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface OpenedPage {
  page: Page
  /** Console messages and errors. */
  errors: string[]
  /** The URLs that it requested. */
  requests: string[]
}

/** Opens a page that is closed when the test ends. It records errors and requests while it is open. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport = { width: 1400, height: 900 },
): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport })
  onTestFinished(() => page.close())
  const errors: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('requestfailed', (request) => errors.push(`${request.url()} failed`))
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(url)
  return { page, errors, requests }
}

/** A page that its browser can freeze, which the emulated focus of Playwright prevents. */
export interface BarePage {
  /** Returns the value of the expression, which must be JSON. */
  evaluate: (expression: string) => Promise<unknown>
  setState: (state: 'active' | 'frozen') => Promise<void>
  close: () => Promise<void>
}

/** Returns a function that opens pages of one profile, which share locks and channels. They are closed when the test ends. */
export async function barePages(browser: Browser): Promise<(url: string) => Promise<BarePage>> {
  const devtools = await browser.newBrowserCDPSession()
  const { browserContextId } = await devtools.send('Target.createBrowserContext')
  onTestFinished(async () => {
    await devtools.send('Target.disposeBrowserContext', { browserContextId })
  })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result, error } = JSON.parse(message)
    if (error) waiting.get(id)?.reject(new Error(error.message))
    else waiting.get(id)?.resolve(result)
  })
  let calls = 0

  return async (url) => {
    const target = { url, browserContextId, newWindow: true }
    const { targetId } = await devtools.send('Target.createTarget', target)
    const { sessionId } = await devtools.send('Target.attachToTarget', { targetId })
    async function call(method: string, params: object) {
      calls += 1
      const response = Promise.withResolvers<unknown>()
      waiting.set(calls, response)
      const message = JSON.stringify({ id: calls, method, params })
      await devtools.send('Target.sendMessageToTarget', { sessionId, message })
      return response.promise
    }
    return {
      async evaluate(expression) {
        const params = { expression, returnByValue: true, awaitPromise: true }
        const { result } = (await call('Runtime.evaluate', params)) as {
          result: { value?: unknown }
        }
        return result.value
      },
      setState: async (state) => void (await call('Page.setWebLifecycleState', { state })),
      close: async () => void (await devtools.send('Target.closeTarget', { targetId })),
    }
  }
}
