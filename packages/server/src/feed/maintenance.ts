import { setTimeout } from 'node:timers/promises'
import { firstDay, maxUsageDays } from '../model/usage.ts'
import { deleteRemovedFiles, removeUnusedFiles } from '../store/files/collect.ts'
import type { FileStore } from '../store/files/file-store.ts'
import { indexMessages } from '../store/index-messages.ts'
import { deleteExpiredKeys, purgeDeleted } from '../store/purge.ts'
import type { Store, WriteTx } from '../store/store.ts'
import type { Feed } from './feed.ts'
import { notificationWrites } from './notification-writes.ts'
import type { Presence } from './presence.ts'
import type { Watching } from './watching.ts'

export interface Retention {
  /** Max age of events, in hours. */
  hours: number
  /** Max number of events. */
  events: number
  /** Max size of all events, in bytes of JSON. */
  bytes: number
}

export interface UpkeepOptions {
  store: Store
  files: FileStore
  presence: Presence
  feed: Feed
  watching: Watching
  retention: Retention
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
  /** Continues the anonymizations that are not done. */
  anonymize: (signal: AbortSignal) => Promise<void>
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Max events that a single write measures or deletes, so that other writes need not wait long. */
const trimStep = 1000

/** Max events that a single write counts for the usage of apps. */
const foldStep = 500

/** Starts the maintenance tasks, which run at intervals. Returns a function that stops them. */
export function startMaintenance(options: UpkeepOptions) {
  const { store, files, presence, watching, feed, retention, now, onError, anonymize } = options
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
  const fold = async () => {
    while (
      !stop.signal.aborted &&
      (await store.write(['usage'], (tx) => tx.usage.fold(foldStep))) === foldStep
    );
  }
  const every = (interval: number, work: () => Promise<void>) =>
    repeat(interval, () => work().catch(onError), stop.signal)
  const ends = [
    every(2 * second, () => presence.check()),
    every(second, () => feed.checkKeys()),
    every(2 * second, () => watching.check()),
    every(minute, trim),
    every(second, fold),
    every(hour, () =>
      store.write(['usage'], (tx) => tx.usage.forgetDays(firstDay(now(), maxUsageDays))),
    ),
    every(second, () => purgeDeleted({ store, now, signal: stop.signal })),
    every(second, () => anonymize(stop.signal)),
    every(second, () => indexMessages({ store, signal: stop.signal })),
    every(hour, () => deleteExpiredKeys({ store, now, signal: stop.signal })),
    every(hour, () => store.write(['consumers'], (tx) => tx.webhookProgress.forgetLost())),
    // The last webhook that gets notifications may have been removed while no node was running.
    every(hour, () => notificationWrites(store, now).endNotifications()),
    every(second, () => deleteRemovedFiles({ store, files, now, signal: stop.signal })),
    every(minute, () => removeUnusedFiles({ store, files, now, signal: stop.signal })),
  ]
  return async () => {
    stop.abort()
    await Promise.all(ends)
  }
}

/** Runs `work` now, and again an interval after each run ends. Returns a function that stops it and waits for the last run. */
async function repeat(interval: number, work: () => Promise<void>, signal: AbortSignal) {
  while (!signal.aborted) {
    await work()
    await setTimeout(interval, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
