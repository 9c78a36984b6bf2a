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

/**
 * The surface of the browser that nobody sees: with it, each window costs twice the CPU time of its page. Chromium reads
 * only the last list of features, so the features that Playwright disables are repeated.
 */
const disabledFeatures = [
  'PreloadTopChromeWebUI',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'SpareRendererForSitePerProcess',
  // Features that Playwright switches off.
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

let browser: Promise<Browser> | undefined

/** A headless Chromium that all tests of the worker share, each with its own profile. It starts with the first use. */
export function sharedBrowser(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: chromiumPath ?? '',
    // It ends with the worker, as its pipe does.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${disabledFeatures}`,
    ],
  })
  return browser
}

export interface OpenedPage {
  page: Page
  /** Console messages and errors. */
  errors: string[]
  /** The URLs that it requested. */
  requests: string[]
}

/**
 * Opens a page with an empty profile that is closed when the test ends. It records errors and requests while it is open.
 */
export async function openPage(
  url: string,
  viewport = { width: 1400, height: 900 },
): Promise<OpenedPage> {
  const page = await (await sharedBrowser()).newPage({ viewport })
  onTestFinished(() => page.close())
  page.setDefaultTimeout(60_000)
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
export async function barePages(): Promise<(url: string) => Promise<BarePage>> {
  const devtools = await (await sharedBrowser()).newBrowserCDPSession()
  const { browserContextId } = await devtools.send('Target.createBrowserContext')
  onTestFinished(async () => {
    await devtools.send('Target.disposeBrowserContext', { browserContextId })
    await devtools.detach()
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
