import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chatOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { root } from '@openparley/test-kit/program'
import { clientOf } from '@openparley/test-kit/server'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type StartOptions, startServer } from '../../src/compose/start.ts'
import { serveDemo } from '../../src/http/pages/demo.ts'

async function startedServer(options: StartOptions = {}) {
  const server = await startServer(options)
  onTestFinished(() => server.close())
  const call = async (method: string, path: string) =>
    checkedFetch(new Request(server.baseUrl + path, { method }))
  return { ...server, call }
}

describe('a server with the app `demo`', () => {
  test('makes two people with conversations once, and signs tokens for them', async () => {
    const server = await startedServer()
    const opened = await Promise.all([1, 2].map(() => server.call('POST', '/demo/session')))
    for (const one of opened) expect(one.status).toBe(200)
    const again = await server.call('POST', '/demo/session')
    expect(again.headers.get('cache-control')).toBe('no-store')
    const { appId, tokens } = await again.json()
    expect(appId).toBe('demo')
    expect(Object.keys(tokens)).toEqual(['demo-alice', 'demo-sebastian'])

    const chat = chatOf(clientOf(server))
    const [newest] = await chat.listOf('demo-alice')
    expect(newest).toMatchObject({ id: 'demo-boots' })
    expect(await chat.messages('demo-boots')).toHaveLength(4)
    for (const [userId, token] of Object.entries(tokens)) {
      const url = `${server.baseUrl}/v1/demo/realtime/users/${userId}`
      const headers = { authorization: `Bearer ${token}` }
      expect((await checkedFetch(new Request(url, { headers }))).status).toBe(200)
    }
  })

  test.each<[string, StartOptions]>([
    ['its apps are given', { apps: [{ id: 'demo', secretKey: 'sk_test_demo_0001' }] }],
    ['it has a public URL', { publicUrl: 'https://chat.example' }],
    ['it is behind a proxy', { trustedProxies: ['loopback'] }],
  ])('has no demo page if %s', async (_, options) => {
    const { call } = await startedServer(options)
    expect((await call('GET', '/demo')).status).toBe(404)
    expect((await call('POST', '/demo/session')).status).toBe(404)
  })
})

describe('the demo page', () => {
  const site = pathToFileURL(`${root}/packages/inbox/`)
  const own = { host: 'localhost:8080' }

  function demoServer() {
    const server = Fastify()
    onTestFinished(() => server.close())
    serveDemo(server, { site, open: async () => ({ opened: true }) })
    return server
  }

  test.each([
    ['/demo', 'index.html', 'text/html; charset=utf-8'],
    ['/demo/demo.js', 'demo.js', 'text/javascript; charset=utf-8'],
    ['/demo/demo.css', 'demo.css', 'text/css; charset=utf-8'],
  ])('is served from files: %s', async (url, name, type) => {
    const { body, headers } = await demoServer().inject({ url, headers: own })
    expect(body).toBe(readFileSync(new URL(`demo/${name}`, site), 'utf8'))
    expect(headers).toMatchObject({ 'content-type': type, 'x-content-type-options': 'nosniff' })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toContain('unsafe')
  })

  test.each([
    { host: 'localhost' },
    { host: '127.0.0.1:8080', 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:8080' },
    { host: '[::1]:8080', 'sec-fetch-site': 'none' },
  ])('opens for a page of this server: %o', async (headers) => {
    const opened = await demoServer().inject({ method: 'POST', url: '/demo/session', headers })
    expect(opened.json()).toEqual({ opened: true })
  })

  test.each([
    { host: 'evil.example:8080' },
    { host: 'localhost.evil.example' },
    { host: '127.0.0.1.evil.example' },
    { ...own, origin: 'https://evil.example' },
    { ...own, origin: 'null' },
    { ...own, 'sec-fetch-site': 'cross-site' },
    { ...own, 'sec-fetch-site': 'same-site' },
    { ...own, 'x-forwarded-for': '127.0.0.1' },
    { ...own, 'x-forwarded-host': 'localhost' },
    { ...own, 'x-real-ip': '127.0.0.1' },
    { ...own, forwarded: 'for=127.0.0.1' },
    { ...own, via: '1.1 proxy' },
  ])('does not exist for %o', async (headers) => {
    const server = demoServer()
    for (const request of [
      { method: 'POST' as const, url: '/demo/session' },
      { method: 'GET' as const, url: '/demo' },
    ])
      expect((await server.inject({ ...request, headers })).json()).toMatchObject({
        code: 'not-found',
      })
  })

  test.each(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '1270.0.0.1'])(
    'does not exist for the address %s',
    async (remoteAddress) => {
      const request = { method: 'POST' as const, url: '/demo/session', headers: own }
      const { statusCode, body } = await demoServer().inject({ ...request, remoteAddress })
      expect(body).not.toContain('opened')
      expect(statusCode).not.toBe(200)
    },
  )
})
