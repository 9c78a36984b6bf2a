/** A registered listener. */
export interface Subscription {
  /** Stops all further calls of the listener. Calling it again does nothing. */
  unsubscribe(): void
}

/**
 * A set of listeners. They are called in a microtask, in the order of events: never synchronously, and an error
 * in one listener does not affect the others.
 */
export class Emitter<Args extends unknown[]> {
  readonly #all = new Set<{ listener: (...args: Args) => void }>()

  get isEmpty(): boolean {
    return this.#all.size === 0
  }

  /** Calls the listener with `first`, if given, and with everything emitted later. `onEnd` is called when it unsubscribes. */
  add(listener: (...args: Args) => void, first?: Args, onEnd?: () => void): Subscription {
    const entry = { listener }
    this.#all.add(entry)
    if (first) this.#queue(entry, first)
    return Object.freeze({
      unsubscribe: () => {
        if (this.#all.delete(entry)) onEnd?.()
      },
    })
  }

  emit(...args: Args): void {
    for (const entry of this.#all) this.#queue(entry, args)
  }

  clear(): void {
    this.#all.clear()
  }

  #queue(entry: { listener: (...args: Args) => void }, args: Args): void {
    queueMicrotask(() => {
      if (this.#all.has(entry)) entry.listener(...args)
    })
  }
}
