import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { bundledInbox } from '../../scripts/inbox/bundle.ts'
import { sharedBrowser } from './browser.ts'
import { inboxBundle } from './bundles.ts'
import { startGateway } from './gateway.ts'

export interface StrictPageOptions {
  /** The HTML of the body. It is put into `main`. */
  body: string
  /** The base URL of the server, to which the page may connect. */
  server: string
  /** A module script of the page, which can import `/inbox.js`. */
  script?: string
  /** The styles of the page. By default the body fills the window. */
  style?: string
  /** Default `en`. */
  lang?: string
  dir?: 'ltr' | 'rtl'
  /** Errors in the console that the test expects, for example network errors when it cuts the network. */
  expected?: RegExp
  /** Another entry than the package's own, as a path. */
  entry?: string
  /** Default 1280 × 800, a light theme, and reduced motion, so that nothing is seen halfway. */
  context?: BrowserContextOptions
  /** When the page is closed; by default when the test ends. */
  onEnd?: (end: () => Promise<void>) => void
}

export type WatchedPageOptions = Pick<StrictPageOptions, 'context' | 'expected' | 'onEnd'>

/** The page may run only scripts of its own origin. Only Lit creates trusted types, from constant templates. */
const policyOf = (server: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${server}`,
    `img-src 'self' blob: ${server}`,
    `media-src blob: ${server}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ')

const fill = 'html, body, main { height: 100%; margin: 0 } main > * { height: 100% }'

const htmlOf = ({ body, lang = 'en', dir = 'ltr' }: StrictPageOptions) => `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<title>Page</title>
<link rel="stylesheet" href="/page.css">
<script type="module" src="/inbox.js"></script>
<script type="module" src="/page.js"></script>
</head>
<body><main>${body}</main></body>
</html>`

/**
 * Serves the page, its script and the inbox, under the policy. Returns the origin. It ends with the test. The body, the language and
 * the direction are read with each request.
 */
export async function servePage(options: StrictPageOptions): Promise<string> {
  const { files } = await (options.entry ? bundledInbox(options.entry) : inboxBundle())
  const texts = new Map<string, [type: string, body: string | Uint8Array]>([
    ['/page.js', ['text/javascript', options.script ?? '']],
    ['/page.css', ['text/css', options.style ?? fill]],
    ['/favicon.ico', ['image/x-icon', '']],
  ])
  for (const [path, contents] of files) texts.set(`/${path}`, ['text/javascript', contents])
  return startGateway(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const page = ['text/html; charset=utf-8', htmlOf(options)] as const
    const [type, body] = (pathname === '/' ? page : texts.get(pathname)) ?? []
    if (!type) return response.writeHead(404).end()
    const headers = { 'content-type': type, 'content-security-policy': policyOf(options.server) }
    return response.writeHead(200, { ...headers, 'x-content-type-options': 'nosniff' }).end(body)
  }, options.onEnd)
}

/**
 * Opens a page with the inbox under a strict content security policy. The test fails if the policy is violated, and for
 * each error of the page or in its console. The page is closed when the test ends.
 */
export async function openStrictPage(options: StrictPageOptions): Promise<Page> {
  const origin = await servePage(options)
  const page = await watchedPage(options)
  await page.goto(origin)
  return page
}

/**
 * Returns an empty page. The test fails if a page violates its content security policy, and for each error of the page
 * or in its console, except expected errors.
 */
export async function watchedPage({
  context: more,
  expected,
  onEnd = onTestFinished,
}: WatchedPageOptions = {}): Promise<Page> {
  const context = await (await sharedBrowser()).newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...more,
  })
  const errors: string[] = []
  onEnd(async () => {
    await context.close()
    const surprises = errors.filter((error) => !expected?.test(error))
    expect(surprises, 'errors of the page').toEqual([])
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber } = event
      console.error(
        'policy violated:',
        effectiveDirective,
        blockedURI,
        sample,
        sourceFile,
        lineNumber,
      )
    })
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const addError = (text: string) => errors.push(`${page.url()}: ${text}`)
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    addError(
      message.text() || `a message without a text, from ${JSON.stringify(message.location())}`,
    )
  })
  page.on('pageerror', (error) =>
    addError(
      error.stack || String(error) || 'an empty text was thrown, or a promise rejected with it',
    ),
  )
  return page
}
