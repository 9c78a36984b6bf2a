import type { Store } from '../store/store.ts'
import { type Cursor, cursorFrom, isAfter, type LogEntry } from '../store/tables/events.ts'
import { formatCursor } from './cursor.ts'
import type { FeedItem } from './reader.ts'

export const pageSize = 200

/** The next events after the cursor, or undefined if some of them have gone from the log unread. */
export async function pageAfter({ read }: Store, at: Cursor): Promise<LogEntry[] | undefined> {
  const page = await read.events.readAfter(at, pageSize)
  // Asked after the reading: what is in the log now was in it then.
  const isWhole = page.length === 0 || !isAfter(await read.events.trimmed(), at)
  return isWhole ? page : undefined
}

export const itemOf = (epoch: string, entry: LogEntry): FeedItem => ({
  at: cursorFrom(entry),
  cursor: formatCursor(epoch, entry),
  event: { type: entry.type, json: entry.json },
})
