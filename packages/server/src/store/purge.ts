import { setTimeout } from 'node:timers/promises'
import type { Value } from './engine.ts'
import { appLock, conversationLock, type Store } from './store.ts'
import { type Purge, partsOf } from './tables/purges.ts'

export interface PurgeOptions {
  store: Store
  /** Unix milliseconds. */
  now: () => number
  /** Ends the work between two batches; what is left is done by the next call. */
  signal?: AbortSignal
}

/** How many rows one write looks at. */
const batchSize = 250

/** Milliseconds between two batches, for the writes of others. */
const pause = 10

/**
 * Milliseconds for which a deleted app may still be written to: by calls that were let in before, and by nodes that
 * have not heard of it. Rows are looked for once more after that.
 */
export const appGrace = 60_000

/** Deletes the rows that deleted conversations and apps have left, bit by bit, the oldest first. */
export async function purgeDeleted({ store, now, signal }: PurgeOptions): Promise<void> {
  for (const purge of await store.read.purges.list(1000)) {
    const isSettled = purge.conversationId !== '' || purge.createdAt + appGrace <= now()
    for (const part of partsOf(purge))
      await inBatches(signal, (after) =>
        store.write(['purge'], (tx) => tx.purges.deleteBatch(purge, part, after, batchSize)),
      )
    if (signal?.aborted) return
    if (isSettled) await store.write([lockOf(purge)], (tx) => tx.purges.end(purge))
  }
}

/** Deletes idempotency keys that have expired, bit by bit. */
export const deleteExpiredKeys = ({ store, now, signal }: PurgeOptions): Promise<void> =>
  inBatches(signal, () =>
    store.write(['keys'], (tx) => tx.idempotencyKeys.deleteExpired(now(), batchSize)),
  )

const lockOf = ({ appId, conversationId }: Purge) =>
  conversationId === '' ? appLock(appId) : conversationLock(appId, conversationId)

/** Repeats the work, each time from the position that it returned, until it returns none. */
async function inBatches(
  signal: AbortSignal | undefined,
  work: (after: Value[] | undefined) => Promise<Value[] | undefined>,
): Promise<void> {
  let after: Value[] | undefined
  while (!signal?.aborted) {
    after = await work(after)
    if (!after) return
    await setTimeout(pause, undefined, { signal }).catch(() => undefined)
  }
}
