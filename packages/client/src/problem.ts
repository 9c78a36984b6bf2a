import type { components } from '@openparley/spec/types'

type Problem = components['schemas']['Problem'] & { errors?: Record<string, string[]> }

/** The server refused a call. Its `message` is the problem's detail. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  /** Which problem it is, such as `urn:parley:problem:forbidden`; `about:blank` where it is not the API's. */
  readonly type: string
  readonly title: string
  /** The HTTP status. */
  readonly status: number
  /** What happened this time. */
  readonly detail: string
  /** For a 400: where (`#/name`) and why, one entry a fault. */
  readonly errors: Record<string, string[]>
  /** Milliseconds after which to try again, where the server names a time; else 0. */
  readonly retryAfter: number

  constructor(problem: Problem, retryAfter = 0) {
    super(problem.detail)
    this.type = problem.type
    this.title = problem.title
    this.status = problem.status
    this.detail = problem.detail
    this.errors = problem.errors ?? {}
    this.retryAfter = retryAfter
  }

  /** Whether the same call may succeed another time. */
  get isTemporary(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 429
  }
}

interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** What a call answered, or a throw of the problem. */
export function answered<Data>({ data, error, response }: Answer<Data>): Data {
  if (response.ok) return data as Data
  const retryAfter = Number(response.headers.get('retry-after')) * 1000
  throw new ProblemError(error as Problem, retryAfter > 0 ? retryAfter : 0)
}

/** The same, where what was asked for may not exist. A proxy's 404 does not say that it does not. */
export const answeredOrNull = <Data>(answer: Answer<Data>): Data | null => {
  const { response, error } = answer
  const { type } = (error ?? {}) as Partial<Problem>
  return response.status === 404 && type === 'urn:parley:problem:not-found'
    ? null
    : answered(answer)
}
