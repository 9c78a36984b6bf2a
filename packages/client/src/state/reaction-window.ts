import type { components } from '@openparley/spec/types'
import type { SingleReactionSnapshot } from '../session/subscription-types.ts'
import { newestFirst } from './ids.ts'
import type { Kind } from './kind.ts'
import { changedMembers, memberKind, memberState } from './member-window.ts'
import type { LoggedEvent } from './subject.ts'
import type { Window } from './window-events.ts'

type Wire = components['schemas']['SingleReactionSnapshot']

/** A reaction without the profile of its user, which is kept once for the whole session. */
export interface ReactionState {
  userId: string
  createdAt: number
}

export const reactionState: (wire: Wire) => ReactionState = memberState

export const reactionKind = memberKind as unknown as Kind<
  Wire,
  ReactionState,
  SingleReactionSnapshot
>

const byNewness = newestFirst(({ createdAt }: ReactionState) => createdAt)

/** The order of the server's list: oldest first. */
const byAge = (one: ReactionState, other: ReactionState) => byNewness(other, one)

/** The reactions of a window. */
export interface ReactionPlace {
  messageId: string
  emoji: string
}

/**
 * Returns the oldest reactions to a message with an emoji after the event. Null if there is no such message, or if the
 * session's user `userId` has no access to it. Undefined if they must be requested again.
 */
export function applyToReactions(
  window: Window<ReactionState> | null,
  event: LoggedEvent,
  { messageId, emoji }: ReactionPlace,
  userId: string,
): Window<ReactionState> | null | undefined {
  if (event.type === 'message.deleted' && event.messageId === messageId) return null
  const changed = new Map<string, ReactionState | null>()
  if ('emoji' in event && event.messageId === messageId && event.emoji === emoji) {
    const { createdAt } = event
    const added = event.type === 'reaction.added' ? { userId: event.userId, createdAt } : null
    changed.set(event.userId, added)
  }
  return changedMembers(window, event, userId, changed, byAge)
}
