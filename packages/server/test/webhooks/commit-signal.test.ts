import { expect, test } from 'vitest'
import { CommitSignal, onSignal } from '../../src/feed/webhooks/commit-signal.ts'

test('a commit is signalled immediately, and commits within a short time after it together', async () => {
  const signal = new CommitSignal()
  let calls = 0
  let told = Promise.withResolvers<void>()
  void onSignal(signal.count, () => {
    calls += 1
    told.resolve()
    told = Promise.withResolvers()
  })
  signal.tell()
  await told.promise
  for (let commit = 0; commit < 100; commit += 1) signal.tell()
  await told.promise
  signal.tell()
  await told.promise
  expect(calls).toBe(3)
})
