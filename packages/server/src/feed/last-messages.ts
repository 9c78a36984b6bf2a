import { LRUCache } from 'lru-cache'
import { maxEntries } from '../base/cache-size.ts'
import {
  type Cursor,
  cursorFrom,
  isAfter,
  type LogEntry,
  logStart,
} from '../store/tables/events.ts'

type Place = Pick<LogEntry, 'appId' | 'conversationId'>

/** Max number of conversations. */
const defaultLimit = 10_000

/** The newest message that was delivered in each conversation. The least recently used conversations are removed first. */
export class LastMessages {
  readonly #known: LRUCache<string, Cursor>
  /** All messages that were delivered in removed conversations are at or before this cursor. */
  #removed: Cursor = logStart

  constructor(limit = defaultLimit) {
    this.#known = new LRUCache({
      ...maxEntries(limit),
      dispose: (cursor, _, reason) => {
        if (reason === 'evict' && isAfter(cursor, this.#removed)) this.#removed = cursor
      },
    })
  }

  add(entry: LogEntry): void {
    // Not the entry itself, which contains the whole message.
    this.#known.set(keyOf(entry), cursorFrom(entry))
  }

  /** Whether a message after the cursor was delivered in the conversation, or may have been. */
  isAfter(place: Place, at: Cursor): boolean {
    return isAfter(this.#known.get(keyOf(place)) ?? this.#removed, at)
  }
}

const keyOf = ({ appId, conversationId }: Place) => `${appId}\n${conversationId}`
