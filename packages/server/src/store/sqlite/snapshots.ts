import type { DatabaseSync } from 'node:sqlite'
import { unavailable } from '../availability.ts'
import type { ReadConnection } from '../engine.ts'
import { connection, statement } from './connection.ts'

interface Reader {
  database: DatabaseSync
  connection: ReadConnection
  begin: () => void
  end: () => void
}

interface Read {
  work: (connection: ReadConnection) => Promise<unknown>
  resolve: (value: never) => void
  reject: (reason: unknown) => void
}

/** Max snapshots at the same time. */
const maxReaders = 4

/**
 * Runs reads in snapshots of the database. Reads that arrive at the same time share one. Each snapshot has its own
 * connection, so that a long list does not delay later reads.
 */
export class Snapshots {
  readonly #open: () => DatabaseSync
  readonly #onEnd: () => void
  readonly #readers: Reader[] = []
  readonly #free: Reader[] = []
  #waiting: Read[] = []
  #isScheduled = false
  #running = 0
  #isPaused = false

  /** `open` opens a read-only connection; `onEnd` is called after each snapshot. */
  constructor(open: () => DatabaseSync, onEnd: () => void) {
    this.#open = open
    this.#onEnd = onEnd
  }

  /** Number of running snapshots. */
  get running(): number {
    return this.#running
  }

  run<T>(work: (connection: ReadConnection) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
      this.#wake()
    })
  }

  /** While paused, no snapshot begins. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused
    this.#wake()
  }

  /** Resolves when no snapshot is running or waiting and their connections are closed. */
  async close(): Promise<void> {
    while (this.#running > 0 || this.#waiting.length > 0) await new Promise(setImmediate)
    for (const { database } of this.#readers) database.close()
  }

  #wake(): void {
    if (this.#isScheduled || this.#waiting.length === 0) return
    this.#isScheduled = true
    // Requests that have already arrived are parsed first, so that they share the snapshot.
    setImmediate(() => {
      this.#isScheduled = false
      if (this.#isPaused || this.#running === maxReaders) return
      const reads = this.#waiting
      this.#waiting = []
      void this.#read(reads)
    })
  }

  async #read(reads: Read[]): Promise<void> {
    this.#running += 1
    try {
      const reader = this.#free.pop() ?? this.#openReader()
      try {
        reader.begin()
        await Promise.all(
          reads.map(({ work, resolve, reject }) =>
            work(reader.connection).then(resolve as (value: unknown) => void, reject),
          ),
        )
      } finally {
        if (reader.database.isTransaction) reader.end()
        this.#free.push(reader)
      }
    } catch (cause) {
      for (const { reject } of reads) reject(unavailable(cause))
    } finally {
      this.#running -= 1
      this.#onEnd()
      this.#wake()
    }
  }

  #openReader(): Reader {
    const database = this.#open()
    const reader = {
      database,
      connection: connection(database),
      begin: statement(database, 'BEGIN'),
      end: statement(database, 'ROLLBACK'),
    }
    this.#readers.push(reader)
    return reader
  }
}
