import { expect, test } from 'vitest'
import { Pace } from '../../src/feed/webhooks/pace.ts'

function paced() {
  let commit = () => {}
  const state = { utilization: 1 }
  const onCommit = (listener: () => void) => {
    commit = listener
    return () => undefined
  }
  const pace = new Pace({ onCommit }, () => state.utilization)
  /** The deliveries that may start in each of the intervals, with so many writes in each. */
  const intervals = (count: number, writes: number, own = 0) =>
    Array.from({ length: count }, () => {
      for (let write = 0; write < writes; write += 1) commit()
      for (let write = 0; write < own; write += 1) pace.forgetWrite()
      pace.next()
      let deliveries = 0
      while (pace.take()) deliveries += 1
      return deliveries
    })
  return { pace, state, intervals }
}

test('while the process has no time for everything, fewer deliveries start from one interval to the next, but always some', () => {
  const { state, intervals } = paced()
  expect(intervals(10, 1)).toEqual([500, 250, 125, 62, 31, 15, 7, 3, 3, 3])
  state.utilization = 0.8
  expect(intervals(5, 100)).toEqual([4, 6, 8, 11, 14])
})

test('without writes of others, deliveries may take all the time', () => {
  const { intervals } = paced()
  expect(intervals(3, 0)).toEqual([1000, 1000, 1000])
  expect(intervals(3, 7, 7)).toEqual([1000, 1000, 1000])
})

test('what was taken and not needed can be given back', () => {
  const { pace, intervals } = paced()
  intervals(10, 1)
  expect(pace.take()).toBe(false)
  pace.giveBack()
  expect([pace.take(), pace.take()]).toEqual([true, false])
})
