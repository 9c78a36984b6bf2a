import { checkedFetch } from '@openparley/test-kit/exchange'
import { callsOf, testServer } from '@openparley/test-kit/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { configFrom } from '../../src/compose/config.ts'

const apps = [
  { id: 'red', secretKey: 'sk_test_red_0001' },
  { id: 'blue', secretKey: 'sk_test_blue_0001' },
]

/** The statuses of many requests made at once, each with how often it was answered. */
async function statuses(call: ReturnType<typeof callsOf>, count: number) {
  const answers = await Promise.all(Array.from({ length: count }, () => call('GET', '/users')))
  const found: Record<number, number> = {}
  for (const { status } of answers) found[status] = (found[status] ?? 0) + 1
  return found
}

describe('a rate limit', () => {
  // The limiter counts by the clock of the process, which stands still but where a test moves it.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('lets an app make so many requests a second, second after second', async () => {
    const { call } = await testServer({ rateLimit: { perSecond: 5, burst: 0 } })
    for (let second = 0; second < 3; second += 1) {
      expect(await statuses(call, 8)).toEqual({ 200: 5, 429: 3 })
      vi.advanceTimersByTime(1000)
    }
  })

  test('lets bursts of so many more through in ten seconds', async () => {
    const { call } = await testServer({ rateLimit: { perSecond: 5, burst: 10 } })
    expect(await statuses(call, 20)).toEqual({ 200: 15, 429: 5 })
    vi.advanceTimersByTime(1000)
    expect(await statuses(call, 20), 'the burst is used up').toEqual({ 200: 5, 429: 15 })
    vi.advanceTimersByTime(10_000)
    expect(await statuses(call, 20)).toEqual({ 200: 15, 429: 5 })
  })

  test('answers 429 with the seconds to wait in Retry-After, and nothing is done', async () => {
    const { call } = await testServer({ rateLimit: { perSecond: 1, burst: 0 } })
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

  test('counts each app for itself, and no requests without its key', async () => {
    const server = await testServer({ apps, rateLimit: { perSecond: 2, burst: 0 } })
    const blue = callsOf({ ...server, appId: 'blue', secretKey: 'sk_test_blue_0001' })
    const stranger = callsOf({ ...server, appId: 'blue', secretKey: 'sk_test_red_0001' })
    expect(await statuses(server.call, 5)).toEqual({ 200: 2, 429: 3 })
    expect(await statuses(stranger, 5)).toEqual({ 401: 5 })
    expect(await statuses(blue, 5)).toEqual({ 200: 2, 429: 3 })
  })

  test('spares the health of the server', async () => {
    const { baseUrl, call } = await testServer({ rateLimit: { perSecond: 1, burst: 0 } })
    await statuses(call, 3)
    expect((await checkedFetch(new Request(`${baseUrl}/health`))).status).toBe(200)
  })

  test('is off by default', async () => {
    const { call } = await testServer({ rateLimit: configFrom({}).rateLimit })
    expect(await statuses(call, 200)).toEqual({ 200: 200 })
  })

  test('is set by RATE_LIMIT and RATE_LIMIT_BURST in the environment', async () => {
    const { rateLimit } = configFrom({ RATE_LIMIT: '3', RATE_LIMIT_BURST: '4' })
    const { call } = await testServer({ rateLimit })
    expect(await statuses(call, 9)).toEqual({ 200: 7, 429: 2 })
    expect(configFrom({ RATE_LIMIT: '3' }).rateLimit).toEqual({ perSecond: 3, burst: 0 })
  })

  test.each([
    [{ RATE_LIMIT: 'many' }, 'RATE_LIMIT must be a whole number'],
    [{ RATE_LIMIT: '0' }, 'RATE_LIMIT must be a whole number'],
    [{ RATE_LIMIT: '5', RATE_LIMIT_BURST: '-1' }, 'RATE_LIMIT_BURST must be a whole number'],
    [{ RATE_LIMIT_BURST: '5' }, 'RATE_LIMIT_BURST needs RATE_LIMIT'],
  ])('cannot be %j', (environment, why) => {
    expect(() => configFrom(environment)).toThrow(why)
  })
})
