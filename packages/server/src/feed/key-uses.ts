import { setTimeout } from 'node:timers/promises'
import type { Store } from '../store/store.ts'

export interface KeyUsesOptions {
  store: Store
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

/** Milliseconds for which uses gather before they are written together. */
const gathering = 200

/** Stores when keys were last used, without making the requests wait. */
export class KeyUses {
  readonly #options: KeyUsesOptions
  readonly #waiting = new Map<string, { appId: string; secret: string; usedAt: number }>()
  readonly #closing = new AbortController()
  #writing: Promise<void> | undefined

  constructor(options: KeyUsesOptions) {
    this.#options = options
  }

  note(appId: string, secret: string): void {
    const usedAt = this.#options.now()
    this.#waiting.set(`${appId} ${secret}`, { appId, secret, usedAt })
    this.#writing ??= this.#write()
  }

  /** Writes the noted uses. */
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
