import type { ErrorCode, Fault } from '../operations/operation.ts'

/** Every error of the API: for each code, the status and the title of its problem. */
export const catalogue = {
  'invalid-request': { status: 400, title: 'Invalid request' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  'token-missing': { status: 401, title: 'Token missing' },
  'token-expired': { status: 401, title: 'Token expired' },
  'token-not-yet-valid': { status: 401, title: 'Token not yet valid' },
  'token-type': { status: 401, title: 'Wrong type of token' },
  'token-lifetime': { status: 401, title: 'Token valid for too long' },
  forbidden: { status: 403, title: 'Forbidden' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'payload-too-large': { status: 413, title: 'Payload too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'range-not-satisfiable': { status: 416, title: 'Range not satisfiable' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Unavailable' },
} as const satisfies Record<ErrorCode, { status: number; title: string }>

/**
 * A fault and the part of the request in which it is. Faults from handlers have no part: it follows from the
 * operation's parameters.
 */
export interface RequestFault extends Fault {
  in?: 'path' | 'query' | 'header' | 'body' | 'request' | undefined
}

/** An error of the catalogue. */
export interface CatalogueError extends Error {
  code: ErrorCode
  faults?: RequestFault[]
  /** For 405: the methods of the path. */
  allow?: string
  /** For 429 and 503: seconds to wait before a retry. Default: 1. */
  retryAfter?: number
  /** For 416: the number of bytes of the file. */
  size?: number
  /** Details that are only logged. */
  reason?: string
}

export const isCatalogueError = (error: unknown): error is CatalogueError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  Object.hasOwn(catalogue, error.code)

/** Whether the error is a 401. */
export const isUnauthorized = (error: unknown): boolean =>
  isCatalogueError(error) && catalogue[error.code].status === 401

export const failure = (
  code: ErrorCode,
  detail: string,
  more: Omit<Partial<CatalogueError>, 'code'> = {},
): CatalogueError => Object.assign(new Error(detail), { code, ...more })

/** The error for a request that cannot be read. `name` is that of the header. */
export const malformed = (location: RequestFault['in'], why: string, name?: string) =>
  failure('invalid-request', why, {
    faults: [{ in: location, field: name === undefined ? [] : [name], why }],
  })

/** Max faults in a response, so that it does not grow with the request. */
const maxInEach = 50
const maxItems = 100

/** Selects some faults of each invalid item. Faults of the whole body come first. */
export function boundedFaults<T>(faults: readonly T[], itemOf: (fault: T) => string): T[] {
  if (faults.length <= maxInEach) return [...faults]
  const items = Map.groupBy(faults, itemOf)
  const whole = items.get('') ?? []
  items.delete('')
  const others = [...items.values()].slice(0, maxItems)
  return [whole, ...others].flatMap((some) => some.slice(0, maxInEach))
}
