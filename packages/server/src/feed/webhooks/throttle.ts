/** Min milliseconds between calls, so that many commits cost one read of the log. */
export const gap = 50

/** Calls the listener at once, but for all calls within a short time after it only once, at its end. */
export function throttle(listener: () => void): () => void {
  let isWaiting = false
  let isDue = false
  const call = () => {
    isWaiting = true
    setTimeout(end, gap).unref()
    listener()
  }
  const end = () => {
    isWaiting = false
    if (!isDue) return
    isDue = false
    call()
  }
  return () => {
    if (isWaiting) isDue = true
    else call()
  }
}
