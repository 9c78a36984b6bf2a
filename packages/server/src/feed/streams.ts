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
  /** Called with each event that is delivered. */
  onEntry: (entry: LogEntry) => void
}

/** Delivers new events to the streams of this node that have caught up with the log. */
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

  /** Ends the streams. When they resume, they get `reset`, as the log has been trimmed. */
  lose(): void {
    for (const reader of this.#readers.all()) reader.end()
    this.position = undefined
    this.#memberships.clear()
  }

  /** Adds a reader that gets the events after `at`. Returns false if some of them were already delivered. */
  join(reader: Reader, at: Cursor): boolean {
    this.position ??= at
    if (isAfter(this.position, at)) return false
    this.#readers.add(reader)
    return true
  }

  /** Adds a reader that gets events from now on: after `at` or the last delivered event, whichever is later. */
  joinNow(reader: Reader, at: Cursor): Cursor {
    this.position ??= at
    this.#readers.add(reader)
    return isAfter(this.position, at) ? this.position : at
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader)
    if (!this.#isHandling) this.#rest()
  }

  /** Sends a heartbeat, which moves the cursors past events for other users. */
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

  /** Without readers the log is not read, so the cached memberships would become stale. */
  #rest(): void {
    if (!this.#readers.isEmpty) return
    this.position = undefined
    this.#memberships.clear()
  }
}
