import { eventually } from '@openparley/test-kit/eventually'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { expect, test } from 'vitest'
import { createConnection } from '../src/connection/connection.ts'
import type { SessionStream } from '../src/connection/session-stream.ts'

function connectionOf(...loads: Promise<SessionStream>[]) {
  const clock = new ManualClock()
  const connection = createConnection({
    clock,
    random: () => 0.5,
    load: () => loads.shift() ?? Promise.reject(new Error('loaded too often')),
    onEnd: () => undefined,
  })
  return { clock, connection }
}

/** A stream that only counts how often it was opened and closed. */
function countedStream() {
  const counts = { opened: 0, closed: 0 }
  const stream: SessionStream = {
    open() {
      counts.opened += 1
    },
    close() {
      counts.closed += 1
    },
    renew: () => undefined,
    update: () => undefined,
    typingIn: () => [],
  }
  return { counts, stream }
}

test('a stream whose code could not be loaded is loaded again', async () => {
  const { counts, stream } = countedStream()
  const failed = Promise.reject(new TypeError('Failed to fetch.'))
  const { clock, connection } = connectionOf(failed, Promise.resolve(stream))
  connection.open()
  await eventually(() => expect(connection.error).toMatchObject({ reason: 'unreachable' }))
  expect([connection.state, counts.opened]).toEqual(['connecting', 0])
  clock.advance(250)
  await eventually(() => expect(counts.opened).toBe(1))
})

test('a connection that was closed while its code was loading stays closed, and opens once', async () => {
  const { counts, stream } = countedStream()
  const loading = Promise.withResolvers<SessionStream>()
  const { connection } = connectionOf(loading.promise)
  connection.open()
  connection.close()
  loading.resolve(stream)
  await new Promise(setImmediate)
  expect([connection.state, counts.opened]).toEqual(['disconnected', 0])
  connection.open()
  expect([connection.state, counts.opened]).toEqual(['connecting', 1])
  connection.close()
  expect(counts).toEqual({ opened: 1, closed: 1 })
})
