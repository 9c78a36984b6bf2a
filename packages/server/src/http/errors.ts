import type { FastifyReply } from 'fastify'
import type { ErrorCode, Faults } from '../operations/operation.ts'

/** Every failure the API answers with: one entry a code, the status and the title of its problem. */
export const catalogue = {
  'invalid-request': { status: 400, title: 'Invalid request' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  forbidden: { status: 403, title: 'Forbidden' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'payload-too-large': { status: 413, title: 'Payload too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Unavailable' },
} as const satisfies Record<ErrorCode, { status: number; title: string }>

/** A failure of the catalogue, thrown by any ring. */
export interface CatalogueError extends Error {
  code: ErrorCode
  faults?: Faults
  /** The methods that the path has, for 405. */
  allow?: string
  /** Seconds after which to try again, for 429 and 503. Default 1. */
  retryAfter?: number
}

export const isCatalogueError = (error: unknown): error is CatalogueError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  Object.hasOwn(catalogue, error.code)

export const failure = (
  code: ErrorCode,
  detail: string,
  more: Omit<Partial<CatalogueError>, 'code'> = {},
): CatalogueError => Object.assign(new Error(detail), { code, ...more })

/** The body of a failure: a problem of RFC 9457, with where and why of each fault of a 400. */
export function problem(error: CatalogueError) {
  const { status, title } = catalogue[error.code]
  const common = { type: `urn:parley:problem:${error.code}`, title, status, detail: error.message }
  return error.code === 'invalid-request' ? { ...common, errors: error.faults ?? {} } : common
}

export const problemType = 'application/problem+json'

/** The headers that come with a failure (RFC 9110 §11.6.1, §15.5.6 and §10.2.3). */
export function problemHeaders(error: CatalogueError): Record<string, string> {
  switch (error.code) {
    case 'unauthorized':
      return { 'www-authenticate': 'Bearer' }
    case 'method-not-allowed':
      return { allow: error.allow ?? '' }
    case 'too-many-requests':
    case 'unavailable':
      return { 'retry-after': String(error.retryAfter ?? 1) }
    default:
      return {}
  }
}

export function sendProblem(reply: FastifyReply, error: CatalogueError): FastifyReply {
  const { status } = catalogue[error.code]
  return reply.code(status).headers(problemHeaders(error)).type(problemType).send(problem(error))
}

/** A fault that has no place in the catalogue is a defect of ours: its cause is for the log alone. */
export const sendDefect = (reply: FastifyReply): FastifyReply =>
  reply.code(500).type(problemType).send({
    type: 'urn:parley:problem:internal',
    title: 'Internal server error',
    status: 500,
    detail: 'The server failed to answer. Its log tells why.',
  })
