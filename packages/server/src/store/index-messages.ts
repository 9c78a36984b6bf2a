import { setTimeout } from 'node:timers/promises'
import { conversationLock, type Store } from './store.ts'
import type { UnindexedConversation } from './tables/message-words.ts'

export interface IndexOptions {
  store: Store
  /** Stops between two batches. The next call continues. */
  signal?: AbortSignal
  /** Milliseconds between two batches, so that sending is not slowed by more than 5 %. Default 100. */
  pause?: number
}

/** Max messages that a single write indexes, and max conversations that a single write locks. */
const batchSize = 64
const maxConversations = 8

/** Adds the messages that are not indexed yet to the search index, in batches. One node does this at a time. */
export async function indexMessages({ store, signal, pause = 100 }: IndexOptions): Promise<void> {
  if ((await store.read.messageWords.unindexed(undefined, 1)).length === 0) return
  const lease = await store.lease('search')
  if (!lease) return
  try {
    // In turns, so that a busy conversation does not block others.
    let after: UnindexedConversation | undefined
    while (!signal?.aborted && !lease.lost.aborted) {
      const some = await store.read.messageWords.unindexed(after, maxConversations)
      if (some.length > 0) after = await indexNext(store, some)
      else if (after) after = undefined
      else return await store.write(['search'], (tx) => tx.messageWords.tidy())
      await setTimeout(pause, undefined, { signal, ref: false }).catch(() => undefined)
    }
  } finally {
    await lease.release()
  }
}

/** Indexes the next messages of the conversations. Returns the last conversation that had a turn. */
function indexNext(
  store: Store,
  some: UnindexedConversation[],
): Promise<UnindexedConversation | undefined> {
  const locks = some.map(({ appId, conversationId }) => conversationLock(appId, conversationId))
  return store.write(locks, async (tx) => {
    let left = batchSize
    let last: UnindexedConversation | undefined
    for (const one of some) {
      if (left === 0) break
      left -= await tx.messageWords.index(one.appId, one.conversationId, left)
      last = one
    }
    return last
  })
}
