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
