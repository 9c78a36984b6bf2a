import { setTimeout } from 'node:timers/promises'
import { conversationLock, type Store } from './store.ts'

export interface IndexOptions {
  store: Store
  /** Stops between two batches. The next call continues. */
  signal?: AbortSignal
  /** Max share of the time that is spent on indexing, so that it does not slow other writes. Default 0.05. */
  share?: number
}

/** Max messages that one write indexes, and max conversations that it locks. */
const batchSize = 64
const maxConversations = 8

/** Adds the messages that are not indexed yet to the search index, in batches. One node does this at a time. */
export async function indexMessages({ store, signal, share = 0.05 }: IndexOptions): Promise<void> {
  if ((await store.read.messageWords.unindexed(1)).length === 0) return
  const lease = await store.lease('search')
  if (!lease) return
  try {
    while (!signal?.aborted && !lease.lost.aborted) {
      const start = performance.now()
      const some = await store.read.messageWords.unindexed(maxConversations)
      if (some.length === 0) return
      const locks = some.map(({ appId, conversationId }) => conversationLock(appId, conversationId))
      await store.write(locks, async (tx) => {
        let left = batchSize
        for (const { appId, conversationId } of some)
          if (left > 0) left -= await tx.messageWords.index(appId, conversationId, left)
      })
      const pause = ((performance.now() - start) * (1 - share)) / share
      await setTimeout(pause, undefined, { signal, ref: false }).catch(() => undefined)
    }
  } finally {
    await lease.release()
  }
}
