import { timingSafeEqual } from 'node:crypto'
import type { App } from '../operations/operation.ts'
import { failure } from './errors.ts'

/** Who makes a request. */
export interface Caller {
  app: App
  /** The `sub` of the token, where it has one. */
  subject?: string
  /** Unix milliseconds at which the token expires, where it is one that does. */
  expires?: number
}

/** What a security scheme of the document accepts as a bearer token. */
export interface Scheme {
  /** The `tokenType` of its JWTs. */
  tokenType: string
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

export function createAuth({ schemes, findApp, now }: AuthOptions) {
  // Verified tokens by app; an app that is read anew after a change starts with none.
  const verified = new WeakMap<App, Map<string, { expires: number; subject?: string }>>()

  async function verify(app: App, token: string, { tokenType }: Scheme) {
    const known = verified.get(app) ?? new Map()
    verified.set(app, known)
    const key = `${tokenType} ${token}`
    const remembered = known.get(key)
    if (remembered && remembered.expires > now()) return remembered
    known.delete(key)
    // Loaded for the first token that is no key: few servers that a test starts ever see one.
    const { errors, jwtVerify } = await import('jose')
    const { payload } = await jwtVerify(token, new TextEncoder().encode(app.secretKey), {
      algorithms: ['HS256'],
      issuer: app.id,
      requiredClaims: tokenType === 'user' ? ['exp', 'sub'] : ['exp'],
      currentDate: new Date(now()),
    }).catch((error) => {
      throw error instanceof errors.JOSEError ? refused() : error
    })
    // `sub` may be anything that its signer put there.
    const subject: unknown = payload.sub
    const isSomeones = typeof subject === 'string' && subject !== ''
    if (payload.tokenType !== tokenType || (tokenType === 'user' && !isSomeones)) throw refused()
    const found = { expires: (payload.exp ?? 0) * 1000, ...(isSomeones && { subject }) }
    if (known.size >= rememberedTokens) known.clear()
    known.set(key, found)
    return found
  }

  /** The caller of a request under the app, or a 401. */
  return async function authenticate(
    scheme: string,
    appId: string,
    authorization: string | undefined,
  ): Promise<Caller> {
    const accepted = schemes[scheme]
    const token = /^Bearer +([^ ]+) *$/i.exec(authorization ?? '')?.[1]
    const app = token === undefined ? undefined : await findApp(appId)
    if (!accepted || token === undefined || !app) throw refused()
    if (accepted.secretKey && equal(token, app.secretKey)) return { app }
    return { app, ...(await verify(app, token, accepted)) }
  }
}

/** Compares in a time that tells nothing of either text but its length. */
function equal(one: string, other: string): boolean {
  const [bytes, others] = [Buffer.from(one), Buffer.from(other)]
  return bytes.length === others.length && timingSafeEqual(bytes, others)
}
