import { setTimeout } from 'node:timers/promises'
import type { Value } from './engine.ts'
import { appLock, conversationLock, type Store } from './store.ts'
import { type Purge, partsOf } from './tables/purges.ts'

export interface PurgeOptions {
  store: Store
  /** Unix milliseconds. */
  now: () => number
  /** Stops between two batches. The next call continues. */
  signal?: AbortSignal
}

/** Max rows that a single write checks. Words are also removed from their index, which takes longer. */
const batchSize = 250
const wordsBatchSize = 50

/** Min milliseconds between two batches. */
const minPause = 10

/** The pause after a batch, as a multiple of the duration of the batch. This pause is left to other writes. */
const idleShare = 3

/**
 * Milliseconds in which running calls, and nodes that do not know of the deletion yet, may still write to a deleted
 * app. After that, its rows are searched once more.
 */
export const appGrace = 60_000

/**
 * Deletes the rows of deleted conversations and apps in batches, the oldest deletion first. With `appId`, deletes only
 * the rows of that app's deletion.
 */
export async function purgeDeleted(
  { store, now, signal }: PurgeOptions,
  appId?: string,
): Promise<void> {
  const isMeant = (purge: Purge) =>
    appId === undefined || (purge.appId === appId && purge.conversationId === '')
  for (const purge of (await store.read.purges.list(1000)).filter(isMeant)) {
    const isSettled = purge.conversationId !== '' || purge.createdAt + appGrace <= now()
    for (const part of partsOf(purge)) {
      const size = part.table === 'message_words' ? wordsBatchSize : batchSize
      await inBatches(signal, (after) =>
        store.write(['purge'], (tx) => tx.purges.deleteBatch(purge, part, after, size)),
      )
    }
    if (signal?.aborted) return
    if (isSettled) await store.write([lockOf(purge)], (tx) => tx.purges.end(purge))
  }
}

/** Deletes expired idempotency keys in batches. */
export const deleteExpiredKeys = ({ store, now, signal }: PurgeOptions): Promise<void> =>
  inBatches(signal, () =>
    store.write(['keys'], (tx) => tx.idempotencyKeys.deleteExpired(now(), batchSize)),
  )

const lockOf = ({ appId, conversationId }: Purge) =>
  conversationId === '' ? appLock(appId) : conversationLock(appId, conversationId)

/** Repeats `work` from the position that it returned, until it returns undefined. */
async function inBatches(
  signal: AbortSignal | undefined,
  work: (after: Value[] | undefined) => Promise<Value[] | undefined>,
): Promise<void> {
  let after: Value[] | undefined
  while (!signal?.aborted) {
    const begin = performance.now()
    after = await work(after)
    if (!after) return
    const pause = Math.max(minPause, (performance.now() - begin) * idleShare)
    await setTimeout(pause, undefined, { signal }).catch(() => undefined)
  }
}
