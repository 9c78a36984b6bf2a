import type { Store } from '../store/store.ts'
import { type Cursor, cursorFrom, isAfter, type LogEntry } from '../store/tables/events.ts'
import { formatCursor } from './cursor.ts'
import type { Consumer } from './log-tail.ts'
import { Memberships } from './memberships.ts'
import { itemOf, type Reader, Readers } from './reader.ts'
import type { Watching } from './watching.ts'

export interface StreamsOptions {
  store: Store
  /** The epoch of the database, part of every cursor. */
  epoch: string
  watching: Watching
  /** Takes each event that is handed on. */
  onEntry: (entry: LogEntry) => void
}

/** Hands the events of the log to the streams of this node that have caught up with it. */
export class Streams implements Consumer {
  readonly name = 'streams'
  position: Cursor | undefined
  readonly #options: StreamsOptions
  readonly #readers = new Readers()
  readonly #memberships: Memberships
  #isHandling = false

  constructor(options: StreamsOptions) {
    this.#options = options
    this.#memberships = new Memberships(options.store)
  }

  async handle(entries: LogEntry[]): Promise<void> {
    this.#isHandling = true
    try {
      const concerned = () => entries.filter(({ appId }) => this.#readers.usersOf(appId).size > 0)
      while (this.#memberships.lacks(concerned())) await this.#memberships.load(concerned())
      for (const entry of entries) {
        this.#memberships.before(entry)
        const item = itemOf(this.#options.epoch, entry)
        for (const reader of this.#readersOf(entry)) reader.push(item)
        this.#memberships.after(entry)
        this.#options.onEntry(entry)
        this.position = cursorFrom(entry)
      }
      this.#memberships.shrink()
    } finally {
      this.#isHandling = false
      this.#rest()
    }
  }

  /** Ends the streams: they resume, and are told that the log is too short for them. */
  lose(): void {
    for (const reader of this.#readers.all()) reader.end()
    this.position = undefined
    this.#memberships.clear()
  }

  /** Lets the reader have what comes after `at`; false if some of it has been handed on already. */
  join(reader: Reader, at: Cursor): boolean {
    this.position ??= at
    if (isAfter(this.position, at)) return false
    this.#readers.add(reader)
    return true
  }

  /** Lets the reader have what comes from now on: after `at`, or what has been handed on, whichever is later. */
  joinNow(reader: Reader, at: Cursor): Cursor {
    this.position ??= at
    this.#readers.add(reader)
    return isAfter(this.position, at) ? this.position : at
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader)
    if (!this.#isHandling) this.#rest()
  }

  /** Sends a heartbeat, which moves cursors past what is for others. */
  beat(): void {
    if (!this.position) return
    const item = { at: this.position, cursor: formatCursor(this.#options.epoch, this.position) }
    for (const reader of this.#readers.all()) reader.push(item)
  }

  *#readersOf(entry: LogEntry): Generator<Reader> {
    const { appId, conversationId, userId } = entry
    const users = this.#readers.usersOf(appId)
    if (userId === null)
      for (const one of this.#memberships.usersOf(entry, users)) yield* users.get(one) ?? []
    else {
      yield* users.get(userId) ?? []
      if (conversationId !== null) return
      for (const reader of this.#options.watching.watchersOf(appId, userId) ?? [])
        if (reader.userId !== userId) yield reader
    }
  }

  /** Without readers, nothing is read: what is known of memberships would grow old. */
  #rest(): void {
    if (!this.#readers.isEmpty) return
    this.position = undefined
    this.#memberships.clear()
  }
}
