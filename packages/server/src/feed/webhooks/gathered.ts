/** Milliseconds for which commits are gathered into one read. */
const gathering = 10

/** Calls the listener once for all calls within a short time. */
export function gathered(listener: () => void): () => void {
  let isGathering = false
  const call = () => {
    isGathering = false
    listener()
  }
  return () => {
    if (isGathering) return
    isGathering = true
    setTimeout(call, gathering).unref()
  }
}
