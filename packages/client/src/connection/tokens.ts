import type { TokenFetcher } from '../client.ts'
import type { Clock } from '../clock.ts'
import { ConnectionError } from './connection-error.ts'

export interface TokensOptions {
  userId: string
  token?: string | undefined
  tokenFetcher?: TokenFetcher | undefined
  /** Returns the function to call when another token is needed. That function passes the token to `set`. */
  onNeedToken?: () => (() => void) | undefined
  clock: Clock
}

/** The user's token: a fixed one, or one that is fetched again before it expires. */
export interface Tokens {
  canRenew(): boolean
  /** The token that the last `get` returned, unless the server has refused it. */
  readonly current: string | undefined
  /** Milliseconds until `get` fetches another token. */
  renewsIn(): number
  /** Uses the token from now on. Throws if the token is for another user. */
  set(token: string): void
  /** Returns a valid token, and fetches one if needed. If that fails, the current token is used until it expires. */
  get(): Promise<string>
  /** Call this when the server refused the token. Returns whether another token can be fetched. */
  refuse(token: string | undefined): boolean
}

interface CurrentToken {
  text: string
  /** Unix milliseconds from which the next token is fetched: after nine tenths of its lifetime, min 1 s. */
  renewAt: number
  expires: number
}

export function createTokens(options: TokensOptions): Tokens {
  const { userId, clock, tokenFetcher } = options
  let current = options.token === undefined ? undefined : parsed(options.token)
  let fetching: Promise<string> | undefined
  /** Waits for `set`. */
  let awaited: PromiseWithResolvers<string> | undefined

  const canRenew = () => (tokenFetcher ?? options.onNeedToken?.()) !== undefined
  const renewsIn = () =>
    current && canRenew() ? current.renewAt - clock.now() : Number.POSITIVE_INFINITY

  /** Asks for a token, and waits until it is set. */
  function ask(): Promise<string> {
    awaited = Promise.withResolvers()
    const { promise } = awaited
    options.onNeedToken?.()?.()
    return promise
  }

  async function fetchToken(): Promise<string> {
    if (!canRenew()) throw new ConnectionError('no-token')
    try {
      current = parsed(await (tokenFetcher ?? ask)())
      return current.text
    } catch (error) {
      throw error instanceof ConnectionError ? error : new ConnectionError('no-token', error)
    }
  }

  function parsed(text: string): CurrentToken {
    const now = clock.now()
    const { sub = userId, iat = now / 1000, exp = iat } = claimsOf(text)
    if (String(sub) !== userId)
      throw new ConnectionError('wrong-user', new Error('The token belongs to another user.'))
    const lifetime = Math.round((exp - iat) * 1000)
    // If the token seems expired already, the clock may be wrong. The server decides.
    const renewsIn = lifetime > 0 ? Math.max(lifetime * 0.9, 1000) : Number.POSITIVE_INFINITY
    return { text, renewAt: now + renewsIn, expires: now + lifetime }
  }

  return {
    canRenew,
    renewsIn,
    get current() {
      return current?.text
    },
    set(token) {
      current = parsed(token)
      awaited?.resolve(token)
    },
    async get() {
      const before = current
      if (before && renewsIn() > 0) return before.text
      try {
        fetching ??= fetchToken().finally(() => {
          fetching = undefined
        })
        return await fetching
      } catch (error) {
        if (before && before === current && clock.now() < before.expires) return before.text
        throw error
      }
    },
    refuse(token) {
      const renews = canRenew()
      if (renews && current?.text === token) current = undefined
      return renews
    },
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
