import type { DatabaseSync } from 'node:sqlite'
import type { ReadConnection } from '../engine.ts'
import { unavailable } from '../unavailable.ts'
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

/** Snapshots beyond these wait for one to end. */
const most = 4

/**
 * Runs reads in snapshots of the database: all that arrive together share one, and are answered together. A
 * snapshot has a connection to itself, so that a list that reads far keeps no later read waiting.
 */
export class Snapshots {
  readonly #open: () => DatabaseSync
  readonly #ended: () => void
  readonly #readers: Reader[] = []
  readonly #free: Reader[] = []
  #waiting: Read[] = []
  #isDue = false
  #running = 0
  #held = false

  /** `open` makes a read-only connection; `ended` hears of each snapshot's end. */
  constructor(open: () => DatabaseSync, ended: () => void) {
    this.#open = open
    this.#ended = ended
  }

  /** How many run now. */
  get running(): number {
    return this.#running
  }

  run<T>(work: (connection: ReadConnection) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
      this.#wake()
    })
  }

  /** Lets none begin until it is called with false. */
  hold(held: boolean): void {
    this.#held = held
    this.#wake()
  }

  /** Resolves once none runs or waits, and their connections are closed. */
  async close(): Promise<void> {
    while (this.#running > 0 || this.#waiting.length > 0) await new Promise(setImmediate)
    for (const { database } of this.#readers) database.close()
  }

  #wake(): void {
    if (this.#isDue || this.#waiting.length === 0) return
    this.#isDue = true
    // Every request that has already arrived is read first, and shares the snapshot.
    setImmediate(() => {
      this.#isDue = false
      if (this.#held || this.#running === most) return
      const reads = this.#waiting
      this.#waiting = []
      void this.#read(reads)
    })
  }

  async #read(reads: Read[]): Promise<void> {
    this.#running += 1
    try {
      const reader = this.#free.pop() ?? this.#another()
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
      this.#ended()
      this.#wake()
    }
  }

  #another(): Reader {
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
