import { LRUCache } from 'lru-cache'
import type { App, AppCaller, UserCaller } from '../operations/operation.ts'
import { type CatalogueError, failure } from './errors.ts'

export interface VerifiedToken {
  caller: AppCaller | UserCaller
  /** The secret key that signed it. */
  key: string
  /** The Unix milliseconds from which it is no longer accepted; `Infinity` for a token without `exp`. */
  expires: number
  /** Unix seconds. */
  exp: number | undefined
  iat: number | undefined
}

export interface TokenOptions {
  /** Unix milliseconds. */
  now: () => number
  /** Max seconds by which the clock of a token issuer may differ. */
  leeway: number
}

const maxRemembered = 10_000

/** The same error for every cause before the signature check, so that callers cannot probe for apps. */
export const refused = (reason: string) =>
  failure('unauthorized', 'The bearer token is not a valid token of this app.', { reason })

/**
 * Returns a function that verifies a JWT with the app's keys. It throws a 401. The 401 gives a reason only if the signature
 * is valid, as the sender then has a token of the app already.
 */
export function createTokenCheck({ now, leeway }: TokenOptions) {
  // Checked against the app's keys at each use, so that tokens of a revoked key are refused.
  const tokenCache = new LRUCache<string, VerifiedToken>({
    // The max length of a token is that of all headers.
    maxSize: maxRemembered * 1000,
    sizeCalculation: (_, key) => Math.max(1000, key.length),
  })

  return async (app: App, secrets: string[], token: string): Promise<VerifiedToken> => {
    const name = `${app.id} ${token}`
    const known = tokenCache.get(name)
    if (known && known.expires > now() && secrets.includes(known.key)) return known
    tokenCache.delete(name)
    // Loaded on the first JWT: most servers in tests never get one.
    const { errors, jwtVerify } = await import('jose')
    for (const key of secrets)
      try {
        const { payload } = await jwtVerify(token, new TextEncoder().encode(key), {
          algorithms: ['HS256'],
          issuer: app.id,
          currentDate: new Date(now()),
          clockTolerance: leeway,
        })
        const { exp, iat } = payload
        if (iat !== undefined && !(iat <= now() / 1000 + leeway)) throw notYetValid()
        const expires = exp === undefined ? Number.POSITIVE_INFINITY : (exp + leeway) * 1000
        const found = { caller: callerOf(payload, expires, key), key, expires, exp, iat }
        tokenCache.set(name, found)
        return found
      } catch (error) {
        if (error instanceof errors.JWSSignatureVerificationFailed) continue
        if (error instanceof errors.JWTExpired)
          throw failure('token-expired', 'The token has expired.')
        if (error instanceof errors.JWTClaimValidationFailed) throw claimFault(error)
        throw error instanceof errors.JOSEError ? refused(error.code) : error
      }
    throw refused('signature')
  }
}

/** Signs an app token. `expires` is in Unix seconds. */
export async function signAppToken(
  appId: string,
  secretKey: string,
  expires: number,
): Promise<string> {
  const { SignJWT } = await import('jose')
  return new SignJWT({ tokenType: 'app' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(appId)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secretKey))
}

/** Returns the issuer that a JWT claims, without checking it; undefined if it is not a JWT. */
export async function issuerOf(token: string): Promise<string | undefined> {
  if (token.split('.').length !== 3) return undefined
  const { decodeJwt, errors } = await import('jose')
  try {
    return decodeJwt(token).iss
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return undefined
    throw error
  }
}

function claimFault({ claim, reason }: { claim: string; reason: string }): CatalogueError {
  return claim === 'nbf' && reason === 'check_failed' ? notYetValid() : invalidClaim(claim)
}

const notYetValid = () => failure('token-not-yet-valid', 'The token is not valid yet.')

export const invalidClaim = (claim: string) =>
  failure('unauthorized', `The claim \`${claim}\` of the token is missing or not valid.`)

/** Returns the caller from the claims, whose values are not validated yet. */
function callerOf(
  { tokenType, sub }: Record<string, unknown>,
  expires: number,
  key: string,
): VerifiedToken['caller'] {
  if (tokenType === 'app' || tokenType === 'admin') {
    if (expires === Number.POSITIVE_INFINITY) throw invalidClaim('exp')
    return { kind: 'app' }
  }
  if (tokenType !== 'user') throw invalidClaim('tokenType')
  // A larger number has lost digits and could be another id.
  const userId = Number.isSafeInteger(sub) ? String(sub) : sub
  if (typeof userId !== 'string' || userId === '') throw invalidClaim('sub')
  return { kind: 'user', userId, expires, key }
}
