import type { components } from '@openparley/spec/types'

type Problem = components['schemas']['Problem'] & { errors?: Record<string, string[]> }

/** Thrown when the server refuses a call. `message` is the problem's detail. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  /** The problem type, such as `urn:parley:problem:forbidden`. `about:blank` if the error is not from the API. */
  declare readonly type: string
  declare readonly title: string
  /** The HTTP status. */
  declare readonly status: number
  /** The errors in this call. */
  declare readonly detail: string
  /** For a 400: the errors by their place in the request, such as `#/name`. */
  declare readonly errors: Record<string, string[]>
  /** Milliseconds to wait before a retry, from `Retry-After`; 0 without it. */
  declare readonly retryAfter: number

  constructor(problem: Problem, retryAfter = 0) {
    super(problem.detail)
    Object.assign(this, { errors: {}, ...problem, retryAfter })
  }

  /** Whether the same call may succeed later. */
  get isTemporary(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 429
  }
}

interface Result<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** Milliseconds that the response asks to wait before a retry; 0 if it does not. */
export const retryAfterOf = (response: Response | undefined): number =>
  Math.max(0, Number(response?.headers.get('retry-after')) * 1000 || 0)

/** Returns the data of a successful call. Throws a `ProblemError` for any other. */
export function unwrap<Data>({ data, error, response }: Result<Data>): Data {
  if (response.ok) return data as Data
  throw new ProblemError(error as Problem, retryAfterOf(response))
}

/** Like `unwrap`, but returns null for a resource that does not exist. A 404 from a proxy still throws. */
export const unwrapOrNull = <Data>(result: Result<Data>): Data | null =>
  (result.error as Problem | undefined)?.type === 'urn:parley:problem:not-found'
    ? null
    : unwrap(result)

/** Resolves with the data of a call, or null for a resource that does not exist. */
export const found = async <Data>(call: Promise<Result<Data>>): Promise<Data | null> =>
  unwrapOrNull(await call)

/** Resolves when a call has succeeded. */
export async function done(call: Promise<Result<unknown>>): Promise<void> {
  unwrap(await call)
}

/** Whether the error says that a value of the request is not valid. */
export const isInvalid = (error: unknown, pointer: string): boolean =>
  error instanceof ProblemError && pointer in error.errors

/** Whether the item at which the page was to begin is not in the list any more. */
export const isLostCursor = (error: unknown): boolean =>
  isInvalid(error, 'query/startingAfter') || isInvalid(error, 'query/around')
