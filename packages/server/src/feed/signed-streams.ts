import type { App } from '../model/app.ts'
import { isValidKey } from '../model/app-key.ts'

export interface SignedStreamsOptions {
  findApp: (id: string) => Promise<App | undefined>
  /** Unix milliseconds. */
  now: () => number
}

export type KeyEnding = 'key-revoked' | 'app-deleted'

interface SignedStream {
  appId: string
  /** The secret key that signed the token of the stream's reader. */
  key: string
  end: (reason: KeyEnding) => void
}

/** The open streams of this node, by the key that signed their token. */
export class SignedStreams {
  readonly #options: SignedStreamsOptions
  readonly #apps = new Map<string, Set<SignedStream>>()

  constructor(options: SignedStreamsOptions) {
    this.#options = options
  }

  /** Adds an open stream. Returns a function that removes it. */
  add(stream: SignedStream): () => void {
    const streams = this.#apps.get(stream.appId) ?? new Set()
    this.#apps.set(stream.appId, streams.add(stream))
    return () => {
      streams.delete(stream)
      if (streams.size === 0 && this.#apps.get(stream.appId) === streams)
        this.#apps.delete(stream.appId)
    }
  }

  /** Ends the streams whose key is no longer valid or whose app was deleted. */
  async check(): Promise<void> {
    const { findApp, now } = this.#options
    for (const [appId, streams] of this.#apps) {
      const app = await findApp(appId)
      const valid = new Set(
        app?.keys.filter((key) => isValidKey(key, now())).map(({ secret }) => secret),
      )
      for (const { key, end } of streams)
        if (!app) end('app-deleted')
        else if (!valid.has(key)) end('key-revoked')
    }
  }
}
