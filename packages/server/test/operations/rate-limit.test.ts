import { checkedFetch } from '@openparley/test-kit/exchange'
import { requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { expectProblem } from '@openparley/test-kit/refusal'
import { callsOf, testServer } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { settingsFrom } from '../../src/compose/settings.ts'

const apps = [
  { id: 'red', secretKey: 'sk_test_red_0001' },
  { id: 'blue', secretKey: 'sk_test_blue_0001' },
]

/** Makes many requests at once, and returns the number of responses with each status. */
async function statuses(call: ReturnType<typeof callsOf>, count: number) {
  const answers = await Promise.all(Array.from({ length: count }, () => call('GET', '/users')))
  const found: Record<number, number> = {}
  for (const { status } of answers) found[status] = (found[status] ?? 0) + 1
  return found
}

describe('a rate limit', () => {
  // The limiter uses the clock of the process, and a test decides when that moves.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('allows an app the max number of requests in every second', async () => {
    const { call } = await testServer({ rateLimits: { app: { perSecond: 5, burst: 0 } } })
    for (let second = 0; second < 3; second += 1) {
      expect(await statuses(call, 8)).toEqual({ 200: 5, 429: 3 })
      vi.advanceTimersByTime(1000)
    }
  })

  test('allows a burst of additional requests in ten seconds', async () => {
    const { call } = await testServer({ rateLimits: { app: { perSecond: 5, burst: 10 } } })
    expect(await statuses(call, 20)).toEqual({ 200: 15, 429: 5 })
    vi.advanceTimersByTime(1000)
    expect(await statuses(call, 20), 'the burst is used up').toEqual({ 200: 5, 429: 15 })
    vi.advanceTimersByTime(10_000)
    expect(await statuses(call, 20)).toEqual({ 200: 15, 429: 5 })
  })

  test('returns 429 with Retry-After, and does not execute the request', async () => {
    const { call } = await testServer({ rateLimits: { app: { perSecond: 1, burst: 0 } } })
    await call('GET', '/users')
    const refused = await call('PUT', '/users/alice', { body: { name: 'Alice' } })
    expect(refused).toMatchObject({
      status: 429,
      body: { type: 'urn:parley:problem:too-many-requests', status: 429 },
    })
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBe(1)
    vi.advanceTimersByTime(seconds * 1000)
    expect((await call('GET', '/users/alice')).status).toBe(404)
  })

  test("counts each app separately, and does not count requests without the app's key", async () => {
    const server = await testServer({ apps, rateLimits: { app: { perSecond: 2, burst: 0 } } })
    const blue = callsOf({ ...server, appId: 'blue', secretKey: 'sk_test_blue_0001' })
    const stranger = callsOf({ ...server, appId: 'blue', secretKey: 'sk_test_red_0001' })
    expect(await statuses(server.call, 5)).toEqual({ 200: 2, 429: 3 })
    expect(await statuses(stranger, 5)).toEqual({ 401: 5 })
    expect(await statuses(blue, 5)).toEqual({ 200: 2, 429: 3 })
  })

  test('does not apply to the health check', async () => {
    const { baseUrl, call } = await testServer({ rateLimits: { app: { perSecond: 1, burst: 0 } } })
    await statuses(call, 3)
    expect((await checkedFetch(new Request(`${baseUrl}/health`))).status).toBe(200)
  })

  test('sends the limit and the remaining requests', async () => {
    const { call } = await testServer({ rateLimits: { app: { perSecond: 2, burst: 3 } } })
    const told: [number, string | null][] = []
    for (let n = 0; n < 6; n += 1) {
      const { status, headers } = await call('GET', '/users')
      expect(headers.get('ratelimit-policy')).toBe('"app";q=2;w=1, "app-burst";q=3;w=10')
      told.push([status, headers.get('ratelimit')])
    }
    expect(told).toEqual([
      [200, '"app";r=1;t=1, "app-burst";r=3;t=0'],
      [200, '"app";r=0;t=1, "app-burst";r=3;t=0'],
      [200, '"app";r=0;t=1, "app-burst";r=2;t=10'],
      [200, '"app";r=0;t=1, "app-burst";r=1;t=10'],
      [200, '"app";r=0;t=1, "app-burst";r=0;t=10'],
      [429, '"app";r=0;t=1, "app-burst";r=0;t=10'],
    ])
  })

  test('of users counts each user separately, and does not limit the backend or other users', async () => {
    const rateLimits = { app: { perSecond: 5 }, user: { perSecond: 3 } }
    const server = await testServer({ rateLimits })
    const callAs = async (userId: string) => {
      const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
      const request = () => new Request(`${server.baseUrl}/v1/shop/realtime/users/bob`, { headers })
      const responses = await Promise.all(Array.from({ length: 50 }, () => checkedFetch(request())))
      expect(responses[0]?.headers.get('ratelimit-policy')).toBe('"user";q=3;w=1')
      return Map.groupBy(responses, ({ status }) => status)
    }
    for (const userId of ['alice', 'carol']) {
      const responses = await callAs(userId)
      expect([responses.get(404)?.length, responses.get(429)?.length]).toEqual([3, 47])
      expect(responses.get(429)?.[0]?.headers.get('retry-after')).toBe('1')
    }
    expect(await statuses(server.call, 6)).toEqual({ 200: 5, 429: 1 })
  })

  test('the limit of addresses counts only requests without a valid token', async () => {
    const rateLimits = { address: { perSecond: 4 } }
    const server = await testServer({ apps, rateLimits, trustedProxies: ['loopback'] })
    const from = (address: string, path: string, authorization = '') =>
      sendRaw(
        server,
        requestBytes(server, 'GET', path, {
          headers: { 'X-Forwarded-For': address, Authorization: authorization || undefined },
        }),
      )
    const stranger = '198.51.100.7'
    const paths = ['/v1/red/users', '/v1/nowhere/users', '/nothing', '/openapi.json']
    for (const path of paths) expect((await from(stranger, path)).status).not.toBe(429)
    for (const path of paths) {
      const refused = await from(stranger, path, 'Bearer sk_wrong_sk_wrong')
      expectProblem(refused, 429, 'too-many-requests')
      expect(refused.headers.get('retry-after')).toBe('1')
      expect(refused.headers.get('ratelimit')).toBe('"address";r=0;t=1')
    }
    const own = `Bearer ${server.secretKey}`
    expect((await from(stranger, '/v1/red/users', own)).status, 'the key of an app').toBe(200)
    expect((await from(stranger, '/health')).status, 'a health check').toBe(200)
    expect((await from('198.51.100.8', '/nothing')).status, 'another address').toBe(404)
    for (let host = 1; host <= 4; host += 1)
      expect((await from(`2001:db8::${host}`, '/nothing')).status).toBe(404)
    expect((await from('2001:db8:0:0:ffff::1', '/nothing')).status, 'the same /64').toBe(429)
    expect((await from('2001:db8:0:1::1', '/nothing')).status, 'another /64').toBe(404)
  })

  test('by address ignore headers of the client', async () => {
    const server = await testServer({ apps, rateLimits: { address: { perSecond: 1 } } })
    const from = (address: string) => {
      const headers = { 'X-Forwarded-For': address }
      return sendRaw(server, requestBytes(server, 'GET', '/nothing', { headers }))
    }
    expect((await from('198.51.100.7')).status).toBe(404)
    expect((await from('198.51.100.8')).status).toBe(429)
  })

  test('is off by default', async () => {
    const { call } = await testServer({ rateLimits: settingsFrom({}).rateLimits })
    expect(await statuses(call, 200)).toEqual({ 200: 200 })
  })

  test('is set by RATE_LIMIT and RATE_LIMIT_BURST in the environment', async () => {
    const { rateLimits } = settingsFrom({ RATE_LIMIT: '3', RATE_LIMIT_BURST: '4' })
    const { call } = await testServer({ rateLimits })
    expect(await statuses(call, 9)).toEqual({ 200: 7, 429: 2 })
    const guess = { perSecond: 1, burst: 10 }
    expect(settingsFrom({ RATE_LIMIT: '3' }).rateLimits).toEqual({
      app: { perSecond: 3, burst: 0 },
      operator: { perSecond: 3, burst: 0 },
      guess,
      user: { perSecond: 50 },
      address: { perSecond: 100 },
    })
    const others = settingsFrom({ RATE_LIMIT_USER: '7', RATE_LIMIT_ADDRESS: '0' }).rateLimits
    expect(others).toEqual({ guess, user: { perSecond: 7 } })
  })

  test.each([
    [{ RATE_LIMIT: 'many' }, 'RATE_LIMIT must be a whole number'],
    [{ RATE_LIMIT: '0' }, 'RATE_LIMIT must be a whole number'],
    [{ RATE_LIMIT: '5', RATE_LIMIT_BURST: '-1' }, 'RATE_LIMIT_BURST must be a whole number'],
    [{ RATE_LIMIT_USER: '-1' }, 'RATE_LIMIT_USER must be a whole number'],
    [{ RATE_LIMIT_ADDRESS: 'x' }, 'RATE_LIMIT_ADDRESS must be a whole number'],
    [{ RATE_LIMIT_BURST: '5' }, 'RATE_LIMIT_BURST needs RATE_LIMIT'],
  ])('cannot be %j', (environment, why) => {
    expect(() => settingsFrom(environment)).toThrow(why)
  })
})
