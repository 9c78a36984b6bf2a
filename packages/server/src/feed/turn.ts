/** Gathers what readers get in one turn, so that each of them sends it together. */
export class Turn {
  #readers: { flush(): void }[] = []

  add(reader: { flush(): void }): void {
    // Not a promise for each reader: one event may be for thousands of them.
    if (this.#readers.push(reader) === 1) queueMicrotask(() => this.#end())
  }

  #end(): void {
    const readers = this.#readers
    this.#readers = []
    for (const reader of readers) reader.flush()
  }
}
