import { expect, test } from 'vitest'
import { Outage } from '../../src/feed/webhooks/outage.ts'
import { delayAfter, retryAfterOf } from '../../src/feed/webhooks/schedule.ts'

const [second, minute, hour] = [1000, 60_000, 3_600_000]

test('ten attempts are made, each later than the attempt before it, give or take a fifth', () => {
  const delays = (random: number) =>
    Array.from({ length: 10 }, (_, index) => delayAfter(index + 1, random))
  const planned = [
    5 * second,
    5 * minute,
    30 * minute,
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour),
  ]
  expect(delays(0.5)).toEqual([...planned, undefined])
  expect(delays(0)).toEqual([...planned.map((delay) => delay * 0.8), undefined])
  expect(delays(1)).toEqual([...planned.map((delay) => delay * 1.2), undefined])
})

test('an endpoint may ask for a longer wait, up to a day, but not for a shorter one', () => {
  expect(delayAfter(1, 0.5, minute)).toBe(minute)
  expect(delayAfter(1, 0.5, second)).toBe(5 * second)
  expect(delayAfter(1, 0.5, 1000 * hour)).toBe(24 * hour)
  expect(delayAfter(10, 0.5, minute)).toBeUndefined()
})

test('Retry-After is a number of seconds or a date', () => {
  const now = Date.UTC(2026, 0, 1)
  expect(retryAfterOf('120', now)).toBe(2 * minute)
  expect(retryAfterOf('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(minute)
  expect(retryAfterOf('Wed, 31 Dec 2025 00:01:00 GMT', now)).toBe(0)
  expect(retryAfterOf('soon', now)).toBe(0)
  expect(retryAfterOf('-5', now)).toBe(0)
  expect(retryAfterOf(undefined, now)).toBe(0)
})

test('after ten failures in a row, an endpoint is tried at intervals of 5 seconds to a minute, until it works', () => {
  const outage = new Outage()
  let now = 0
  for (let failures = 0; failures < 10; failures += 1) {
    expect(outage.limit(now, 20)).toBe(20)
    outage.fail(now)
  }
  const waits: number[] = []
  for (let tries = 0; tries < 6; tries += 1) {
    const start = now
    while (outage.limit(now, 20) === 0) now += second
    expect(outage.limit(now, 20)).toBe(1)
    waits.push((now - start) / second)
    outage.fail(now)
  }
  expect(waits).toEqual([5, 10, 20, 40, 60, 60])
  expect(outage.succeed()).toBe(true)
  expect(outage.limit(now, 20)).toBe(20)
  expect(outage.succeed()).toBe(false)
})
