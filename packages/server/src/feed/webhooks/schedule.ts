const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Milliseconds to wait before each attempt of a delivery, after the previous attempt. */
export const attemptDelays = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** If every delivery fails for this long, the endpoint is disabled. Milliseconds. */
export const maxFailing = 5 * 24 * hour

const maxRetryAfter = 24 * hour

/**
 * Returns the milliseconds from a failed attempt to the next one, or undefined if it was the last. `attempts` is the number
 * of attempts so far, `random` is between 0 and 1, `retryAfter` is the delay that the endpoint asked for, in milliseconds.
 */
export function delayAfter(
  attempts: number,
  random: number,
  retryAfter = 0,
  delays: readonly number[] = attemptDelays,
): number | undefined {
  const planned = delays[attempts]
  if (planned === undefined) return undefined
  const spread = planned * (0.8 + 0.4 * random)
  return Math.round(Math.max(spread, Math.min(retryAfter, maxRetryAfter)))
}

/** Milliseconds of a `Retry-After` header (RFC 9110 §10.2.3), which is a number of seconds or a date; 0 if it is neither. */
export function retryAfterOf(header: string | undefined, now: number): number {
  if (header === undefined) return 0
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * second
  const date = Date.parse(header)
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}
