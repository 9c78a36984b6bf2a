import type { ReadTx } from '../store/store.ts'
import { type Cursor, isAfter, isSame } from '../store/tables/events.ts'
import { parseCursor } from './cursor.ts'
import type { ControlEvent } from './reader.ts'

/** The bounds of a resume. */
export interface ResumeBounds {
  /** Max events that the user may see. */
  events: number
  /** Max conversations that the user is in, or was in since the start of the log. */
  conversations: number
}

/** Why a stream cannot resume from its cursor. */
export type ResetReason = Extract<ControlEvent, { type: 'reset' }>['reason']

/** The events that a user has missed up to `position`, the end of the log. */
export interface Missed {
  /** Cursors of the events, in the order of the log. */
  places: Cursor[]
  position: Cursor
}

/**
 * Parses a cursor. A cursor of another history of the database (a restored copy) is detected by the event that it
 * points to: the event does not exist, or has another mark.
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

/** Reads the events that the user has missed since `at`, or the reason why they cannot be replayed. */
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
