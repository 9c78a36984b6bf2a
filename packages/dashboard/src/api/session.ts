import { createOperatorClient } from '@openparley/client'

/** Called when a call finds that the session has ended. */
let onEnd = () => {}

/** Calls the function when a call finds that the session has ended. A second function replaces the first. */
export function whenSessionEnds(listener: () => void): void {
  onEnd = listener
}

/** The calls of the operator. The browser sends the cookie of the session, which scripts cannot read. */
export const operator = createOperatorClient({
  baseUrl: location.origin,
  async fetch(request) {
    const response = await fetch(request)
    const isSession = new URL(request.url).pathname === '/admin/v1/session'
    if (response.status === 401 && !isSession) onEnd()
    return response
  },
})
