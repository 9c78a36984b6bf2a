import { callAt } from '../base/timers.ts'
import type { App } from '../model/app.ts'
import { isValidKey } from '../model/app-key.ts'
import type { ControlEvent, Reader } from './reader.ts'

export interface OpenReadersOptions {
  findApp: (id: string) => Promise<App | undefined>
  /** Unix milliseconds. */
  now: () => number
}

/** The readers of the open streams of this node. Ends readers that no longer have a valid key or token. */
export class OpenReaders {
  readonly #options: OpenReadersOptions
  readonly #apps = new Map<string, Set<Reader>>()
  /** When the next token expires: one timer for all readers. */
  #expiry = Number.POSITIVE_INFINITY
  #cancelExpiry = () => {}
  #isClosed = false

  constructor(options: OpenReadersOptions) {
    this.#options = options
  }

  add(reader: Reader): void {
    const readers = this.#apps.get(reader.appId) ?? new Set()
    this.#apps.set(reader.appId, readers.add(reader))
    if (this.#isClosed) reader.end(stopping)
    else if (reader.expires < this.#expiry) this.#expireAt(reader.expires)
  }

  delete(reader: Reader): void {
    const readers = this.#apps.get(reader.appId)
    readers?.delete(reader)
    if (readers?.size === 0) this.#apps.delete(reader.appId)
    if (this.#apps.size === 0) this.#expireAt(Number.POSITIVE_INFINITY)
  }

  /** Ends the readers whose key is no longer valid or whose app was deleted. */
  async checkKeys(): Promise<void> {
    const { findApp, now } = this.#options
    for (const [appId, readers] of this.#apps) {
      const app = await findApp(appId)
      const valid = new Set(
        app?.keys.filter((key) => isValidKey(key, now())).map(({ secret }) => secret),
      )
      for (const reader of readers)
        if (!app) reader.end({ type: 'closed', reason: 'app-deleted' })
        else if (!valid.has(reader.key)) reader.end({ type: 'closed', reason: 'key-revoked' })
    }
  }

  /** Ends all readers, including readers that are added later. */
  close(): void {
    this.#isClosed = true
    this.#cancelExpiry()
    for (const readers of this.#apps.values()) for (const reader of readers) reader.end(stopping)
  }

  #expireAt(time: number): void {
    this.#cancelExpiry()
    this.#expiry = time
    this.#cancelExpiry = callAt(time, this.#options.now, () => this.#expire(time))
  }

  /** Ends the readers whose token has expired at the given time. */
  #expire(time: number): void {
    let next = Number.POSITIVE_INFINITY
    for (const readers of this.#apps.values())
      for (const reader of readers)
        if (reader.expires <= time) reader.end(expired)
        else next = Math.min(next, reader.expires)
    this.#expireAt(next)
  }
}

const stopping: ControlEvent = { type: 'closed', reason: 'stopping' }
const expired: ControlEvent = { type: 'closed', reason: 'token-expired' }
