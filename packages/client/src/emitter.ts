/** A registered listener. */
export interface Subscription {
  /** Stops all further calls of the listener. Calling it again does nothing. */
  unsubscribe(): void
}

/**
 * Makes a set of listeners. They are called in a microtask, in the order of events, and never synchronously. An error
 * in one listener does not affect the others.
 */
export function emitter<Args extends unknown[]>() {
  type Entry = { listener: (...args: Args) => void }
  const all = new Set<Entry>()
  const queue = (entry: Entry, args: Args) =>
    queueMicrotask(() => all.has(entry) && entry.listener(...args))
  return {
    /** Calls the listener with `first`, if given, and with everything emitted later. */
    add(listener: Entry['listener'], first?: Args): Subscription {
      const entry = { listener }
      all.add(entry)
      if (first) queue(entry, first)
      return Object.freeze({ unsubscribe: () => void all.delete(entry) })
    },
    emit(...args: Args): void {
      for (const entry of all) queue(entry, args)
    },
  }
}
