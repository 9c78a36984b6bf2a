import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromiumPath, openPage } from '@openparley/test-kit/browser'
import { builtPages } from '@openparley/test-kit/built-pages'
import { root } from '@openparley/test-kit/program'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../packages/server/src/compose/start.ts'

const generated = (name: string) => readFileSync(join(root, 'generated', name), 'utf8')
const document = JSON.parse(generated('openapi.json'))

interface Operation {
  operationId: string
  summary: string
}

const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(
  ([path, item]) =>
    ['get', 'put', 'post', 'patch', 'delete']
      .filter((method) => item[method])
      .map((method) => ({ path, method, operation: item[method] as Operation })),
)

async function openServer() {
  const server = await startServer()
  onTestFinished(() => server.close())
  return server
}

beforeAll(builtPages)

describe('the server', () => {
  test('serves the docs page at /docs', async () => {
    const { baseUrl } = await openServer()
    for (const path of ['/docs', '/docs/']) {
      const response = await fetch(baseUrl + path)
      expect(response.url).toBe(`${baseUrl}/docs/index.html`)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(await response.text()).toContain('<title>Parley API</title>')
    }
  })

  test.each([
    ['openapi.json', 'application/json'],
    ['openapi.yaml', 'application/yaml; charset=utf-8'],
  ])('serves the document at /%s', async (name, type) => {
    const { baseUrl } = await openServer()
    const response = await fetch(`${baseUrl}/${name}`)
    expect(response.headers.get('content-type')).toBe(type)
    expect(await response.text()).toBe(generated(name).replace('http://127.0.0.1:8080', baseUrl))
  })
})

describe.skipIf(!chromiumPath)('the docs page (needs chromium)', () => {
  /** Opens the page, and waits until it shows the last operation. */
  async function openedDocs(url: string) {
    const opened = await openPage(url)
    const last = operations.at(-1)?.operation.operationId
    await opened.page.locator(`[id$="/operation/${last}"]`).waitFor()
    return opened
  }

  async function expectAllOperations(page: Page) {
    // In one call, because the layout of this page takes long.
    const sections = await page.locator('[id*="/operation/"]').evaluateAll((found) =>
      (found as HTMLElement[]).map((section) => ({
        id: section.id,
        title: section.querySelector('h2')?.innerText ?? '',
        text: section.innerText.replaceAll(/\s/g, ''),
      })),
    )
    for (const { path, method, operation } of operations) {
      const id = `/operation/${operation.operationId}`
      const shown = sections.filter((section) => section.id.endsWith(id))
      expect(shown.map(({ title }) => title)).toEqual([expect.stringContaining(operation.summary)])
      expect(shown[0]?.text, id).toContain(`${method.toUpperCase()}${path}`)
    }
  }

  test('shows every operation on a desk and on a phone, without an error and from this server alone', async () => {
    const { baseUrl } = await openServer()
    const { page, errors, requests } = await openedDocs(`${baseUrl}/docs`)
    for (const width of [1400, 390]) {
      await page.setViewportSize({ width, height: 850 })
      await expectAllOperations(page)
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overflow, `pixels that stick out at ${width}`).toBe(0)
    }
    expect(errors).toEqual([])
    const elsewhere = requests.filter(
      (url) => !/^(data|blob):/.test(url) && !url.startsWith(baseUrl),
    )
    expect(elsewhere).toEqual([])
  })

  test('opens from a disk too', async () => {
    const folder = pathToFileURL(join(root, 'packages/server/site/'))
    const { page, errors, requests } = await openedDocs(`${folder}index.html`)
    await expectAllOperations(page)
    expect(errors).toEqual([])
    expect(
      requests.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(`${folder}`)),
    ).toEqual([])
  })
})
