/**
 * Collects the items that each reader gets in one turn of the event loop, so that the reader sends them in one write.
 */
export class Turn {
  #readers: { flush(): void }[] = []

  add(reader: { flush(): void }): void {
    // No promise for each reader, because one event may be for thousands of readers.
    if (this.#readers.push(reader) === 1) queueMicrotask(() => this.#end())
  }

  #end(): void {
    const readers = this.#readers
    this.#readers = []
    for (const reader of readers) reader.flush()
  }
}
