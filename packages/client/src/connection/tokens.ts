import type { TokenFetcher } from '../client.ts'
import type { Clock } from '../clock.ts'
import { ConnectionError } from './connection-error.ts'

export interface TokensOptions {
  userId: string
  token?: string | undefined
  tokenFetcher?: TokenFetcher | undefined
  /** Returns the function to call when another token is needed, which passes it to `set`. */
  onNeedToken?: () => (() => void) | undefined
  clock: Clock
}

interface CurrentToken {
  text: string
  /** Unix milliseconds from which the next token is fetched: after nine tenths of its lifetime, min 1 s. */
  renewAt: number
  expires: number
}

/** The user's token: a fixed one, or one that is fetched again before it expires. */
export class Tokens {
  readonly #options: TokensOptions
  #current: CurrentToken | undefined
  #fetching: Promise<string> | undefined
  /** Waits for `set`. */
  #awaited: PromiseWithResolvers<string> | undefined

  constructor(options: TokensOptions) {
    this.#options = options
    if (options.token !== undefined) this.#current = this.#parse(options.token)
  }

  get canRenew(): boolean {
    return this.#fetcher() !== undefined
  }

  /** The token that the last `get` returned, unless the server has refused it. */
  get current(): string | undefined {
    return this.#current?.text
  }

  /** Milliseconds until `get` fetches another one. */
  get renewsIn(): number {
    if (!this.#current || !this.canRenew) return Number.POSITIVE_INFINITY
    return this.#current.renewAt - this.#options.clock.now()
  }

  /** Uses the token from now on. Throws if it is another user's. */
  set(token: string): void {
    this.#current = this.#parse(token)
    this.#awaited?.resolve(token)
    this.#awaited = undefined
  }

  /** Returns a valid token, and fetches one if needed. If that fails, the current token is used until it expires. */
  async get(): Promise<string> {
    const current = this.#current
    if (current && this.renewsIn > 0) return current.text
    try {
      this.#fetching ??= this.#fetch().finally(() => {
        this.#fetching = undefined
      })
      return await this.#fetching
    } catch (error) {
      if (current && current === this.#current && this.#options.clock.now() < current.expires)
        return current.text
      throw error
    }
  }

  /** Call this when the server refused the token. Returns whether another one can be fetched. */
  refuse(token: string | undefined): boolean {
    if (this.canRenew && this.#current?.text === token) this.#current = undefined
    return this.canRenew
  }

  /** Undefined if the token cannot be renewed. */
  #fetcher(): TokenFetcher | undefined {
    const { tokenFetcher, onNeedToken } = this.#options
    if (tokenFetcher) return tokenFetcher
    const ask = onNeedToken?.()
    if (!ask) return undefined
    return () => {
      this.#awaited = Promise.withResolvers()
      const { promise } = this.#awaited
      ask()
      return promise
    }
  }

  async #fetch(): Promise<string> {
    const fetcher = this.#fetcher()
    if (!fetcher) throw new ConnectionError('no-token')
    try {
      this.#current = this.#parse(await fetcher())
      return this.#current.text
    } catch (error) {
      throw error instanceof ConnectionError ? error : new ConnectionError('no-token', error)
    }
  }

  #parse(text: string): CurrentToken {
    const { sub, iat, exp } = claimsOf(text)
    if (sub !== undefined && String(sub) !== this.#options.userId)
      throw new ConnectionError('wrong-user')
    const now = this.#options.clock.now()
    const lifetime = exp === undefined ? 0 : exp * 1000 - (iat === undefined ? now : iat * 1000)
    // If the token seems expired already, the clock may be wrong. The server decides.
    if (lifetime <= 0) return { text, renewAt: Number.POSITIVE_INFINITY, expires: now }
    return { text, renewAt: now + Math.max(lifetime * 0.9, 1000), expires: now + lifetime }
  }
}

interface Claims {
  sub?: string | number
  /** Unix seconds. */
  iat?: number
  exp?: number
}

/** The claims of a JWT (RFC 7519), unverified. Empty if the token is not a JWT. */
function claimsOf(token: string): Claims {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims
  } catch {
    return {}
  }
}
