import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../operations/operation.ts'
import { allOperations } from './operation.ts'

const methods = allOperations.map(([, { method }]) => method)
const headers = allOperations.flatMap(([, { parameters }]) =>
  parameters.flatMap((one) => (one.in === 'header' ? one.name : [])),
)

const listed = (...values: string[]) => [...new Set(values)].join(', ')

const allowed = {
  'access-control-allow-methods': listed(...methods),
  'access-control-allow-headers': listed('Authorization', 'Content-Type', ...headers),
  'access-control-max-age': '600',
}

/** Headers of responses that pages may read. */
const exposed =
  'Content-Disposition, Content-Range, ETag, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate'

const isAllowed = ({ settings }: App, origin: string) =>
  settings.allowedOrigins.includes(origin) || settings.allowedOrigins.includes('*')

/**
 * Allows a page of an allowed origin to read the response (Fetch Standard §3.2). Returns whether it may. A request that
 * is not from a page is not changed.
 */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, app: App): boolean {
  const { origin } = request.headers
  if (origin === undefined || !isAllowed(app, origin)) return false
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-expose-headers', exposed)
  return true
}

export const allowPreflight = (reply: FastifyReply): FastifyReply =>
  reply.code(204).headers(allowed).send()
