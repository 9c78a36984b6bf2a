import type { TokenFetcher } from './client.ts'
import type { Clock } from './clock.ts'
import { ConnectionError } from './connection-error.ts'

export interface TokensOptions {
  userId: string
  token?: string | undefined
  tokenFetcher?: TokenFetcher | undefined
  clock: Clock
}

interface Held {
  text: string
  /** Unix milliseconds from which another one is fetched: nine tenths of its life, or a second. */
  renewAt: number
  expires: number
}

/** The user's token: one that stays, or the newest of those that are fetched before the last one expires. */
export class Tokens {
  readonly #options: TokensOptions
  #held: Held | undefined
  #fetching: Promise<string> | undefined

  constructor(options: TokensOptions) {
    this.#options = options
    if (options.token !== undefined) this.#held = this.#heldFrom(options.token)
  }

  get canRenew(): boolean {
    return this.#options.tokenFetcher !== undefined
  }

  /** The token that the last `get` answered, if it is still thought to be good. */
  get current(): string | undefined {
    return this.#held?.text
  }

  /** Milliseconds until `get` fetches another one. */
  get renewsIn(): number {
    if (!this.#held || !this.canRenew) return Number.POSITIVE_INFINITY
    return this.#held.renewAt - this.#options.clock.now()
  }

  /** A good token, fetched where need be. While one that is to be renewed still lives, a failure to do so waits. */
  async get(): Promise<string> {
    const held = this.#held
    if (held && this.renewsIn > 0) return held.text
    try {
      this.#fetching ??= this.#fetch().finally(() => {
        this.#fetching = undefined
      })
      return await this.#fetching
    } catch (error) {
      if (held && held === this.#held && this.#options.clock.now() < held.expires) return held.text
      throw error
    }
  }

  /** Takes the server's word that the token is not good. Answers whether another one can be fetched. */
  refuse(token: string | undefined): boolean {
    if (this.canRenew && this.#held?.text === token) this.#held = undefined
    return this.canRenew
  }

  async #fetch(): Promise<string> {
    const { tokenFetcher } = this.#options
    try {
      this.#held = this.#heldFrom((await tokenFetcher?.()) ?? '')
      return this.#held.text
    } catch (error) {
      throw error instanceof ConnectionError ? error : new ConnectionError('no-token', error)
    }
  }

  #heldFrom(text: string): Held {
    const { sub, iat, exp } = claimsOf(text)
    if (sub !== undefined && sub !== this.#options.userId) throw new ConnectionError('wrong-user')
    const now = this.#options.clock.now()
    const life = exp === undefined ? 0 : exp * 1000 - (iat === undefined ? now : iat * 1000)
    // Who is told of a life that is over has a wrong clock, or a server that will say so.
    if (life <= 0) return { text, renewAt: Number.POSITIVE_INFINITY, expires: now }
    return { text, renewAt: now + Math.max(life * 0.9, 1000), expires: now + life }
  }
}

interface Claims {
  sub?: string
  /** Unix seconds. */
  iat?: number
  exp?: number
}

/** The claims of a JWT (RFC 7519), unverified; none where the token is of another kind. */
function claimsOf(token: string): Claims {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims
  } catch {
    return {}
  }
}
