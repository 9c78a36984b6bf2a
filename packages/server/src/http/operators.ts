import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AdminSession, OperatorCaller } from '../operations/operation.ts'
import { bearerToken } from './auth.ts'
import { failure } from './errors.ts'

export interface OperatorOptions {
  /** The admin key of the server; without it, no bearer token is accepted. */
  adminKey: string | undefined
  /** Returns the session with the secret, if it has not expired. */
  findSession: (secret: string) => Promise<AdminSession | undefined>
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Returns a function that returns the operator who sends a request. That function throws a 401 if the request is not
 * from an operator.
 */
export function createOperatorCheck({ adminKey, findSession }: OperatorOptions) {
  const expected = adminKey === undefined ? undefined : digest(adminKey)

  return async function checkOperator(request: FastifyRequest): Promise<OperatorCaller> {
    const { authorization, cookie } = request.headers
    const secret = authorization === undefined ? sessionIn(cookie) : undefined
    if (secret !== undefined) return operatorOf(request, await findSession(secret))
    const token = bearerToken(authorization)
    // Digests have one length, so that the duration reveals nothing about the key.
    if (expected && timingSafeEqual(digest(token), expected))
      return { kind: 'operator', session: undefined }
    throw failure('unauthorized', 'The bearer token is not the admin key of this server.')
  }
}

function operatorOf(request: FastifyRequest, session: AdminSession | undefined): OperatorCaller {
  if (!session) throw failure('unauthorized', 'The session has ended, or has expired.')
  const isSafe = request.method === 'GET' || request.method === 'HEAD'
  if (!isSafe && !isFromOwnPage(request))
    throw failure(
      'unauthorized',
      'With a session, only pages of this server itself may change something. This call comes from another origin.',
    )
  return { kind: 'operator', session }
}

const cookieName = 'parley_admin'

/** Returns the secret of the session in the cookies of a request (RFC 6265 §4.2); undefined if there is none. */
const sessionIn = (cookies: string | undefined): string | undefined =>
  cookies
    ?.split(/; */)
    .find((cookie) => cookie.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1) || undefined

/** Sets the cookie of a session, or removes it. Scripts cannot read it, and other sites do not send it. */
export function setSessionCookie(
  { protocol }: FastifyRequest,
  reply: FastifyReply,
  { secret, seconds }: { secret: string; seconds: number } = { secret: '', seconds: 0 },
): void {
  const secure = protocol === 'https' ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `${cookieName}=${secret}; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`,
  )
}

/**
 * Whether the request is from a page of this server. Browsers say so in `Sec-Fetch-Site` (Fetch Metadata), or on plain HTTP at
 * least in `Origin`, and pages cannot change either.
 */
function isFromOwnPage({ headers, host, protocol }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === `${protocol}://${host}`
}
