import { onAbort } from './abort.ts'
import { retryAfterOf } from './problem.ts'

export interface RetryOptions {
  /** Maximum number of retries of a request. Default: 2. */
  retries?: number | undefined
  fetch?: ((request: Request) => Promise<Response>) | undefined
  /** Waits before a retry; rejects when the signal aborts. Default: a timer. */
  wait?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined
}

const refusals = [429, 503]

/** Milliseconds. If `Retry-After` is longer, the request is not repeated. */
const maxWait = 30_000

const timer = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const waiting = setTimeout(resolve, milliseconds)
    onAbort(signal, () => {
      clearTimeout(waiting)
      reject(signal.reason)
    })
  })

/**
 * A fetch that repeats a request if the server refused it before doing anything (429, 503), or if no response
 * came and the request may be repeated.
 */
export function retryingFetch(options: RetryOptions) {
  const { retries = 2, fetch = globalThis.fetch, wait = timer } = options
  return async (request: Request, isRepeatable: boolean): Promise<Response> => {
    for (let sent = 0; ; sent += 1) {
      const isLast = sent >= retries
      let response: Response | undefined
      try {
        // A body can be read only once, so each attempt except the last sends a copy.
        response = await fetch(isLast ? request : request.clone())
        if (isLast || !refusals.includes(response.status)) return response
      } catch (error) {
        if (isLast || request.signal.aborted || !isRepeatable) throw error
      }
      const asked = retryAfterOf(response)
      if (response && asked > maxWait) return response
      await response?.body?.cancel()
      // Twice as long each time.
      await wait(asked || 100 * 2 ** sent, request.signal)
    }
  }
}
