import { LRUCache } from 'lru-cache'
import type { App } from '../operations/operation.ts'

/** For how long a change of an app or its keys may go unseen, in milliseconds. */
const memory = 1000

/** Returns a function that finds apps without a read of the database for each request. */
export function rememberApps(
  load: (id: string) => Promise<App | undefined>,
): (id: string) => Promise<App | undefined> {
  // Its times are not those of the clock: one that jumps back would keep a revoked key valid until it gets
  // there again. Unknown ids are remembered too, as anybody may ask for them.
  const remembered = new LRUCache<string, { app: App | undefined }>({
    max: 10_000,
    ttl: memory,
    async fetchMethod(id, stale) {
      const app = await load(id)
      // An app that has not changed stays the same object, and keeps the tokens verified for it.
      return stale && JSON.stringify(stale.app) === JSON.stringify(app) ? stale : { app }
    },
  })
  return async (id) => (await remembered.fetch(id))?.app
}
