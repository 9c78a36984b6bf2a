import { expect, onTestFinished, test, vi } from 'vitest'
import { OpenReaders } from '../../src/feed/open-readers.ts'
import { Reader } from '../../src/feed/reader.ts'
import { Turn } from '../../src/feed/turn.ts'

function openReaders() {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const open = new OpenReaders({ findApp: async () => undefined, now: Date.now })
  const start = Date.now()
  return {
    open,
    /** Adds a reader whose token expires after some milliseconds. */
    add(milliseconds: number) {
      const reader = new Reader({
        ...{ appId: 'shop', userId: 'alice', streamId: `stream-${milliseconds}`, key: 'key' },
        ...{ expires: start + milliseconds, epoch: 'epoch', turn: new Turn() },
      })
      open.add(reader)
      return reader
    },
  }
}

test('readers end when their tokens expire, by one timer', () => {
  const { open, add } = openReaders()
  const never = add(Number.POSITIVE_INFINITY)
  expect(vi.getTimerCount()).toBe(0)
  const last = add(3000)
  const [first, second] = [add(1000), add(2000)]
  const [third, gone] = [add(2000), add(1500)]
  open.delete(gone)
  const ended = () => [first, second, third, last, never, gone].map(({ isEnded }) => isEnded)
  vi.advanceTimersByTime(999)
  expect(ended()).toEqual([false, false, false, false, false, false])
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(1)
  expect(ended()).toEqual([true, false, false, false, false, false])
  open.delete(first)
  vi.advanceTimersByTime(1000)
  expect(ended()).toEqual([true, true, true, false, false, false])
  vi.advanceTimersByTime(1000)
  expect(ended()).toEqual([true, true, true, true, false, false])
  expect(vi.getTimerCount()).toBe(0)
})

test('a token that has expired already ends its reader', () => {
  const { add } = openReaders()
  const late = add(-1000)
  vi.advanceTimersByTime(1)
  expect(late.isEnded).toBe(true)
})

test('no timer is left without readers, or after the end', () => {
  const { open, add } = openReaders()
  const reader = add(1000)
  open.delete(reader)
  expect(vi.getTimerCount()).toBe(0)
  const other = add(1000)
  open.close()
  expect([vi.getTimerCount(), other.isEnded, add(1000).isEnded]).toEqual([0, true, true])
  expect(vi.getTimerCount()).toBe(0)
})
