/** Min milliseconds between calls, so that many commits cost one read of the log. */
export const gap = 50

/**
 * Calls the listener immediately. Further calls within a short time cause only one more call of the listener, at the
 * end of that time.
 */
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
