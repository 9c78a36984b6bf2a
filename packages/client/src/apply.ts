import type { components } from '@openparley/spec/types'

type Wire = components['schemas']
type ConversationDetails = Wire['ConversationDetails']
type ConversationSnapshot = Wire['ConversationSnapshot']
type ParticipantState = Wire['ParticipantState']
type UserSnapshot = Wire['UserSnapshot']

/** An event of the log, unlike a notice about the stream itself. */
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

/** The user as of the event; null is a user who does not exist. An event that is included already changes nothing. */
export function applyToUser(
  snapshot: UserSnapshot | null,
  event: LoggedEvent,
): UserSnapshot | null {
  if (event.type !== 'user.created' && event.type !== 'user.updated') return snapshot
  if (snapshot && event.id <= snapshot.lastEventId) return snapshot
  return { ...event.user, lastEventId: event.id }
}

/** The conversation as `userId` sees it as of the event; null is a conversation that they are not in. */
export function applyToConversation(
  snapshot: ConversationSnapshot | null,
  event: LoggedEvent,
  userId: string,
): ConversationSnapshot | null {
  if (snapshot && event.id <= snapshot.lastEventId) return snapshot
  const own = participantIn(event, userId)
  if (own) return snapshotOf(event.id, own.conversation, own.participant)
  if (snapshot === null || removes(event, userId)) return null
  return moved({ ...snapshot, ...changes(snapshot, event, userId) }, event.id)
}

/** The user's own state, where the event says what it is. */
function participantIn(event: LoggedEvent, userId: string) {
  if (event.type !== 'participant.joined' && event.type !== 'participant.updated') return undefined
  const { conversation } = event
  const participants =
    event.type === 'participant.joined' ? event.participants : [event.participant]
  const participant = participants.find((one) => one.userId === userId)
  return participant && { conversation, participant }
}

function snapshotOf(id: number, conversation: ConversationDetails, participant: ParticipantState) {
  const { userId: _, access, ...own } = participant
  if (access === 'None') return null
  return moved({ ...conversation, ...own, access, isUnread: false, lastEventId: id }, id)
}

const removes = (event: LoggedEvent, userId: string) =>
  event.type === 'conversation.deleted' ||
  (event.type === 'participant.left' && event.userId === userId)

function changes(
  snapshot: ConversationSnapshot,
  event: LoggedEvent,
  userId: string,
): Partial<ConversationSnapshot> {
  const { unreadMessageCount } = snapshot
  switch (event.type) {
    case 'conversation.updated':
      return event.conversation
    case 'conversation.read':
      return event.userId === userId ? { unreadMessageCount: 0, markedUnread: false } : {}
    case 'conversation.unread':
      return { markedUnread: true }
    case 'message.created': {
      const own = event.message.senderId === userId
      return {
        lastMessageAt: event.message.createdAt,
        unreadMessageCount: unreadMessageCount + (own ? 0 : 1),
      }
    }
    case 'message.deleted': {
      const wasUnread = event.senderId !== userId && !event.readBy.includes(userId)
      return {
        lastMessageAt: event.lastMessageAt,
        unreadMessageCount: unreadMessageCount - (wasUnread ? 1 : 0),
      }
    }
    default:
      return {}
  }
}

/** The snapshot as one that includes the event; `isUnread` follows from the rest. */
function moved<T extends ConversationSnapshot | null>(snapshot: T, lastEventId: number): T {
  if (snapshot === null) return snapshot
  const isUnread = snapshot.markedUnread || snapshot.unreadMessageCount > 0
  return { ...snapshot, isUnread, lastEventId }
}
