import type { components } from '@openparley/spec/types'

type Problem = components['schemas']['ValidationProblem']

/** A call that the server refused. */
export class RefusedCall extends Error {
  readonly status: number
  /** Where the request was at fault, `query/startingAfter` for example. */
  readonly places: string[]

  constructor(status: number, problem: Partial<Problem> | undefined) {
    super(problem?.detail ?? `The server returned ${status}.`)
    this.status = status
    this.places = Object.keys(problem?.errors ?? {})
  }
}

interface Result<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** What the call answers; throws `RefusedCall` for anything but a success. */
export async function answerTo<Data>(call: Promise<Result<Data>>): Promise<Data> {
  const { data, error, response } = await call
  if (!response.ok) throw new RefusedCall(response.status, error as Problem | undefined)
  return data as Data
}

/** As `answerTo`, with undefined for a 404. */
export async function answerOrNothing<Data>(
  call: Promise<Result<Data>>,
): Promise<Data | undefined> {
  try {
    return await answerTo(call)
  } catch (error) {
    if (error instanceof RefusedCall && error.status === 404) return undefined
    throw error
  }
}
