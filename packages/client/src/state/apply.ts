import type { components } from '@openparley/spec/types'
import type { ConversationState } from './conversation-state.ts'
import { editedMessage, messageOf } from './message-state.ts'
import { accessAfter, participantsIn } from './own-access.ts'
import { reactedMessage } from './reactions.ts'

type Wire = components['schemas']
type ConversationDetails = Wire['ConversationDetails']
type EventMessage = Wire['EventMessage']
type ParticipantState = Wire['ParticipantState']
type UserSnapshot = Wire['UserSnapshot']

export { type ConversationState, conversationState } from './conversation-state.ts'
export { messageState } from './message-state.ts'
export { applyToMessages } from './message-window.ts'
export { applyToParticipants, participantState } from './participant-window.ts'
export { applyToReactions, reactionState } from './reaction-window.ts'

/** An event of the log. Control events of the stream are not in the log. */
export type LoggedEvent = Extract<Wire['Event'], { createdAt: number }>

/** What an event is about: a user or a conversation. */
export type Subject = { userId: string } | { conversationId: string }

/** The user or the conversation whose snapshots the event may change. */
export function subjectOf(event: LoggedEvent): Subject {
  if ('user' in event) return { userId: event.user.id }
  if ('conversation' in event) return { conversationId: event.conversation.id }
  if ('message' in event) return { conversationId: event.message.conversationId }
  return { conversationId: event.conversationId }
}

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
 * Returns the conversation's state for `userId` after the event. Null means that they are not in it, undefined that it must be
 * requested again.
 */
export function applyToConversation(
  snapshot: ConversationState | null,
  event: LoggedEvent,
  userId: string,
): ConversationState | null | undefined {
  if (snapshot && event.id <= snapshot.lastEventId) return snapshot
  const own = participantIn(event, userId)
  if (own) return snapshotOf(event.id, own)
  if (snapshot === null || accessAfter(event, userId) === false) return null
  const changes = changesFrom(snapshot, event, userId)
  if ('lastMessage' in changes && changes.lastMessage === undefined) return undefined
  return withLastEvent({ ...snapshot, ...(changes as Partial<ConversationState>) }, event.id)
}

/** The user's own participant state, if the event contains it. */
function participantIn(event: LoggedEvent, userId: string) {
  if (event.type !== 'participant.joined' && event.type !== 'participant.updated') return undefined
  const { conversation, everyoneReadUntil, lastMessage } = event
  const participant = participantsIn(event).find((one) => one.userId === userId)
  return participant && { conversation, participant, everyoneReadUntil, lastMessage }
}

interface OwnState {
  conversation: ConversationDetails
  participant: ParticipantState
  everyoneReadUntil: number | null
  lastMessage: EventMessage | null
}

function snapshotOf(id: number, { conversation, participant, ...shared }: OwnState) {
  const { userId, access, ...own } = participant
  if (access === 'None') return null
  const lastMessage = newestOf(shared, userId)
  if (lastMessage === undefined) return undefined
  const snapshot = { ...conversation, ...own, access, isUnread: false, ...shared, lastMessage }
  return withLastEvent({ ...snapshot, lastEventId: id }, id)
}

const newestOf = ({ lastMessage }: { lastMessage: EventMessage | null }, userId: string) =>
  lastMessage && messageOf(lastMessage, userId)

/** Changes of a state. The newest message is undefined if it must be requested. */
type Changes = Partial<Omit<ConversationState, 'lastMessage'>> & {
  lastMessage?: ConversationState['lastMessage'] | undefined
}

function changesFrom(snapshot: ConversationState, event: LoggedEvent, userId: string): Changes {
  const { unreadMessageCount, unreadMentionCount, lastMessage } = snapshot
  switch (event.type) {
    case 'conversation.updated':
      return event.conversation
    case 'conversation.read':
      return {
        everyoneReadUntil: event.everyoneReadUntil,
        ...(event.userId === userId && {
          unreadMessageCount: 0,
          unreadMentionCount: 0,
          markedUnread: false,
          readUntil: event.readUntil,
        }),
      }
    case 'conversation.unread':
      return { markedUnread: true }
    case 'participant.joined':
    case 'participant.updated':
    case 'participant.left':
      return {
        everyoneReadUntil: event.everyoneReadUntil,
        ...(snapshot.participants && { participants: null }),
      }
    case 'message.created': {
      const { createdAt, senderId } = event.message
      const own = senderId === userId
      return {
        lastMessage: messageOf(event.message, userId),
        lastMessageAt: createdAt,
        unreadMessageCount: unreadMessageCount + (own ? 0 : 1),
        unreadMentionCount: unreadMentionCount + (event.mentions.includes(userId) ? 1 : 0),
        everyoneReadUntil: event.everyoneReadUntil,
        ...(own && unreadMessageCount === 0 && { readUntil: createdAt }),
      }
    }
    case 'message.updated':
      return { lastMessage: lastMessage && editedMessage(lastMessage, event.message, userId) }
    case 'reaction.added':
    case 'reaction.removed':
      return { lastMessage: lastMessage && reactedMessage(lastMessage, event, userId) }
    case 'messages.imported':
      return { lastMessage: newestOf(event, userId), lastMessageAt: event.lastMessageAt }
    case 'message.deleted': {
      const wasUnread = event.senderId !== userId && !event.readBy.includes(userId)
      return {
        lastMessage: newestOf(event, userId),
        lastMessageAt: event.lastMessageAt,
        unreadMessageCount: unreadMessageCount - (wasUnread ? 1 : 0),
        unreadMentionCount:
          unreadMentionCount - (wasUnread && event.mentions.includes(userId) ? 1 : 0),
      }
    }
    default:
      return {}
  }
}

/** Sets `lastEventId`, and `isUnread` from the other properties. */
function withLastEvent<T extends ConversationState | null>(snapshot: T, lastEventId: number): T {
  if (snapshot === null) return snapshot
  const isUnread = snapshot.markedUnread || snapshot.unreadMessageCount > 0
  return { ...snapshot, isUnread, lastEventId }
}
