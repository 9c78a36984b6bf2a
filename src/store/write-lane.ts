interface Write {
  work: () => Promise<unknown>
  resolve: (value: never) => void
  reject: (reason: unknown) => void
}

/** The transaction statements of the connection that the lane writes through. */
export interface LaneConnection {
  begin(): void | Promise<void>
  savepoint(): void
  release(): void
  rollbackToSavepoint(): void
  commit(): void
  /** Ends the transaction, where there still is one. */
  rollback(): void
}

const longestBatch = 256

/**
 * Runs writes one after the other, all that wait at the same time inside one transaction, each in a
 * savepoint of its own, and answers them after the one commit: durable at the price of a single sync.
 */
export class WriteLane {
  readonly #connection: LaneConnection
  readonly #unavailable: (cause: unknown) => Error
  readonly #waiting: Write[] = []
  #running: Promise<void> | undefined

  constructor(connection: LaneConnection, unavailable: (cause: unknown) => Error) {
    this.#connection = connection
    this.#unavailable = unavailable
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
      this.#running ??= this.#drain()
    })
  }

  /** Resolves when no write waits or runs. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Let every request that has already arrived join the batch.
      await new Promise(setImmediate)
      try {
        await this.#connection.begin()
      } catch (cause) {
        // All have waited for the same: to let each batch wait anew would hold up the last for long.
        this.#reject(this.#waiting.splice(0), cause)
        continue
      }
      await this.#commit(this.#waiting.splice(0, longestBatch))
    }
    this.#running = undefined
  }

  async #commit(batch: Write[]): Promise<void> {
    const settle: (() => void)[] = []
    try {
      for (const write of batch) settle.push(await this.#outcome(write))
      this.#connection.commit()
    } catch (cause) {
      try {
        this.#connection.rollback()
      } catch {
        // The lane must go on; the next `begin` tries again.
      }
      this.#reject(batch, cause)
      return
    }
    for (const answer of settle) answer()
  }

  #reject(batch: Write[], cause: unknown): void {
    const error = this.#unavailable(cause)
    for (const write of batch) write.reject(error)
  }

  async #outcome({ work, resolve, reject }: Write): Promise<() => void> {
    this.#connection.savepoint()
    try {
      const value = await work()
      this.#connection.release()
      return () => resolve(value as never)
    } catch (error) {
      // A full disk or a failed write can end the whole transaction; then this throws, and the batch fails.
      this.#connection.rollbackToSavepoint()
      return () => reject(error)
    }
  }
}
