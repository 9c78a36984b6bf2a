import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

/** Where the machine has Chromium, or `CHROMIUM` says that it is. */
export const chromiumPath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
  .concat(process.env.CHROMIUM ?? [])
  .findLast((path) => existsSync(path))

/** A headless Chromium with an empty profile, which talks to nobody but the pages' servers. */
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
  /** What it said and what went wrong. */
  errors: string[]
  /** The addresses that it asked. */
  requests: string[]
}

/** A page, closed when the test ends, that keeps what goes wrong or out while it is open. */
export async function openedPage(
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
