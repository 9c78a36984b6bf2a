import { invalid } from '../model/error.ts'
import { placeOfEvent } from '../model/webhook.ts'
import type { ReadTx } from '../store/store.ts'
import { type Cursor, cursorFrom } from '../store/tables/events.ts'

/** Where a replay begins: a time in Unix milliseconds, or the id of an event. */
interface Start {
  since?: number
  cursor?: string
}

/** Returns the place in the log after which a replay begins. Throws a 400 if the log begins later. */
export const replayPosition = (tx: ReadTx, appId: string, start: Start): Promise<Cursor> =>
  start.cursor === undefined
    ? positionAt(tx, start.since ?? 0)
    : positionAfter(tx, appId, start.cursor)

async function positionAt(tx: ReadTx, since: number): Promise<Cursor> {
  const oldest = await tx.logTimes.oldest()
  if (!oldest) return tx.events.position()
  if (oldest.isTrimmed && since < oldest.createdAt)
    throw invalid('since', `The log begins at ${oldest.createdAt}. Earlier events are gone.`)
  return tx.logTimes.positionBefore(since)
}

async function positionAfter(tx: ReadTx, appId: string, eventId: string): Promise<Cursor> {
  const place = placeOfEvent(eventId)
  const [entry] = place ? await tx.events.withIds([place.id]) : []
  if (entry?.appId === appId && entry.mark === place?.mark) return cursorFrom(entry)
  const { id } = await tx.events.trimmed()
  throw invalid(
    'cursor',
    place && place.id <= id
      ? 'The event is no longer in the log. Use a later event, or a time.'
      : 'There is no such event in the log of this app.',
  )
}
