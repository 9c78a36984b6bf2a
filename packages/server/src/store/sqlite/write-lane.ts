interface Write {
  work: () => Promise<unknown>
  resolve: (value: never) => void
  reject: (reason: unknown) => void
}

/** The transaction statements of the connection that the lane writes through. */
export interface LaneConnection {
  begin(): void | Promise<void>
  commit(): void
  /** Ends the transaction, where there still is one. */
  rollback(): void
  /** Whether anything may have been changed since this was last set to false. */
  hasWritten: boolean
}

const longestBatch = 256

/**
 * Runs writes one after the other, all that wait at the same time inside one transaction, and answers them
 * after the one commit: durable at the price of a single sync. Where one of them fails half-way, which a
 * refusal never does, all are taken back and run again, each for itself.
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
    while (this.#running !== undefined) await this.#running
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
      const batch = this.#waiting.splice(0, longestBatch)
      if (await this.#commit(batch)) continue
      for (const write of batch)
        try {
          await this.#connection.begin()
          await this.#commit([write])
        } catch (cause) {
          this.#reject([write], cause)
        }
    }
    this.#running = undefined
  }

  /** Answers false where one of several has spoilt it for all, and nobody has been told. */
  async #commit(batch: Write[]): Promise<boolean> {
    const settle: (() => void)[] = []
    try {
      for (const write of batch) settle.push(await this.#outcome(write))
    } catch (error) {
      this.#rollback()
      if (batch.length > 1) return false
      batch[0]?.reject(error)
      return true
    }
    try {
      this.#connection.commit()
      for (const answer of settle) answer()
    } catch (cause) {
      this.#rollback()
      this.#reject(batch, cause)
    }
    return true
  }

  #rollback(): void {
    try {
      this.#connection.rollback()
    } catch {
      // The lane must go on; the next `begin` tries again.
    }
  }

  #reject(batch: Write[], cause: unknown): void {
    const error = this.#unavailable(cause)
    for (const write of batch) write.reject(error)
  }

  async #outcome({ work, resolve, reject }: Write): Promise<() => void> {
    this.#connection.hasWritten = false
    try {
      const value = await work()
      return () => resolve(value as never)
    } catch (error) {
      if (this.#connection.hasWritten) throw error
      return () => reject(error)
    }
  }
}
