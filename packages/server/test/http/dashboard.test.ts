import { pathToFileURL } from 'node:url'
import { dashboardBundle } from '@openparley/test-kit/bundles'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { root } from '@openparley/test-kit/program'
import Fastify from 'fastify'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { writeSite } from '../../../../scripts/browser/write.ts'
import { startServerWith } from '../../src/compose/start.ts'
import { serveDashboard } from '../../src/http/pages/dashboard.ts'

describe('the dashboard', async () => {
  const folder = temporaryFolder(afterAll)
  const { files } = await dashboardBundle()
  await writeSite(folder, 'dashboard', files)

  function dashboardServer(site = folder) {
    const server = Fastify()
    onTestFinished(() => server.close())
    serveDashboard(server, pathToFileURL(`${site}/`))
    return (url: string) => server.inject({ url })
  }

  test('is a page that runs only scripts of the server, and cannot be framed', async () => {
    const { statusCode, headers, body } = await dashboardServer()('/dashboard')
    expect(statusCode).toBe(200)
    expect(body).toContain('<parley-dashboard>')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    const policy = String(headers['content-security-policy'])
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types lit-html',
      ]),
    )
    expect(policy).not.toMatch(/unsafe|\*/)
  })

  test('has a script whose imports can be cached for ever', async () => {
    const get = dashboardServer()
    const { headers, body } = await get('/dashboard.js')
    expect(headers['cache-control']).toBe('no-cache')
    const [, imported = ''] = /"\.\/(dashboard\/[\w-]+\.js)"/.exec(body) ?? []
    expect((await get(`/${imported}`)).headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })

  test.each(['/dashboard/other.js', '/dashboard/..%2Fdashboard.js', '/dashboard/index.html'])(
    '%s is not found',
    async (path) => {
      expect((await dashboardServer()(path)).json()).toMatchObject({ code: 'not-found' })
    },
  )

  test('says how to build the missing files', async () => {
    const get = dashboardServer(`${root}/packages/dashboard`)
    expect((await get('/dashboard')).json().message).toContain('`npm run docs`')
  })
})

test('a server without the dashboard has no such page, and no link to the page', async () => {
  const server = await startServerWith({ dashboard: false }, {})
  onTestFinished(() => server.close())
  expect(server.dashboardUrl).toBeUndefined()
  for (const path of ['/dashboard', '/dashboard.js'])
    expect((await checkedFetch(new Request(server.baseUrl + path))).status).toBe(404)
})
