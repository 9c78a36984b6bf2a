/** The time and the timers of a session. Default: `systemClock`. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number
  /** Calls `callback` once after `milliseconds`. Returns a function that cancels it. */
  after(milliseconds: number, callback: () => void): () => void
}

/** The maximum delay of a timer, in milliseconds. */
const maxDelay = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(milliseconds, maxDelay))
    return () => clearTimeout(timer)
  },
}
