export type ErrorCode =
  | 'invalid-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'unavailable'

/** What is wrong with a request: where (`#/email`, `query/limit`) → why, one entry a fault. */
export type Faults = Record<string, string[]>

/** An answer that is not a success. Its status and title stand in the catalogue of `http/errors`. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly faults: Faults
  /** Seconds after which to try again, for `too-many-requests` and `unavailable`. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, detail: string, faults: Faults = {}, retryAfter?: number) {
    super(detail)
    this.code = code
    this.faults = faults
    this.retryAfter = retryAfter
  }
}

export const invalidRequest = (faults: Faults) =>
  new ApiError('invalid-request', Object.values(faults).flat().join(' '), faults)

export const invalid = (where: string, why: string) => invalidRequest({ [where]: [why] })

export const notFound = (what: string, id: string) =>
  new ApiError('not-found', `There is no ${what} ${JSON.stringify(id)}.`)

/** `retryAfter` in seconds. */
export const tooManyRequests = (detail: string, retryAfter: number) =>
  new ApiError('too-many-requests', detail, {}, retryAfter)
