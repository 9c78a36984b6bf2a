import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromiumPath, openPage } from '@openparley/test-kit/browser'
import { root } from '@openparley/test-kit/program'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

const document = join(inject('installed'), 'node_modules/openparley/dist/openapi.json')
const modules = join(root, 'test/portals/node_modules')

const operations = Object.values<Record<string, { operationId: string; summary: string }>>(
  JSON.parse(readFileSync(document, 'utf8')).paths,
).flatMap((item) =>
  ['get', 'put', 'post', 'patch', 'delete'].flatMap((method) => item[method] ?? []),
)

const pages: Record<string, string> = {
  '/redoc': `<div id="docs"></div><script src="/redoc.js"></script>
    <script>Redoc.init('/openapi.json', {}, document.getElementById('docs'))</script>`,
  '/swagger': `<link rel="stylesheet" href="/swagger.css"><div id="docs"></div>
    <script src="/swagger.js"></script>
    <script>SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs' })</script>`,
  '/scalar': `<div id="docs"></div><script src="/scalar.js"></script>
    <script>Scalar.createApiReference('#docs', {
      url: '/openapi.json', defaultOpenAllTags: true, withDefaultFonts: false, telemetry: false,
    })</script>`,
}

const files: Record<string, [file: string, type: string]> = {
  '/openapi.json': [document, 'application/json'],
  '/redoc.js': [join(root, 'node_modules/redoc/bundles/redoc.standalone.js'), 'text/javascript'],
  '/swagger.js': [join(modules, 'swagger-ui-dist/swagger-ui-bundle.js'), 'text/javascript'],
  '/swagger.css': [join(modules, 'swagger-ui-dist/swagger-ui.css'), 'text/css'],
  '/scalar.js': [
    join(modules, '@scalar/api-reference/dist/browser/standalone.js'),
    'text/javascript',
  ],
}

const server = createServer(async ({ url = '' }, response) => {
  const page = pages[url]
  const [file, type] = files[url] ?? []
  if (page !== undefined)
    response.setHeader('content-type', 'text/html').end(`<!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,"></head><body>${page}</body></html>`)
  else if (file !== undefined)
    response.setHeader('content-type', type ?? '').end(await readFile(file))
  else response.writeHead(404).end()
})

describe.skipIf(!chromiumPath)('the document, unchanged (needs chromium)', () => {
  let baseUrl: string
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.close()
  })

  test.each([
    ['Redoc', '/redoc', '[id*="/operation/"] h2'],
    ['Swagger UI', '/swagger', '.opblock-summary-description'],
    ['Scalar', '/scalar', 'body'],
  ])('%s lists every operation, without an error', async (_, path, titles) => {
    const { page, errors } = await openPage('about:blank')
    // Logos and fonts that a portal loads from other hosts are ignored here.
    await page.route(/^https:/, (route) => route.fulfill({ status: 204 }))
    await page.goto(baseUrl + path)
    const missing = async () => {
      const texts = (await page.locator(titles).allInnerTexts()).flatMap((text) => text.split('\n'))
      const found = new Set(texts.map((text) => text.replace(/ Deprecated *$/, '').trim()))
      return operations.filter(({ summary }) => !found.has(summary)).map(({ summary }) => summary)
    }
    const outcome = async () => ({ errors, missing: await missing() })
    // Reading all texts lays the page out, while it is still made.
    await expect.poll(outcome, { interval: 500 }).toEqual({ errors: [], missing: [] })
  })
})
