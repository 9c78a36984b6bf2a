import type { components } from '@openparley/spec/types'
import type { ParticipantSnapshot } from '../session/subscription-types.ts'
import { newestFirst } from './ids.ts'
import type { Kind } from './kind.ts'
import { changedMembers, memberKind, memberState } from './member-window.ts'
import { participantsIn } from './own-access.ts'
import type { LoggedEvent } from './subject.ts'
import type { Window } from './window-events.ts'

type Wire = components['schemas']['ParticipantSnapshot']

/** A participant without their profile, which is kept once for the whole session. */
export interface ParticipantState extends Omit<Wire, 'user'> {
  userId: string
}

export const participantState: (wire: Wire) => ParticipantState = memberState

export const participantKind = memberKind as unknown as Kind<
  Wire,
  ParticipantState,
  ParticipantSnapshot
>

/** The participants whom the event changes, by user; null for users who have no access after it. */
function changedBy(event: LoggedEvent): Map<string, ParticipantState | null> {
  if (event.type === 'participant.left') return new Map([[event.userId, null]])
  return new Map(
    participantsIn(event).map(({ userId, access, notify, joinedAt }) => [
      userId,
      access === 'None' ? null : { userId, access, notify, joinedAt, lastEventId: event.id },
    ]),
  )
}

/** The participant after the event, null if they have no access. Undefined if the event does not contain it. */
export const participantAfter = (
  event: LoggedEvent,
  userId: string,
): ParticipantState | null | undefined => changedBy(event).get(userId)

/** The order of the server's list. */
const byJoining = newestFirst(({ joinedAt }: ParticipantState) => joinedAt)

/**
 * Returns the newest participants of a conversation after the event. Null if the session's user `userId` has no access to it,
 * undefined if they must be requested again.
 */
export function applyToParticipants(
  window: Window<ParticipantState> | null,
  event: LoggedEvent,
  userId: string,
): Window<ParticipantState> | null | undefined {
  return changedMembers(window, event, userId, changedBy(event), byJoining)
}
