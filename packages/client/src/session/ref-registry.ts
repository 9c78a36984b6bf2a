/** Unused refs are forgotten after so many new ones. */
const sweepInterval = 1000

/** The refs of a session by their ids: the same object as long as anybody holds it. */
export class RefRegistry<Ref extends object> {
  readonly #refs = new Map<string, WeakRef<Ref>>()
  readonly #make: (...ids: string[]) => Ref
  #untilSweep = sweepInterval

  constructor(make: (...ids: string[]) => Ref) {
    this.#make = make
  }

  /** Throws if an id is empty or not a string. */
  get(...ids: string[]): Ref {
    for (const id of ids)
      if (typeof id !== 'string' || id === '')
        throw new TypeError(
          `${JSON.stringify(id)} is not a valid id: it must be a string that is not empty.`,
        )
    const key = JSON.stringify(ids)
    const known = this.#refs.get(key)?.deref()
    if (known) return known
    const ref = this.#make(...ids)
    this.#refs.set(key, new WeakRef(ref))
    this.#untilSweep -= 1
    if (this.#untilSweep === 0) this.#sweep()
    return ref
  }

  #sweep(): void {
    this.#untilSweep = sweepInterval
    for (const [key, ref] of this.#refs) if (!ref.deref()) this.#refs.delete(key)
  }
}
