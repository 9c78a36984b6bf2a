/** The max milliseconds of a timer; one that is set for longer fires at once. */
const maxDelay = 2 ** 31 - 1

/**
 * Calls back when the clock `now`, in Unix milliseconds, reaches `time`, however far away that is; never if it is
 * `Infinity`. Returns a function that cancels it.
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
