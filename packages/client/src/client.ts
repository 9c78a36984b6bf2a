import { type CallOptions, createCalls } from './calls.ts'
import { type Middleware, sendThrough } from './middleware.ts'
import type { Calls } from './typed-calls.ts'

/** A typed client for one app; see `createClient`. */
export interface Client extends Calls {
  /** Adds middleware, which is called around each call. */
  use(...middleware: Middleware[]): void
  /** Removes middleware. */
  eject(...middleware: Middleware[]): void
}

/** Returns a token. It is called before each request, so it should reuse a token until shortly before it expires. */
export type TokenFetcher = () => string | Promise<string>

export type ClientOptions = CallOptions &
  (
    | { /** The app's secret key: for servers, never for a browser. */ secretKey: string }
    | { /** A JWT for the app, or a function that returns one. */ token: string | TokenFetcher }
    | ({ /** The user who signed in. */ userId: string } & Signature)
  )

/** The older credentials of a user, for apps with the setting `allowSignatures`. */
export interface Signature {
  /**
   * The HMAC-SHA256 of the user's id with the app's secret key, as hexadecimal digits.
   *
   * @deprecated It never expires; prefer a token.
   */
  signature: string
}

/**
 * Creates a typed client for one app. Each call resolves with `{ data }` or `{ error }`, never both. `error` is
 * always a problem document (RFC 9457), or the map of `putUsers`, even if the response came from a proxy or had
 * no body. A call throws only if the server cannot be reached or no token can be fetched.
 */
export function createClient(options: ClientOptions): Client {
  const all: Middleware[] = []
  const calls = createCalls(
    options,
    () => authorizationOf(options),
    (call, send) => sendThrough(all, call, send),
  )
  return {
    ...calls,
    use(...added) {
      all.push(...added)
    },
    eject(...removed) {
      for (const one of removed) if (all.includes(one)) all.splice(all.indexOf(one), 1)
    },
  }
}

async function authorizationOf(options: ClientOptions): Promise<string> {
  if ('signature' in options) return basicAuthorization(options.userId, options.signature)
  const given = 'secretKey' in options ? options.secretKey : options.token
  return `Bearer ${typeof given === 'function' ? await given() : given}`
}

/** The `Authorization` header for a name and a password (RFC 7617 §2). */
export function basicAuthorization(name: string, password: string): string {
  const bytes = new TextEncoder().encode(`${name}:${password}`)
  return `Basic ${btoa(String.fromCharCode(...bytes))}`
}
