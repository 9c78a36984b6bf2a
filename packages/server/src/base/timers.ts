/** The max delay of a timer in milliseconds. A longer one would fire immediately. */
const maxDelay = 2 ** 31 - 1

/**
 * Calls `callback` when the clock `now`, in Unix milliseconds, reaches `time`, even if that is later than a timer can
 * wait. It is never called if `time` is `Infinity`. Returns a function that cancels it.
 */
export function callAt(time: number, now: () => number, callback: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const wait = () => {
    const left = time - now()
    timer = setTimeout(left > maxDelay ? wait : callback, Math.min(left, maxDelay))
  }
  if (time < Number.POSITIVE_INFINITY) wait()
  return () => clearTimeout(timer)
}
