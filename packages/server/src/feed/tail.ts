import type { Store } from '../store/store.ts'
import { type Cursor, isAfter, type LogEntry } from '../store/tables/events.ts'
import { formatCursor } from './cursor.ts'
import { itemOf, pageAfter, pageSize } from './page.ts'
import { type Reader, Readers } from './reader.ts'

export interface TailOptions {
  store: Store
  /** The epoch of the database, part of every cursor. */
  epoch: string
  /** Milliseconds between looks at the log that nobody asked for. */
  poll: number
  /** Milliseconds between heartbeats. */
  heartbeat: number
  /** Takes each event that is handed on. */
  onEntry: (entry: LogEntry) => void
  /** Takes the failure of a look at the log; the next look tries again. */
  onError: (error: unknown) => void
}

/** Reads the new end of the event log, once for all readers who have caught up with it. */
export class Tail {
  readonly #options: TailOptions
  readonly #readers = new Readers()
  readonly #timers: NodeJS.Timeout[]
  /** Everything up to here was handed on. Undefined while nobody reads. */
  #position: Cursor | undefined
  #reading: Promise<void> | undefined
  #isWoken = false

  constructor(options: TailOptions) {
    this.#options = options
    this.#timers = [
      setInterval(() => this.wake(), options.poll).unref(),
      setInterval(() => this.#beat(), options.heartbeat).unref(),
    ]
  }

  /** Says that the log may have grown. */
  wake(): void {
    this.#isWoken = true
    if (this.#reading || !this.#position) return
    this.#reading = this.#read()
      .catch(this.#options.onError)
      .then(() => {
        this.#reading = undefined
        this.#rest()
        if (this.#isWoken) this.wake()
      })
  }

  /** Lets the reader have what comes after `at`; false where some of it has been handed on already. */
  join(reader: Reader, at: Cursor): boolean {
    this.#position ??= at
    if (isAfter(this.#position, at)) return false
    this.#readers.add(reader)
    this.wake()
    return true
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader)
    if (!this.#reading) this.#rest()
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#reading
  }

  #rest(): void {
    if (this.#readers.isEmpty) this.#position = undefined
  }

  async #read(): Promise<void> {
    while (this.#isWoken && this.#position) {
      this.#isWoken = false
      const page = await pageAfter(this.#options.store, this.#position)
      if (!page) {
        // They resume, and are told that the log is too short for them.
        for (const reader of this.#readers.all()) reader.end()
        this.#position = undefined
        return
      }
      for (const entry of page) {
        const item = itemOf(this.#options.epoch, entry)
        for (const reader of this.#readers.of(entry.appId, entry.audience)) reader.push(item)
        this.#options.onEntry(entry)
        this.#position = { xid: entry.xid, id: entry.id }
      }
      if (page.length === pageSize) this.#isWoken = true
    }
  }

  #beat(): void {
    if (!this.#position) return
    const at = this.#position
    const item = { at, cursor: formatCursor(this.#options.epoch, at) }
    for (const reader of this.#readers.all()) reader.push(item)
  }
}
