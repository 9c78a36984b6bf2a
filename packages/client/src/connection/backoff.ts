import type { Clock } from '../clock.ts'
import { ProblemError } from '../problem.ts'

/**
 * Returns the milliseconds to wait after `failures` failures in a row: a random number below a bound that doubles
 * from 0.5 s to 20 s. With full jitter, clients that lost the same server do not all reconnect at once.
 */
export function backoff(failures: number, random: () => number): number {
  const bound = 500 * 2 ** failures
  return random() * Math.min(bound, 20_000)
}

/** Counts the failures in a row of something that is repeated until it succeeds. */
export function createRetries({ clock, random }: { clock: Clock; random: () => number }) {
  let failures = 0
  return {
    /** Calls `repeat` after a pause, which is at least as long as the server asked for. Returns a function that cancels it. */
    after(error: unknown, repeat: () => void): () => void {
      const asked = error instanceof ProblemError ? error.retryAfter : 0
      const pause = Math.max(asked, backoff(failures, random))
      failures += 1
      return clock.after(pause, repeat)
    },
    reset(): void {
      failures = 0
    },
  }
}
