import { LRUCache } from 'lru-cache'
import type { App } from '../operations/operation.ts'

/** For how long a change of an app or its keys may go unseen, in milliseconds. */
const memory = 1000

export interface RememberedApps {
  findApp: (id: string) => Promise<App | undefined>
  /** Has the app read again when it is asked for next. */
  forgetApp: (id: string) => void
}

/** Finds apps without a read of the database for each request. */
export function rememberApps(load: (id: string) => Promise<App | undefined>): RememberedApps {
  // Its times are not those of the clock: one that jumps back would keep a revoked key valid until it gets
  // there again. Unknown ids are remembered too, as anybody may ask for them.
  const remembered = new LRUCache<string, { app: App | undefined }>({
    max: 10_000,
    ttl: memory,
    // Who waits for an app that is forgotten meanwhile gets it all the same; it is not kept.
    ignoreFetchAbort: true,
    async fetchMethod(id, stale) {
      const app = await load(id)
      // An app that has not changed stays the same object, and keeps the tokens verified for it.
      return stale && JSON.stringify(stale.app) === JSON.stringify(app) ? stale : { app }
    },
  })
  return {
    findApp: async (id) => (await remembered.fetch(id))?.app,
    forgetApp: (id) => void remembered.delete(id),
  }
}
