import { setTimeout } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { maxEntries } from '../base/cache-size.ts'
import type { Store } from '../store/store.ts'

export interface KeyUsesOptions {
  store: Store
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

/** Milliseconds between two writes of the time at which a key was last used. */
const interval = 60_000

/** Milliseconds for which uses gather before they are written together. */
const gathering = 200

/** Stores when keys were last used, without making the requests wait. */
export class KeyUses {
  readonly #options: KeyUsesOptions
  /** When the last use was noted, by app and key. */
  readonly #noted = new LRUCache<string, number>(maxEntries(10_000))
  readonly #waiting = new Map<string, { appId: string; secret: string; usedAt: number }>()
  readonly #closing = new AbortController()
  #writing: Promise<void> | undefined

  constructor(options: KeyUsesOptions) {
    this.#options = options
  }

  note(appId: string, secret: string): void {
    const usedAt = this.#options.now()
    const name = `${appId} ${secret}`
    const last = this.#noted.get(name)
    // A clock that was set back must not stop the notes.
    if (last !== undefined && Math.abs(usedAt - last) < interval) return
    this.#noted.set(name, usedAt)
    this.#waiting.set(name, { appId, secret, usedAt })
    this.#writing ??= this.#write()
  }

  /** Writes what is noted. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#writing
  }

  async #write(): Promise<void> {
    const { signal } = this.#closing
    await setTimeout(gathering, undefined, { signal, ref: false }).catch(() => undefined)
    this.#writing = undefined
    const uses = [...this.#waiting.values()]
    this.#waiting.clear()
    try {
      await this.#options.store.write(['key uses'], async (tx) => {
        for (const { appId, secret, usedAt } of uses)
          await tx.apps.markKeyUsed(appId, secret, usedAt)
      })
    } catch (error) {
      this.#options.onError(error)
    }
  }
}
