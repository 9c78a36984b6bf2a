import { operations } from '@openparley/spec/operations'
import { appsWith } from '@openparley/test-kit/apps-with'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { openStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

const page = 'https://shop.example'
const other = 'https://shop.example.evil.example'

const { shop, open, closed } = await appsWith({
  shop: { allowedOrigins: [page] },
  open: { allowedOrigins: ['*'] },
  closed: {},
})
const { baseUrl } = shop

const targetOf = (path: string, appId: string) =>
  path.replace('{appId}', appId).replaceAll(/\{\w+\}/g, 'alice')

async function send(method: string, path: string, headers = {}) {
  const body = method === 'PUT' || method === 'POST' ? { body: '{}' } : {}
  const all = { ...(body.body && { 'content-type': 'application/json' }), ...headers }
  const request = new Request(baseUrl + path, { method, headers: all, ...body })
  const response = await checkedFetch(request)
  const { date: _, 'x-request-id': __, ...answered } = Object.fromEntries(response.headers)
  return { status: response.status, headers: answered, body: await response.text() }
}

const preflight = (method: string, path: string, origin: string) =>
  send('OPTIONS', path, { origin, 'access-control-request-method': method })

const all = Object.entries(operations).filter(([, { path }]) => path.startsWith('/v1/'))

const readable = (headers: Record<string, string>) => headers['access-control-allow-origin']

const corsHeaders = (headers: Record<string, string>) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'))

test.each(all)('a page of an allowed origin may call %s', async (_, { method, path, security }) => {
  for (const [appId, origin] of [
    ['shop', page],
    ['open', other],
  ] as const) {
    const asked = await preflight(method, targetOf(path, appId), origin)
    expect(asked.status).toBe(204)
    expect(readable(asked.headers)).toBe(origin)
    expect(asked.headers['access-control-allow-methods']?.split(', ')).toContain(method)
    expect(asked.headers['access-control-allow-headers']?.split(', ')).toEqual(
      expect.arrayContaining([
        'Authorization',
        'Content-Type',
        'Last-Event-ID',
        'TalkJS-REST-Version',
        'Parley-Version',
      ]),
    )
    expect(asked.headers.vary).toBe('Origin')
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined()
    const refused = await send(method, targetOf(path, appId), { origin })
    expect(refused.status).toBe(security.length > 0 ? 401 : 404)
    expect(readable(refused.headers)).toBe(origin)
  }
})

test.each(all)(
  'for a page of another origin, %s behaves as if the app did not exist',
  async (_, { method, path, security }) => {
    const nowhere = await preflight(method, targetOf(path, 'nobody'), page)
    expect(nowhere.status).toBe(405)
    expect(corsHeaders(nowhere.headers)).toEqual([])
    for (const [appId, origin] of [
      ['shop', other],
      ['shop', 'null'],
      ['shop', 'http://shop.example'],
      ['closed', page],
    ] as const)
      expect(await preflight(method, targetOf(path, appId), origin)).toEqual(nowhere)
    const refused = await send(method, targetOf(path, 'nobody'), { origin: page })
    expect(refused.status).toBe(security.length > 0 ? 401 : 404)
    expect(corsHeaders(refused.headers)).toEqual([])
    expect(await send(method, targetOf(path, 'shop'), { origin: other })).toEqual(refused)
  },
)

test.each([
  ['an OPTIONS that is not a preflight', '/v1/shop/users'],
  ['a preflight of a path outside of all apps', '/health'],
])('%s is refused like any other method', async (_, path) => {
  const asked = path === '/health' ? { 'access-control-request-method': 'GET' } : {}
  const { status, headers } = await send('OPTIONS', path, { origin: page, ...asked })
  expect(status).toBe(405)
  expect(corsHeaders(headers)).toEqual([])
})

test('every response of an app varies by the origin, even for other clients', async () => {
  const authorization = `Bearer ${shop.secretKey}`
  for (const headers of [{ authorization }, { authorization, origin: page }, {}])
    expect((await send('GET', '/v1/shop/users', headers)).headers.vary).toBe('Origin')
})

test('a page may read the responses and every refusal of its calls, with each kind of token', async () => {
  const user = `Bearer ${await userToken(shop, 'alice')}`
  const key = `Bearer ${shop.secretKey}`
  await shop.call('PUT', '/users/bob', { body: { name: 'Bob' } })
  for (const [status, authorization, method, path, more] of [
    [200, user, 'GET', '/realtime/users/bob', {}],
    [404, user, 'GET', '/realtime/users/nobody', {}],
    [404, user, 'GET', '/realtime/conversations/order', {}],
    [403, user, 'PUT', '/realtime/users/alice', {}],
    [400, user, 'GET', '/realtime/events', { 'last-event-id': 'x' }],
    [401, user, 'GET', '/users/bob', {}],
    [200, key, 'GET', '/users/bob', {}],
    [404, key, 'GET', '/users/nobody', {}],
    [400, key, 'PUT', '/users/nobody', {}],
    [415, key, 'PUT', '/users/nobody', { 'content-type': 'text/plain' }],
    [401, key, 'GET', '/realtime/users/bob', {}],
  ] as const) {
    const answer = await send(method, `/v1/shop${path}`, { origin: page, authorization, ...more })
    expect(answer.status, path).toBe(status)
    expect(readable(answer.headers)).toBe(page)
    expect(answer.headers['access-control-expose-headers']?.split(', ')).toContain('Retry-After')
  }
  const stream = await openStream(shop, 'alice', { origin: page })
  expect(stream.response.headers.get('access-control-allow-origin')).toBe(page)
  expect(stream.response.headers.get('vary')).toBe('Origin')
})

test('whether a page may read a response depends on the app that it calls', async () => {
  for (const [app, allowed] of [
    [open, other],
    [closed, undefined],
  ] as const) {
    const headers = { origin: other, authorization: `Bearer ${app.secretKey}` }
    const answer = await send('GET', `/v1/${app.appId}/users`, headers)
    expect(answer.status).toBe(200)
    expect(readable(answer.headers)).toBe(allowed)
  }
})
