import type { LoggedEvent } from '../model/event.ts'
import type { Event } from '../model/schema.ts'
import { type Cursor, cursorFrom, isAfter, isSame, type LogEntry } from '../store/tables/events.ts'
import { nothingSelected } from '../store/tables/streams.ts'
import { formatCursor } from './cursor.ts'
import type { Turn } from './turn.ts'

/** An item of a stream: an event, or only a cursor. An event that is not in the log has no cursor. */
export interface FeedItem {
  at?: Cursor
  /** `at` as text, as clients store it. */
  cursor?: string
  event?: { type: string; json: string }
  /** Whether the stream waits for a slow reader before it takes the next item. */
  awaitDrain?: boolean
  /** Whether the item is omitted if the reader is slow. */
  isOptional?: boolean
}

export const itemOf = (epoch: string, entry: LogEntry): FeedItem => ({
  at: cursorFrom(entry),
  cursor: formatCursor(epoch, entry),
  event: { type: entry.type, json: entry.json },
})

/** A control event of the stream. It is not in the log, and is not repeated when a stream resumes. */
export type ControlEvent = Exclude<Event, LoggedEvent>

/** A control event after everything up to the cursor; without an event, only the cursor. */
export const itemAt = (epoch: string, at: Cursor, event?: ControlEvent): FeedItem => ({
  at,
  cursor: formatCursor(epoch, at),
  ...(event && { event: { type: event.type, json: JSON.stringify(event) } }),
})

export interface ReaderOptions {
  appId: string
  userId: string
  streamId: string
  /** The secret key that signed its token. */
  key: string
  /** Unix milliseconds at which its token expires; `Infinity` if never. */
  expires: number
  epoch: string
  turn: Turn
}

export interface Receiver {
  /** Takes items that are to be sent together. */
  send(items: FeedItem[]): void
  /** Called once, after the last items. */
  end(): void
}

/** The queue of events for one stream. Pushing never waits for the reader. */
export class Reader {
  readonly appId: string
  readonly userId: string
  readonly streamId: string
  readonly key: string
  readonly expires: number
  /** The reader has everything up to this cursor. */
  at: Cursor | undefined
  /** The reader gets live events after this cursor. */
  joinedAt: Cursor | undefined
  /** The role of the user; undefined if it must still be read. */
  role: string | undefined
  /** The users that the stream watches, and the online state that it was sent for each. */
  readonly watched = new Map<string, boolean>()
  /** Version of the set of watched users; 0 before the first. */
  watchVersion = 0
  /** The state that its client shows. */
  selection = nothingSelected
  readonly #epoch: string
  readonly #turn: Turn
  #waiting: FeedItem[] | undefined
  #receiver: Receiver | undefined
  #isEnded = false
  #closingEvent: ControlEvent | undefined

  constructor({ appId, userId, streamId, key, expires, epoch, turn }: ReaderOptions) {
    this.appId = appId
    this.userId = userId
    this.streamId = streamId
    this.key = key
    this.expires = expires
    this.#epoch = epoch
    this.#turn = turn
  }

  push(item: FeedItem): void {
    if (this.#isEnded) return
    const due = this.#dueOf(item)
    if (!due) return
    if (this.#waiting) this.#waiting.push(due)
    else {
      // Not a push to an empty array, for which V8 reserves space for 17 items.
      this.#waiting = [due]
      this.#wake()
    }
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** Accepts no more items. The closing event is sent after everything that was pushed. */
  end(closingEvent?: ControlEvent): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#closingEvent = closingEvent
    this.#wake()
  }

  /** Sends everything that was or will be pushed, at most once in a turn. */
  follow(receiver: Receiver): void {
    this.#receiver = receiver
    this.#wake()
  }

  /** Sends the items that were pushed in this turn. */
  flush(): void {
    const receiver = this.#receiver
    if (!receiver) return
    const items = this.#waiting ?? []
    this.#waiting = undefined
    if (this.#closingEvent && this.at) items.push(itemAt(this.#epoch, this.at, this.#closingEvent))
    if (items.length > 0) receiver.send(items)
    if (!this.#isEnded) return
    this.#receiver = undefined
    receiver.end()
  }

  #wake(): void {
    if (this.#receiver) this.#turn.add(this)
  }

  /**
   * Returns what to send for an item. Replayed events are not sent twice, and a heartbeat does not move the cursor
   * back.
   */
  #dueOf(item: FeedItem): FeedItem | undefined {
    const { at, event } = item
    if (!at) return item
    if (!this.at || isAfter(at, this.at)) {
      this.at = at
      return item
    }
    if (event) return undefined
    return isSame(at, this.at) ? item : itemAt(this.#epoch, this.at)
  }
}

/** The readers of this process, by app and user. */
export class Readers {
  readonly #apps = new Map<string, Map<string, Set<Reader>>>()

  get isEmpty(): boolean {
    return this.#apps.size === 0
  }

  add(reader: Reader): void {
    const users = this.#apps.get(reader.appId) ?? new Map<string, Set<Reader>>()
    this.#apps.set(reader.appId, users)
    users.set(reader.userId, (users.get(reader.userId) ?? new Set()).add(reader))
  }

  delete(reader: Reader): void {
    const users = this.#apps.get(reader.appId)
    const same = users?.get(reader.userId)
    same?.delete(reader)
    if (same?.size === 0) users?.delete(reader.userId)
    if (users?.size === 0) this.#apps.delete(reader.appId)
  }

  /** The readers in the app, by user. */
  usersOf(appId: string): ReadonlyMap<string, ReadonlySet<Reader>> {
    return this.#apps.get(appId) ?? nobody
  }

  *inApp(appId: string): Generator<Reader> {
    for (const readers of this.usersOf(appId).values()) yield* readers
  }

  *all(): Generator<Reader> {
    for (const appId of this.#apps.keys()) yield* this.inApp(appId)
  }
}

const nobody: ReadonlyMap<string, ReadonlySet<Reader>> = new Map()
