/** Ends what it was given for. */
export interface Subscription {
  /** Nothing is told from now on. A second time does nothing. */
  unsubscribe(): void
}

/**
 * Those who want to be told. They are called in a microtask: never while the caller is in the middle of
 * something, in the order of what happened, and what one of them throws harms no other.
 */
export class Listeners<Told extends unknown[]> {
  readonly #all = new Set<{ listener: (...told: Told) => void }>()

  get isEmpty(): boolean {
    return this.#all.size === 0
  }

  /** `first` is what the listener is told to begin with, `onEnd` is called when it is taken off. */
  add(listener: (...told: Told) => void, first?: Told, onEnd?: () => void): Subscription {
    const entry = { listener }
    this.#all.add(entry)
    if (first) this.#queue(entry, first)
    return Object.freeze({
      unsubscribe: () => {
        if (this.#all.delete(entry)) onEnd?.()
      },
    })
  }

  tell(...told: Told): void {
    for (const entry of this.#all) this.#queue(entry, told)
  }

  clear(): void {
    this.#all.clear()
  }

  #queue(entry: { listener: (...told: Told) => void }, told: Told): void {
    queueMicrotask(() => {
      if (this.#all.has(entry)) entry.listener(...told)
    })
  }
}
