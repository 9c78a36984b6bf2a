import { operations } from '@openparley/spec/operations'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { testServer } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

const page = 'https://shop.example'
const other = 'https://shop.example.evil.example'

const servers = () =>
  testServer({
    apps: [
      { id: 'shop', secretKey: 'sk_test_shop_0001', settings: { allowedOrigins: [page] } },
      { id: 'open', secretKey: 'sk_test_open_0001', settings: { allowedOrigins: ['*'] } },
      { id: 'closed', secretKey: 'sk_test_closed_0001' },
    ],
  })

const targetOf = (path: string, appId: string) =>
  path.replace('{appId}', appId).replaceAll(/\{\w+\}/g, 'alice')

async function send(baseUrl: string, method: string, path: string, headers = {}) {
  const body = method === 'PUT' || method === 'POST' ? { body: '{}' } : {}
  const all = { ...headers, ...(body.body && { 'content-type': 'application/json' }) }
  const request = new Request(baseUrl + path, { method, headers: all, ...body })
  const response = await checkedFetch(request)
  const { date: _, ...answered } = Object.fromEntries(response.headers)
  return { status: response.status, headers: answered, body: await response.text() }
}

const preflight = (baseUrl: string, method: string, path: string, origin: string) =>
  send(baseUrl, 'OPTIONS', path, { origin, 'access-control-request-method': method })

const all = Object.entries(operations)
const isForPages = ([, { security }]: (typeof all)[number]) =>
  (security as readonly string[]).includes('userToken')
const forPages = all.filter(isForPages)
const forServers = all.filter((one) => !isForPages(one))

const readable = (headers: Record<string, string>) => headers['access-control-allow-origin']

const corsHeaders = (headers: Record<string, string>) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'))

test('there are calls for pages, and others', () => {
  expect(forPages.map(([id]) => id).sort()).toEqual([
    'createUserIfNotExists',
    'getConversationSnapshot',
    'getUserSnapshot',
    'markStreamAlive',
    'setUser',
    'streamEvents',
    'watchUsers',
  ])
  expect(forServers.length).toBeGreaterThan(15)
})

test.each(forPages)('a page of an allowed origin may call %s', async (_, { method, path }) => {
  const { baseUrl } = await servers()
  for (const [appId, origin] of [
    ['shop', page],
    ['open', other],
  ] as const) {
    const asked = await preflight(baseUrl, method, targetOf(path, appId), origin)
    expect(asked.status).toBe(204)
    expect(readable(asked.headers)).toBe(origin)
    expect(asked.headers['access-control-allow-methods']?.split(', ')).toContain(method)
    expect(asked.headers['access-control-allow-headers']?.split(', ')).toEqual(
      expect.arrayContaining(['Authorization', 'Content-Type', 'Last-Event-ID']),
    )
    expect(asked.headers.vary).toBe('Origin')
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined()
    const refused = await send(baseUrl, method, targetOf(path, appId), { origin })
    expect(refused.status).toBe(401)
    expect(readable(refused.headers)).toBe(origin)
  }
})

test.each(forPages)(
  'to a page of another origin %s looks as if there were no such app',
  async (_, { method, path }) => {
    const { baseUrl } = await servers()
    const nowhere = await preflight(baseUrl, method, targetOf(path, 'nobody'), page)
    expect(nowhere.status).toBe(405)
    expect(corsHeaders(nowhere.headers)).toEqual([])
    for (const [appId, origin] of [
      ['shop', other],
      ['shop', 'null'],
      ['shop', 'http://shop.example'],
      ['closed', page],
    ] as const)
      expect(await preflight(baseUrl, method, targetOf(path, appId), origin)).toEqual(nowhere)
    const refused = await send(baseUrl, method, targetOf(path, 'nobody'), { origin: page })
    expect(refused.status).toBe(401)
    expect(corsHeaders(refused.headers)).toEqual([])
    expect(await send(baseUrl, method, targetOf(path, 'shop'), { origin: other })).toEqual(refused)
  },
)

test.each(forServers)(
  'no page may call %s, wherever it comes from',
  async (_, { method, path }) => {
    const { baseUrl } = await servers()
    for (const appId of ['shop', 'open']) {
      const target = targetOf(path, appId)
      const asked = await preflight(baseUrl, method, target, page)
      expect(asked.status).toBe(405)
      expect(corsHeaders(asked.headers)).toEqual([])
      const answered = await send(baseUrl, method, target, { origin: page })
      expect(corsHeaders(answered.headers)).toEqual([])
    }
  },
)

test('an OPTIONS that is no preflight is refused like any other method', async () => {
  const { baseUrl } = await servers()
  const path = '/v1/shop/realtime/events'
  expect((await send(baseUrl, 'OPTIONS', path, { origin: page })).status).toBe(405)
})

test('a page may read the stream, the answers and every refusal of its calls', async () => {
  const server = await servers()
  const { baseUrl } = server
  const headers = { origin: page, authorization: `Bearer ${await userToken(server, 'alice')}` }
  const base = '/v1/shop/realtime'
  await server.call('PUT', '/users/bob', { body: { name: 'Bob' } })
  for (const [status, method, path, more] of [
    [200, 'GET', '/users/bob', {}],
    [404, 'GET', '/users/nobody', {}],
    [404, 'GET', '/conversations/order', {}],
    [403, 'PUT', '/users/alice', {}],
    [400, 'GET', '/events', { 'last-event-id': 'x' }],
  ] as const) {
    const answer = await send(baseUrl, method, base + path, { ...headers, ...more })
    expect(answer.status, path).toBe(status)
    expect(readable(answer.headers)).toBe(page)
  }
  const stream = await openStream(server, 'alice', { origin: page })
  expect(stream.response.headers.get('access-control-allow-origin')).toBe(page)
  expect(stream.response.headers.get('vary')).toBe('Origin')
})
