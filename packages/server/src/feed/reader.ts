import type { LoggedEvent } from '../model/event.ts'
import type { Event } from '../model/schema.ts'
import { type Cursor, cursorFrom, type LogEntry } from '../store/tables/events.ts'
import { nothingSelected } from '../store/tables/streams.ts'
import { formatCursor } from './cursor.ts'

/** An item of a stream: an event, or only a cursor. An event that is not in the log has no cursor. */
export interface FeedItem {
  at?: Cursor
  /** `at` as text, as clients store it. */
  cursor?: string
  event?: { type: string; json: string }
  /** Whether the stream waits for a slow reader before it takes the next item. */
  awaitDrain?: boolean
  /** Whether it is left out for a slow reader. */
  isOptional?: boolean
}

export const itemOf = (epoch: string, entry: LogEntry): FeedItem => ({
  at: cursorFrom(entry),
  cursor: formatCursor(epoch, entry),
  event: { type: entry.type, json: entry.json },
})

/** A control event of the stream. It is not in the log and not repeated by a resume. */
export type ControlEvent = Exclude<Event, LoggedEvent>

/** The queue of events for one stream. Pushing never waits for the reader. */
export class Reader {
  readonly appId: string
  readonly userId: string
  readonly streamId: string
  /** It has got everything up to here, and gets live events from here on. */
  joinedAt: Cursor | undefined
  /** The role of its user; undefined if it must be read. */
  role: string | undefined
  /** The users that the stream watches, and the online state that it was sent for each. */
  readonly watched = new Map<string, boolean>()
  /** Version of the set of watched users; 0 before the first. */
  watchVersion = 0
  /** What its client shows. */
  selection = nothingSelected
  #waiting: FeedItem[] = []
  #wake: (() => void) | undefined
  #isEnded = false
  #closingEvent: ControlEvent | undefined

  constructor(appId: string, userId: string, streamId: string) {
    this.appId = appId
    this.userId = userId
    this.streamId = streamId
  }

  push(item: FeedItem): void {
    if (this.#isEnded) return
    this.#waiting.push(item)
    this.#wake?.()
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** The last event, sent after everything that was pushed. */
  get closingEvent(): ControlEvent | undefined {
    return this.#closingEvent
  }

  /** Accepts no more items. */
  end(closingEvent?: ControlEvent): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#closingEvent = closingEvent
    this.#wake?.()
  }

  /** Resolves with everything pushed since the last call, once there is something. Empty at the end. */
  async take(): Promise<FeedItem[]> {
    if (this.#waiting.length === 0 && !this.#isEnded)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    return this.#waiting.splice(0)
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
