import type { DatabaseSync } from 'node:sqlite'
import type { Connection } from './engine.ts'
import { connection, unavailable } from './sqlite-connection.ts'

interface Reader {
  database: DatabaseSync
  connection: Connection
}

/** Snapshots beyond these wait for one to end. */
const most = 4

/**
 * Runs reads in a transaction each. A connection has no two at a time, so each gets one to itself: a list
 * that reads far keeps no other waiting.
 */
export class Snapshots {
  readonly #open: () => DatabaseSync
  readonly #ended: () => void
  readonly #readers: Reader[] = []
  readonly #free: Reader[] = []
  readonly #waiting: (() => void)[] = []
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

  async run<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    while (this.#held || this.#running === most)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#running += 1
    try {
      const reader = this.#free.pop() ?? this.#another()
      try {
        reader.database.exec('BEGIN')
        return await work(reader.connection)
      } finally {
        if (reader.database.isTransaction) reader.database.exec('ROLLBACK')
        this.#free.push(reader)
      }
    } finally {
      this.#running -= 1
      this.#ended()
      this.#wake()
    }
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

  #another(): Reader {
    try {
      const database = this.#open()
      const reader = { database, connection: connection(database) }
      this.#readers.push(reader)
      return reader
    } catch (error) {
      throw unavailable(error)
    }
  }

  #wake(): void {
    if (this.#held) return
    for (const resume of this.#waiting.splice(0, most - this.#running)) resume()
  }
}
