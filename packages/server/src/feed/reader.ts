import type { LoggedEvent } from '../model/event.ts'
import type { Event } from '../model/schema.ts'
import { type Cursor, cursorFrom, type LogEntry } from '../store/tables/events.ts'
import { formatCursor } from './cursor.ts'

/** What a stream sends: an event, or without one only its cursor. What has no place in the log has no cursor. */
export interface FeedItem {
  at?: Cursor
  /** `at` as clients keep it. */
  cursor?: string
  event?: { type: string; json: string }
  /** Whether the stream can wait for a slow reader before it takes the next item. */
  patient?: boolean
}

export const itemOf = (epoch: string, entry: LogEntry): FeedItem => ({
  at: cursorFrom(entry),
  cursor: formatCursor(epoch, entry),
  event: { type: entry.type, json: entry.json },
})

/** A word on the stream itself: no fact of the log, and nothing that a resume would bring again. */
export type Word = Exclude<Event, LoggedEvent>

/** Takes one reader's events as they happen. Whoever pushes never waits for the reader. */
export class Reader {
  readonly appId: string
  readonly userId: string
  readonly streamId: string
  /** The users that the stream watches, and whether it was told that they are online. */
  readonly watched = new Map<string, boolean>()
  /** Version of the set of watched users, 0 before the first. */
  watchVersion = 0
  #waiting: FeedItem[] = []
  #wake: (() => void) | undefined
  #isEnded = false
  #lastWord: Word | undefined

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

  /** What is to be said after all that was pushed. */
  get lastWord(): Word | undefined {
    return this.#lastWord
  }

  /** Lets nothing more come. */
  end(lastWord?: Word): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#lastWord = lastWord
    this.#wake?.()
  }

  /** All that has been pushed since the last taking, once there is something; nothing at the end. */
  async take(): Promise<FeedItem[]> {
    if (this.#waiting.length === 0 && !this.#isEnded)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    return this.#waiting.splice(0)
  }
}

/** The readers of this process, found by app and user. */
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
