/** The time and the timers that a session goes by; `systemClock` unless another is passed in. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number
  /** Calls back once, after so many milliseconds. Answers what calls it off. */
  after(milliseconds: number, callback: () => void): () => void
}

/** The longest time that a timer takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(milliseconds, longestTimer))
    return () => clearTimeout(timer)
  },
}
