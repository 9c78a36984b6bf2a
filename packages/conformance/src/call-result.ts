import type { Violation } from '@openparley/contract/internal/diff'
import { curlOf } from './curl.ts'
import type { Played } from './player.ts'

/** A call of a run with the violations of its response, or a delivery of a webhook with its violations. */
export interface CallResult {
  operation: string
  /** The purpose of the call. */
  title: string
  /** The status of the response; undefined if there was no response. */
  status: number | undefined
  /** A delivery of a webhook; `status` is the status of the receiver's response. */
  isDelivery?: true
  /** Milliseconds. */
  duration: number
  violations: Violation[]
  /** A command line that sends the request again, if there are violations. */
  curl?: string
}

/** The violation for a call that got no response. */
export function noResponse(operation: string, expected: string, error: unknown): Violation {
  const { message, cause } = error as Error
  const got = cause instanceof Error ? `${message}: ${cause.message}` : message
  return { operation, status: 0, pointer: 'connection', expected, source: 'RFC 9110', got }
}

/** Makes the call and returns its result. */
export async function resultOf(
  operation: string,
  title: string,
  send: () => Promise<Played>,
): Promise<CallResult> {
  const begun = performance.now()
  const duration = () => Math.round(performance.now() - begun)
  try {
    const { exchange, violations } = await send()
    const { status } = exchange.response
    const curl = violations.length > 0 && { curl: curlOf(exchange.request) }
    return { operation, title, status, duration: duration(), violations, ...curl }
  } catch (error) {
    const violations = [noResponse(operation, 'an answer', error)]
    return { operation, title, status: undefined, duration: duration(), violations }
  }
}
