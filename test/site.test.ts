import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath, openPage, sharedBrowser } from '@openparley/test-kit/browser'
import { root } from '@openparley/test-kit/program'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { siteContent } from '../scripts/site/content.ts'
import { deadLinks } from '../scripts/site/links.ts'
import { operationsOf } from '../scripts/site/reference.ts'
import { guideNames } from '../scripts/workflows/guides.ts'

const spec = JSON.parse(await readFile(join(root, 'generated/openapi.json'), 'utf8'))
const operations = operationsOf(spec).map(({ operation }) => operation)

describe('the content of the site', () => {
  test('has a page for each guide, a link to a guide for each operation, and a twin for each page', {
    timeout: 120_000,
  }, async () => {
    const { pages, twins, files } = await siteContent('/')
    for (const name of guideNames) {
      const page = pages[`guides/${name}.md`] ?? ''
      for (const language of ['curl', 'typescript', 'python', 'go'])
        expect(page).toContain(`<div class="sample" data-language="${language}">`)
      expect(page).toMatch(/^Returns 200:$/m)
    }
    const linked = operationsOf(JSON.parse(files['openapi.json'] ?? '')).map(
      ({ operation }) => /^Guide: \[.+\]\(\/(.+)\/\)\n/.exec(operation.description)?.[1],
    )
    expect(linked.filter((path) => pages[`${path}.md`] === undefined)).toEqual([])
    expect(files['openapi.json'], 'the patterns of ids').not.toContain('^[.]{1,2}$')
    const references = operations.map(
      ({ operationId }) => `api/operations/${operationId.toLowerCase()}.md`,
    )
    expect(Object.keys(twins).sort()).toEqual(
      ['llms.txt', ...Object.keys(pages), ...references].sort(),
    )
    for (const name of [...Object.keys(pages), ...references])
      if (name !== 'index.md') expect(twins['llms.txt']).toContain(`(/${name})`)
  })
})

const dist = join(root, 'site/dist')
const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.md': 'text/markdown',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

const server = createServer(async ({ url = '' }, response) => {
  const { pathname } = new URL(url, 'http://localhost')
  const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname
  const bytes = await readFile(join(dist, file)).catch(() => undefined)
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
  response.writeHead(bytes ? 200 : 404).end(bytes)
})

// `npm ci` does not install the tools of the site.
describe.skipIf(!existsSync(dist) || !chromiumPath)(
  'the built site (needs npm run docs, and chromium)',
  () => {
    let origin: string
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    afterAll(() => {
      server.closeAllConnections()
      server.close()
    })

    test('has no dead link', async () => {
      expect(await deadLinks(dist, '/')).toEqual([])
    })

    test.each([
      '/',
      '/guides/errors/',
      '/guides/file-in-a-message/',
      '/settings/',
      '/api/operations/sendmessages/',
      '/api/webhooks/receivemessagesent/',
    ])(
      '%s is accessible and fits on a phone and on a desktop',
      {
        timeout: 120_000,
      },
      async (path) => {
        for (const width of [390, 1280]) {
          const { page, errors } = await openPage(`${origin}${path}`, { width, height: 900 })
          const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
          expect(overflow, 'pixels that stick out').toBe(0)
          const hidden = await page.evaluate(
            '[...document.querySelectorAll("pre")].filter((one) => one.scrollWidth > one.clientWidth + 1).length',
          )
          expect(hidden, 'code with lines that are cut off').toBe(0)
          // The colours of the other theme, not the colours during the transition.
          await page.addStyleTag({ content: '* { transition: none !important }' })
          await expectAccessible(page)
          expect(errors).toEqual([])
        }
      },
    )

    test('has the document of the version, and the same as the latest', async () => {
      const documentAt = async (place: string) =>
        (await fetch(`${origin}/openapi/${place}/openapi.json`)).json()
      expect(await documentAt(spec.info.version)).toEqual(spec)
      expect(await documentAt('latest')).toEqual(spec)
    })

    test('shows the samples of the chosen language, also without JavaScript', async () => {
      const page = await (await sharedBrowser()).newPage({ javaScriptEnabled: false })
      onTestFinished(() => page.close())
      await page.goto(`${origin}/guides/first-conversation/`)
      const shown = () => page.locator('.sample:visible').first().getAttribute('data-language')
      expect(await shown()).toBe('curl')
      await page.getByLabel('Python').check()
      expect(await shown()).toBe('python')
      expect(await page.locator('.sample:visible').allInnerTexts()).toEqual(
        expect.arrayContaining([expect.stringContaining('api + "/users"')]),
      )
    })

    test('finds a guide and an operation', async () => {
      const { page } = await openPage(`${origin}/settings/`)
      await page.getByRole('button', { name: 'Search' }).click()
      const field = page.getByPlaceholder('Search')
      for (const [words, path] of [
        ['fault batch of users', '/guides/batch-of-users/'],
        ['rotate secret webhook', '/api/operations/rotatewebhooksecret/'],
      ] as const) {
        await field.fill(words)
        await page.locator(`.pagefind-ui__result-link[href*="${path}"]`).first().waitFor()
      }
    })
  },
)
