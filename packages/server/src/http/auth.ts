import { timingSafeEqual } from 'node:crypto'
import type { App, AppCaller, AppKey, UserCaller } from '../operations/operation.ts'
import { failure } from './errors.ts'

/** Who makes a request, to which app. */
export interface Authenticated {
  app: App
  caller: AppCaller | UserCaller
}

/** What a security scheme of the document accepts as a bearer token. */
export interface Scheme {
  /** The `tokenType` of its JWTs. */
  tokenType: (AppCaller | UserCaller)['kind']
  /** Whether the app's secret key itself is accepted too. */
  secretKey: boolean
  /** Whether pages of the app's allowed origins may make the calls. */
  browser: boolean
}

export interface AuthOptions {
  schemes: Record<string, Scheme>
  findApp: (id: string) => Promise<App | undefined>
  /** Unix milliseconds. */
  now: () => number
}

// One answer for all that is wrong: it must not tell which app exists.
const refused = () =>
  failure('unauthorized', "The bearer token is missing, or is not a valid token of this app's.")

const rememberedTokens = 10_000

interface VerifiedToken {
  caller: AppCaller | UserCaller
  /** The secret key that signed it. */
  key: string
  /** Unix milliseconds. */
  expires: number
}

export function createAuth({ schemes, findApp, now }: AuthOptions) {
  // Verified tokens by app; an app that is read anew after a change starts with none.
  const verified = new WeakMap<App, Map<string, VerifiedToken>>()

  const validKeys = ({ keys }: App) =>
    keys.filter(({ expiresAt }) => expiresAt === null || expiresAt > now())

  /** The token's payload, and which of the keys signed it. */
  async function verifiedBy(keys: AppKey[], app: App, token: string) {
    // Loaded for the first token that is no key: few servers that a test starts ever see one.
    const { errors, jwtVerify } = await import('jose')
    for (const { secret } of keys)
      try {
        const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
          algorithms: ['HS256'],
          issuer: app.id,
          requiredClaims: ['exp'],
          currentDate: new Date(now()),
        })
        return { payload, key: secret }
      } catch (error) {
        if (error instanceof errors.JWSSignatureVerificationFailed) continue
        throw error instanceof errors.JOSEError ? refused() : error
      }
    throw refused()
  }

  async function verify(app: App, token: string): Promise<VerifiedToken> {
    const known = verified.get(app) ?? new Map<string, VerifiedToken>()
    verified.set(app, known)
    const keys = validKeys(app)
    const remembered = known.get(token)
    const isSigned = keys.some(({ secret }) => secret === remembered?.key)
    if (remembered && isSigned && remembered.expires > now()) return remembered
    known.delete(token)
    const { payload, key } = await verifiedBy(keys, app, token)
    const expires = (payload.exp ?? 0) * 1000
    const caller = callerOf(payload, expires, key)
    if (!caller) throw refused()
    if (known.size >= rememberedTokens) known.clear()
    const found = { caller, expires, key }
    known.set(token, found)
    return found
  }

  /**
   * Returns who makes a request to the app. Throws a 401 unless one of the operation's security schemes
   * accepts the bearer token.
   */
  return async function authenticate(
    security: readonly string[],
    appId: string,
    authorization: string | undefined,
  ): Promise<Authenticated> {
    const accepted = security.flatMap((name) => schemes[name] ?? [])
    const token = /^Bearer +([^ ]+) *$/i.exec(authorization ?? '')?.[1]
    const app = token === undefined ? undefined : await findApp(appId)
    if (token === undefined || !app) throw refused()
    const isKey = () => validKeys(app).some(({ secret }) => equal(token, secret))
    if (accepted.some(({ secretKey }) => secretKey) && isKey())
      return { app, caller: { kind: 'app' } }
    const { caller } = await verify(app, token)
    if (!accepted.some(({ tokenType }) => tokenType === caller.kind)) throw refused()
    return { app, caller }
  }
}

/** The caller that the claims name; undefined when they name none. Their values may be anything. */
function callerOf(
  { tokenType, sub }: Record<string, unknown>,
  expires: number,
  key: string,
): VerifiedToken['caller'] | undefined {
  if (tokenType === 'app') return { kind: 'app' }
  if (tokenType !== 'user' || typeof sub !== 'string' || sub === '') return undefined
  return { kind: 'user', userId: sub, expires, key }
}

/** Compares in a time that tells nothing of either text but its length. */
function equal(one: string, other: string): boolean {
  const [bytes, others] = [Buffer.from(one), Buffer.from(other)]
  return bytes.length === others.length && timingSafeEqual(bytes, others)
}
