import type { components } from '@openparley/spec/types'
import type { ConversationState } from './conversation-state.ts'
import { changedMessage, messageOf } from './message-state.ts'
import { accessAfter, participantsIn } from './own-access.ts'
import type { LoggedEvent } from './subject.ts'

type Wire = components['schemas']
type EventMessage = Wire['EventMessage']
type UserSnapshot = Wire['UserSnapshot']

export { type ConversationState, conversationState } from './conversation-state.ts'
export { messageState } from './message-state.ts'
export { applyToMessages } from './message-window.ts'
export { applyToParticipants, participantState } from './participant-window.ts'
export { applyToReactions, reactionState } from './reaction-window.ts'
export { type LoggedEvent, type Subject, subjectOf } from './subject.ts'

/**
 * Returns the user's snapshot after the event. Null means that the user does not exist. An event that the snapshot
 * already includes changes nothing.
 */
export function applyToUser(
  snapshot: UserSnapshot | null,
  event: LoggedEvent,
): UserSnapshot | null {
  if (event.type !== 'user.created' && event.type !== 'user.updated') return snapshot
  if (snapshot && event.id <= snapshot.lastEventId) return snapshot
  return { ...event.user, lastEventId: event.id }
}

/**
 * Returns the conversation's state for `userId` after the event. Null means that the user is not in the conversation,
 * undefined that it must be requested again.
 */
export function applyToConversation(
  state: ConversationState | null,
  event: LoggedEvent,
  userId: string,
): ConversationState | null | undefined {
  if (state && event.id <= state.lastEventId) return state
  const hasAccess = accessAfter(event, userId)
  if (hasAccess === false || !(state || hasAccess)) return null
  const changes = hasAccess
    ? ownState(event as AccessEvent, userId)
    : changesFrom(state as State, event, userId)
  if ('lastMessage' in changes && changes.lastMessage === undefined) return undefined
  const before = hasAccess ? undefined : state
  const { everyoneReadUntil = before?.everyoneReadUntil } = event as { everyoneReadUntil?: number }
  const after = { ...before, everyoneReadUntil, ...changes, lastEventId: event.id } as State
  return { ...after, isUnread: after.markedUnread || after.unreadMessageCount > 0 }
}

type State = ConversationState

/** Changes of a state. The newest message is undefined if it must be requested. */
type Changes = Partial<Omit<State, 'lastMessage'>> & {
  lastMessage?: State['lastMessage'] | undefined
}

/** An event that contains who has access. */
type AccessEvent = Extract<LoggedEvent, { participants: unknown } | { participant: unknown }>

/** The whole state, which the event contains if it gives the user access. */
function ownState(event: AccessEvent, userId: string): Changes {
  const own = participantsIn(event).find((one) => one.userId === userId)
  const { userId: _, ...participant } = own as Wire['ParticipantState']
  return { ...event.conversation, ...participant, lastMessage: newestOf(event, userId) }
}

const newestOf = ({ lastMessage }: { lastMessage: EventMessage | null }, userId: string) =>
  lastMessage && messageOf(lastMessage, userId)

function changesFrom(state: State, event: LoggedEvent, userId: string): Changes {
  const { unreadMessageCount, unreadMentionCount, lastMessage } = state
  switch (event.type) {
    case 'conversation.updated':
      return event.conversation
    case 'conversation.read':
      if (event.userId !== userId) return {}
      return {
        unreadMessageCount: 0,
        unreadMentionCount: 0,
        markedUnread: false,
        readUntil: event.readUntil,
      }
    case 'conversation.unread':
      return { markedUnread: true }
    case 'participant.joined':
    case 'participant.updated':
    case 'participant.left':
      return state.participants ? { participants: null } : {}
    case 'message.created': {
      const { createdAt, senderId } = event.message
      const own = senderId === userId
      return {
        lastMessage: messageOf(event.message, userId),
        lastMessageAt: createdAt,
        unreadMessageCount: unreadMessageCount + (own ? 0 : 1),
        unreadMentionCount: unreadMentionCount + (event.mentions.includes(userId) ? 1 : 0),
        ...(own && unreadMessageCount === 0 && { readUntil: createdAt }),
      }
    }
    case 'message.updated':
    case 'reaction.added':
    case 'reaction.removed':
      return { lastMessage: lastMessage && changedMessage(lastMessage, event, userId) }
    case 'messages.imported':
      return { lastMessage: newestOf(event, userId), lastMessageAt: event.lastMessageAt }
    case 'message.deleted': {
      const wasUnread = event.senderId !== userId && !event.readBy.includes(userId)
      const wasMention = wasUnread && event.mentions.includes(userId)
      return {
        lastMessage: newestOf(event, userId),
        lastMessageAt: event.lastMessageAt,
        unreadMessageCount: unreadMessageCount - (wasUnread ? 1 : 0),
        unreadMentionCount: unreadMentionCount - (wasMention ? 1 : 0),
      }
    }
    default:
      return {}
  }
}
