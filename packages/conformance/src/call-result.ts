import type { Violation } from '@openparley/contract/internal/diff'
import { curlOf } from './curl.ts'
import type { Played } from './player.ts'

/** One call of a run, and what is wrong with its answer. */
export interface CallResult {
  operation: string
  /** What the call was for. */
  title: string
  /** The status answered; undefined where there was no answer. */
  status: number | undefined
  /** Milliseconds. */
  duration: number
  violations: Violation[]
  /** A command line that sends the request again, if there are violations. */
  curl?: string
}

/** A violation for an answer that did not come. */
export function unanswered(operation: string, expected: string, error: unknown): Violation {
  const { message, cause } = error as Error
  const got = cause instanceof Error ? `${message}: ${cause.message}` : message
  return { operation, status: 0, pointer: 'connection', expected, source: 'RFC 9110', got }
}

/** What became of a call. */
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
    const violations = [unanswered(operation, 'an answer', error)]
    return { operation, title, status: undefined, duration: duration(), violations }
  }
}
