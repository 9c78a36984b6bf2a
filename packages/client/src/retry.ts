export interface RetryOptions {
  /** Maximum number of retries of a request. Default 2. */
  retries?: number | undefined
  fetch?: ((request: Request) => Promise<Response>) | undefined
  /** Waits before a retry; rejects when the signal aborts. Default a timer. */
  wait?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined
}

const refusals = new Set([429, 503])
const idempotent = new Set(['GET', 'PUT', 'PATCH', 'DELETE'])

/** Milliseconds. If `Retry-After` is longer, the request is not repeated. */
const maxWait = 30_000

/** Milliseconds until the next retry: `Retry-After`, else twice as long each time. */
const pause = (response: Response | undefined, sent: number) => {
  const asked = Number(response?.headers.get('retry-after'))
  return asked > 0 ? asked * 1000 : 100 * 2 ** sent
}

const timer = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const abort = () => {
      clearTimeout(waiting)
      reject(signal.reason)
    }
    const waiting = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, milliseconds)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })

/**
 * A fetch that repeats a request if the server refused it before doing anything (429, 503), or if no response
 * came and the request is idempotent.
 */
export function retryingFetch(options: RetryOptions) {
  const { retries = 2, fetch = globalThis.fetch, wait = timer } = options
  return async (request: Request): Promise<Response> => {
    for (let sent = 0; ; sent += 1) {
      const isLast = sent >= retries
      let response: Response | undefined
      try {
        // A body can be read only once: each attempt but the last sends a copy.
        response = await fetch(isLast ? request : request.clone())
        if (isLast || !refusals.has(response.status)) return response
      } catch (error) {
        if (isLast || request.signal.aborted || !idempotent.has(request.method)) throw error
      }
      const milliseconds = pause(response, sent)
      if (response && milliseconds > maxWait) return response
      await response?.body?.cancel()
      await wait(milliseconds, request.signal)
    }
  }
}
