import type { ReadTx } from '../store/store.ts'
import { type Cursor, isAfter, isSame } from '../store/tables/events.ts'
import { parseCursor } from './cursor.ts'
import type { Word } from './reader.ts'

/** How much a resume replays at most. */
export interface ResumeBounds {
  /** Events that the user may see. */
  events: number
  /** Conversations that the user is in, or was in as far back as the log goes. */
  conversations: number
}

/** Why a stream cannot go on behind its cursor. */
export type ResetReason = Extract<Word, { type: 'reset' }>['reason']

/** What a user has missed up to `position`, the end of the log. */
export interface Missed {
  /** Places of the events, in the order of the log. */
  places: Cursor[]
  position: Cursor
}

/**
 * The place that the cursor names. A cursor of another history of the database is told by the event it stands behind:
 * that is not there, or has another mark.
 */
export async function resumedAt(
  tx: ReadTx,
  epoch: string,
  cursor: string,
): Promise<Cursor | ResetReason> {
  const at = parseCursor(epoch, cursor)
  if (!at) return 'restored'
  const trimmed = await tx.events.trimmed()
  if (isSame(at, trimmed)) return at
  if (isAfter(trimmed, at)) return 'expired'
  const known = await tx.events.placeOf(at.id)
  if (!known || !isSame(known, at) || isAfter(at, await tx.events.position())) return 'restored'
  return at
}

/** What the user has missed since `at`, in a snapshot; or why it cannot be replayed. */
export async function missedSince(
  tx: ReadTx,
  at: Cursor,
  { appId, userId }: { appId: string; userId: string },
  bounds: ResumeBounds,
): Promise<Missed | ResetReason> {
  if (isAfter(await tx.events.trimmed(), at)) return 'expired'
  const position = await tx.events.position()
  if (!isAfter(position, at)) return { places: [], position: at }
  if (await tx.memberships.areMoreThan(bounds.conversations, appId, userId)) return 'too-far'
  const places = await tx.events.placesAfter(at, appId, userId, bounds.events + 1)
  if (places.length > bounds.events) return 'too-far'
  places.sort((one, other) => (isAfter(one, other) ? 1 : -1))
  return { places, position }
}
