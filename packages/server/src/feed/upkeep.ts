import { setTimeout } from 'node:timers/promises'
import { deleteExpiredKeys, purgeDeleted } from '../store/purge.ts'
import type { Store, WriteTx } from '../store/store.ts'
import type { Feed } from './feed.ts'
import type { Presence } from './presence.ts'
import type { Watching } from './watching.ts'

export interface Retention {
  /** Hours for which an event stays in the log. */
  hours: number
  /** How many events the log keeps at most. */
  events: number
  /** Bytes of events, as JSON, that the log keeps at most. */
  bytes: number
}

export interface UpkeepOptions {
  store: Store
  presence: Presence
  feed: Feed
  watching: Watching
  retention: Retention
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** How many events one write measures or takes off the log, so that other writes get their turn. */
const trimStep = 1000

/** What is to be done at the start and from time to time. Answers what stops it. */
export function startUpkeep(options: UpkeepOptions) {
  const { store, presence, watching, feed, retention, now, onError } = options
  const stop = new AbortController()
  const trim = async () => {
    const { hours, events, bytes } = retention
    const bounds = { since: now() - hours * hour, events, bytes }
    const inSteps = async (step: (tx: WriteTx) => Promise<number>) => {
      while (!stop.signal.aborted && (await store.write(['log'], step)) === trimStep);
    }
    await inSteps((tx) => tx.events.measure(trimStep))
    await inSteps((tx) => tx.events.trim(bounds, trimStep))
  }
  const every = (interval: number, work: () => Promise<void>) =>
    repeat(interval, () => work().catch(onError), stop.signal)
  const ends = [
    every(2 * second, () => presence.check()),
    every(second, () => feed.checkKeys()),
    every(2 * second, () => watching.check()),
    every(minute, trim),
    every(second, () => purgeDeleted({ store, now, signal: stop.signal })),
    every(hour, () => deleteExpiredKeys({ store, now, signal: stop.signal })),
  ]
  return async () => {
    stop.abort()
    await Promise.all(ends)
  }
}

/** Does the work now, and again an interval after each end of it. Resolves when the last has ended. */
async function repeat(interval: number, work: () => Promise<void>, signal: AbortSignal) {
  while (!signal.aborted) {
    await work()
    await setTimeout(interval, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
