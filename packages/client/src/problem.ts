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
  /** What was wrong with this call. */
  declare readonly detail: string
  /** For a 400: the faults, by their places, such as `#/name`. */
  declare readonly errors: Record<string, string[]>
  /** Milliseconds to wait before a retry, from `Retry-After`; 0 without it. */
  declare readonly retryAfter: number

  constructor(problem: Problem, retryAfter = 0) {
    const { type, title, status, detail, errors = {} } = problem
    super(detail)
    Object.assign(this, { type, title, status, detail, errors, retryAfter })
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

/** Returns the data of a successful call. Throws a `ProblemError` for any other. */
export function unwrap<Data>({ data, error, response }: Result<Data>): Data {
  if (response.ok) return data as Data
  const retryAfter = Number(response.headers.get('retry-after')) * 1000
  throw new ProblemError(error as Problem, retryAfter > 0 ? retryAfter : 0)
}

/** Like `unwrap`, but returns null for a resource that does not exist. A 404 from a proxy still throws. */
export const unwrapOrNull = <Data>(result: Result<Data>): Data | null => {
  const { response, error } = result
  const { type } = (error ?? {}) as Partial<Problem>
  return response.status === 404 && type === 'urn:parley:problem:not-found' ? null : unwrap(result)
}
