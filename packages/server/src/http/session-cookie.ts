import type { FastifyReply, FastifyRequest } from 'fastify'

const name = 'parley_admin'

/** Returns the secret of the session in the cookies of a request (RFC 6265 §4.2); undefined if there is none. */
export const sessionIn = (cookies: string | undefined): string | undefined =>
  cookies
    ?.split(/; */)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1) || undefined

/** Sets the cookie of a session, or removes it. Scripts cannot read it, and other sites do not send it. */
export function setSessionCookie(
  { protocol }: FastifyRequest,
  reply: FastifyReply,
  { secret, seconds }: { secret: string; seconds: number } = { secret: '', seconds: 0 },
): void {
  const secure = protocol === 'https' ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `${name}=${secret}; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`,
  )
}

/**
 * Whether the request is from a page of this server. Browsers say so in `Sec-Fetch-Site` (Fetch Metadata), or on plain HTTP at
 * least in `Origin`, and pages cannot change either.
 */
export function isFromOwnPage({ headers, host, protocol }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === `${protocol}://${host}`
}
