import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { maxEntries } from '../base/cache-size.ts'
import type { App, AppCaller, AppKey, OperatorCaller, UserCaller } from '../operations/operation.ts'
import { failure, isUnauthorized } from './errors.ts'
import type { RateLimiters } from './rate-limit.ts'
import { type SignedUser, signedUserIn, signingKey } from './signatures.ts'
import {
  createTokenCheck,
  invalidClaim,
  refused,
  type TokenOptions,
  type VerifiedToken,
} from './tokens.ts'

/** The credentials that a security scheme of the document accepts. */
export interface Scheme {
  caller: (AppCaller | UserCaller)['kind']
  /** The secret key and JWTs are bearer tokens; a signature is a password of basic authentication. */
  accepts: ('secretKey' | 'token' | 'signature')[]
}

/** The credentials that an operation accepts, each with its caller. */
type Accepts = ReadonlySet<`${Scheme['caller']} ${Scheme['accepts'][number]}`>

export interface AuthOptions extends TokenOptions {
  schemes: Record<string, Scheme>
  findApp: (id: string) => Promise<App | undefined>
  /** Called when the secret key, or a token that it signed, is used, but at most once a minute. */
  onKeyUsed: (appId: string, secret: string) => void
}

/** The caller of a request, and the app. An operator calls no app. */
export type Authenticated =
  | { app: App; caller: AppCaller | UserCaller }
  | { app: undefined; caller: OperatorCaller }

export interface AdmissionOptions {
  auth: AuthOptions
  /** Returns the operator who sends a request. Throws a 401 if the request is not from an operator. */
  checkOperator: (request: FastifyRequest) => Promise<OperatorCaller>
  limiters: RateLimiters
  /** Requests that the rate limits have counted already. */
  counted: WeakSet<IncomingMessage>
}

/** Authenticates a request, and checks the rate limits. */
export type Admit = (request: FastifyRequest, reply: FastifyReply) => Promise<Authenticated>

/**
 * Returns a function that makes the check of an operation with these security schemes. The check authenticates requests,
 * and counts them for the rate limits: by caller, or by address if the token is not valid.
 */
export function createAdmission({ auth, checkOperator, limiters, counted }: AdmissionOptions) {
  const authenticateBy = createAuth(auth)

  async function admitOperator(request: FastifyRequest, reply: FastifyReply) {
    const caller = await checkOperator(request).catch(async (error) => {
      if (isUnauthorized(error)) await limiters.guess?.(request.ip, reply)
      throw error
    })
    await limiters.operator?.(request.ip, reply)
    return { app: undefined, caller } as const
  }

  return (security: readonly string[]): Admit => {
    // Each operation is either only for operators, or not for operators at all.
    if (!security.some((name) => name in auth.schemes)) return admitOperator
    const authenticate = authenticateBy(security)
    return async (request, reply) => {
      const { appId } = request.params as { appId: string }
      try {
        const authenticated = await authenticate(appId, request.headers.authorization)
        const { app, caller } = authenticated
        const key = 'userId' in caller ? `${app.id} ${caller.userId}` : app.id
        if (!counted.has(request.raw)) await limiters[caller.kind]?.(key, reply)
        return authenticated
      } catch (error) {
        if (isUnauthorized(error)) await limiters.address?.(request.ip, reply)
        throw error
      }
    }
  }
}

/** Milliseconds for which further uses of a key are not noted. */
const useInterval = 60_000

