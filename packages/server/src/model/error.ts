import type { FieldPath } from '../base/json-pointer.ts'

export type ErrorCode =
  | 'invalid-request'
  | 'unauthorized'
  | 'token-missing'
  | 'token-expired'
  | 'token-not-yet-valid'
  | 'token-type'
  | 'token-lifetime'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'range-not-satisfiable'
  | 'too-many-requests'
  | 'unavailable'

/** One fault in a request. */
export interface Fault {
  /** The faulty value: the name of a parameter, or the path of a field of the body. */
  field: FieldPath
  why: string
}

/** An error caused by the caller. `http/errors` maps it to a status and a title. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly faults: Fault[]
  /** Seconds to wait before a retry, for `too-many-requests` and `unavailable`. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, detail: string, faults: Fault[] = [], retryAfter?: number) {
    super(detail)
    this.code = code
    this.faults = faults
    this.retryAfter = retryAfter
  }
}

export const invalidRequest = (faults: Fault[]) =>
  new ApiError('invalid-request', 'The request is invalid.', faults)

export const invalid = (field: string | FieldPath, why: string) =>
  new ApiError('invalid-request', why, [{ field: [field].flat(), why }])

export const notFound = (what: string, id: string) =>
  new ApiError('not-found', `There is no ${what} ${JSON.stringify(id)}.`)

/** `retryAfter` in seconds. */
export const tooManyRequests = (detail: string, retryAfter: number) =>
  new ApiError('too-many-requests', detail, [], retryAfter)
