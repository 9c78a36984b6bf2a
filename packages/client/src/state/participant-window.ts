import type { components } from '@openparley/spec/types'
import type { LoggedEvent } from './apply.ts'
import { compareIds } from './compare-ids.ts'
import { accessAfter } from './own-access.ts'
import type { Window } from './window.ts'

type Wire = components['schemas']['ParticipantSnapshot']

/** A participant without their profile, which is kept once for the whole session. */
export interface ParticipantState extends Omit<Wire, 'user'> {
  userId: string
}

/** Removes the profile from the server's snapshot. */
export const participantState = ({ user, ...own }: Wire): ParticipantState => ({
  userId: user.id,
  ...own,
})

/** The participants whom the event changes, by user; null for those who have no access after it. */
function changedBy(event: LoggedEvent): Map<string, ParticipantState | null> {
  if (event.type === 'participant.left') return new Map([[event.userId, null]])
  const changed =
    event.type === 'participant.joined'
      ? event.participants
      : event.type === 'participant.updated'
        ? [event.participant]
        : []
  return new Map(
    changed.map(({ userId, access, notify, joinedAt }) => [
      userId,
      access === 'None' ? null : { userId, access, notify, joinedAt, lastEventId: event.id },
    ]),
  )
}

/** The participant after the event, null if they have no access. Undefined if the event does not tell. */
export const participantAfter = (
  event: LoggedEvent,
  userId: string,
): ParticipantState | null | undefined => changedBy(event).get(userId)

/** The order of the server's list: newest joined first. */
const byJoining = (one: ParticipantState, other: ParticipantState) =>
  other.joinedAt - one.joinedAt || compareIds(other.userId, one.userId)

/**
 * Returns the newest participants of a conversation after the event. Null if the session's user `userId` has no access to it,
 * undefined if they must be requested again.
 */
export function applyToParticipants(
  window: Window<ParticipantState> | null,
  event: LoggedEvent,
  userId: string,
): Window<ParticipantState> | null | undefined {
  if (window && event.id <= window.lastEventId) return window
  const hasAccess = accessAfter(event, userId)
  if (hasAccess === false) return null
  if (!window) return hasAccess ? undefined : null
  const changed = changedBy(event)
  if (changed.size === 0) return { ...window, lastEventId: event.id }
  const { items, hasMore } = window
  const end = items.at(-1)
  // Nothing tells who of those that are not loaded joined before.
  if (hasMore && !end) return undefined
  const isLoaded = (one: ParticipantState) => !hasMore || !end || byJoining(one, end) <= 0
  const others = items.filter((item) => !changed.has(item.userId))
  const own = [...changed.values()].filter((one) => one !== null).filter(isLoaded)
  return { ...window, items: [...others, ...own].sort(byJoining), lastEventId: event.id }
}