export function createAuth({ schemes, findApp, onKeyUsed, now, leeway }: AuthOptions) {
  const verify = createTokenCheck({ now, leeway })
  /** When the last use was noted, for keys whose app was not read again since. */
  const notedUses = new WeakMap<AppKey, number>()

  function noteUse({ id, keys }: App, secret: string) {
    const key = keys.find((one) => one.secret === secret)
    if (!key) return
    const last = notedUses.get(key) ?? key.lastUsedAt
    // If the clock was set back, uses of the key must still be noted.
    if (last !== null && Math.abs(now() - last) < useInterval) return
    notedUses.set(key, now())
    onKeyUsed(id, secret)
  }

  const isValid = ({ expiresAt }: AppKey) => expiresAt === null || expiresAt > now()
  const validSecrets = ({ keys }: App) => keys.filter(isValid).map(({ secret }) => secret)

  /** Refuses a user token whose lifetime exceeds the app's limit. Without `iat`, the lifetime starts now. */
  function assertLifetime(
    { settings: { maxTokenLifetime } }: App,
    { exp = Number.POSITIVE_INFINITY, iat }: Partial<VerifiedToken>,
  ) {
    const seconds = now() / 1000
    const begin = iat !== undefined && iat < seconds ? iat : seconds
    if (maxTokenLifetime !== null && exp - begin > maxTokenLifetime + leeway)
      throw failure(
        'token-lifetime',
        `The token is valid for too long. User tokens of this app may live for ${maxTokenLifetime} seconds.`,
      )
  }

  /** The caller whose token is the secret key itself. */
  function callerByKey(accepts: Accepts, app: App, token: string): AppCaller | undefined {
    const own = app.keys.find((key) => isValid(key) && equal(token, key.secret))
    if (!own) return undefined
    if (!accepts.has('app secretKey')) throw wrongType('app')
    noteUse(app, own.secret)
    return { kind: 'app' }
  }

  async function callerByToken(accepts: Accepts, app: App, token: string) {
    const verified = await verify(app, validSecrets(app), token)
    const { caller, exp } = verified
    if (!accepts.has(`${caller.kind} token`)) throw wrongType(caller.kind)
    noteUse(app, verified.key)
    if (caller.kind === 'app') return caller
    if (exp === undefined && !app.settings.allowTokensWithoutExpiry) throw invalidClaim('exp')
    assertLifetime(app, verified)
    return caller
  }

  function callerBySignature(app: App, signed: SignedUser): UserCaller {
    const key = signingKey(signed, validSecrets(app))
    if (key === undefined) throw refused('signature')
    if (!app.settings.allowSignatures)
      throw failure('unauthorized', 'The app does not accept signatures, only tokens.')
    assertLifetime(app, {})
    noteUse(app, key)
    return { kind: 'user', userId: signed.userId, expires: Number.POSITIVE_INFINITY, key }
  }

  /**
   * Returns a function that returns the caller of a request. It throws a 401 unless one of these security schemes accepts
   * the credentials.
   */
  return (security: readonly string[]) => {
    const accepted = security.flatMap((name) => schemes[name] ?? [])
    const accepts: Accepts = new Set(
      accepted.flatMap((scheme) =>
        scheme.accepts.map((what) => `${scheme.caller} ${what}` as const),
      ),
    )
    const takesSignatures = accepted.some((scheme) => scheme.accepts.includes('signature'))
    return async (
      appId: string,
      authorization: string | undefined,
    ): Promise<{ app: App; caller: AppCaller | UserCaller }> => {
      const signed = takesSignatures ? signedUserIn(authorization) : undefined
      const token = signed ? '' : bearerToken(authorization)
      const app = await findApp(appId)
      if (!app) throw refused('unknown app')
      const caller = signed
        ? callerBySignature(app, signed)
        : (callerByKey(accepts, app, token) ?? (await callerByToken(accepts, app, token)))
      return { app, caller }
    }
  }
}

/** Returns the bearer token of an `Authorization` header. Throws a 401 if there is none. */
export function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined)
    throw failure('token-missing', 'The request has no Authorization header.')
  const token = /^Bearer +([^ ]+) *$/i.exec(authorization)?.[1]
  if (token === undefined)
    throw failure(
      'token-missing',
      'The Authorization header must be `Bearer`, a space and a token.',
    )
  return token
}

const wrongType = (kind: 'app' | 'user') =>
  failure(
    'token-type',
    kind === 'user'
      ? 'This is a user token. The call needs the secret key of the app, or an app token.'
      : 'This is the secret key of the app, or an app token. The call needs a user token.',
  )

/** Compares in constant time, so that the duration reveals only the length. */
function equal(one: string, other: string): boolean {
  const [bytes, others] = [Buffer.from(one), Buffer.from(other)]
  return bytes.length === others.length && timingSafeEqual(bytes, others)
}

/** Milliseconds for which a change of an app or its keys may go unseen. */
const appTtl = 1000

export interface AppCache {
  findApp: (id: string) => Promise<App | undefined>
  /** Makes the next lookup read the app again. */
  forgetApp: (id: string) => void
}

/** Finds apps, with a cache, so that not every request reads the database. */
export function createAppCache(load: (id: string) => Promise<App | undefined>): AppCache {
  // Expiry does not use the system clock: if that jumped back, a revoked key would stay valid for longer. Unknown ids are
  // cached too, as anyone may ask for them.
  const appCache = new LRUCache<string, { app: App | undefined }>({
    ...maxEntries(10_000),
    ttl: appTtl,
    // `fetchMethod` compares a new app with the one before.
    noDeleteOnStaleGet: true,
    // If an app is invalidated while a request waits for it, the request still gets it, but the app is not cached.
    ignoreFetchAbort: true,
    async fetchMethod(id, stale) {
      const app = await load(id)
      // An unchanged app stays the same object, so the noted uses of its keys stay known.
      return stale && JSON.stringify(stale.app) === JSON.stringify(app) ? stale : { app }
    },
  })
  return {
    findApp: async (id) => (appCache.get(id) ?? (await appCache.fetch(id)))?.app,
    forgetApp: (id) => void appCache.delete(id),
  }
}
