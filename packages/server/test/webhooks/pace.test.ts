import { expect, test } from 'vitest'
import { Pace } from '../../src/feed/webhooks/pace.ts'

test('while the process has no time for everything, writes go before deliveries, of which a few start all the same', () => {
  let commit = () => {}
  let utilization = 1
  const onCommit = (listener: () => void) => {
    commit = listener
    return () => undefined
  }
  const pace = new Pace({ onCommit }, () => utilization)
  const started = (writes: number, own = 0) => {
    for (let count = 0; count < writes; count += 1) commit()
    for (let count = 0; count < own; count += 1) pace.forgetWrite()
    pace.next()
    let deliveries = 0
    while (deliveries < 100 && pace.take()) deliveries += 1
    return deliveries
  }
  expect(started(100)).toBe(3)
  // A backlog alone may take all the time.
  expect(started(0)).toBe(100)
  expect(started(50, 50)).toBe(100)
  utilization = 0.5
  expect(started(100)).toBe(100)
  utilization = 1
  expect(started(6)).toBe(3)
  pace.giveBack()
  expect(pace.take()).toBe(true)
  expect(pace.take()).toBe(false)
})
