import { afterEach, expect, test, vi } from 'vitest'
import { callAt } from '../src/base/timers.ts'

const day = 86_400_000

afterEach(() => void vi.useRealTimers())

test('calls back at its time, also if that is later than a timer can wait', () => {
  vi.useFakeTimers()
  const called = vi.fn()
  callAt(Date.now() + 100 * day, Date.now, called)
  vi.advanceTimersByTime(100 * day - 1)
  expect(called).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(called).toHaveBeenCalledOnce()
})

test('calls back immediately for a time in the past', () => {
  vi.useFakeTimers()
  const called = vi.fn()
  callAt(Date.now() - day, Date.now, called)
  vi.advanceTimersByTime(1)
  expect(called).toHaveBeenCalledOnce()
})

test('sets no timer for `Infinity` or after it was cancelled', () => {
  vi.useFakeTimers()
  const called = vi.fn()
  callAt(Number.POSITIVE_INFINITY, Date.now, called)
  expect(vi.getTimerCount()).toBe(0)
  callAt(Date.now() + 100 * day, Date.now, called)()
  expect(vi.getTimerCount()).toBe(0)
})
