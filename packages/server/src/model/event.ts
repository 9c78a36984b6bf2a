import type { ConversationAttributes } from './conversation.ts'
import { type MessageRecord, messageOf, readersOf } from './message.ts'
import { hasAccess, type Participant } from './participant.ts'
import type { ConversationDetails, Event, ParticipantState, User } from './schema.ts'
import { publicUser } from './user.ts'

/** An event that the log keeps, unlike a word on the stream itself. */
export type LoggedEvent = Extract<Event, { createdAt: number }>

export type EventType = LoggedEvent['type']

type EventOf<Type extends EventType> = Extract<LoggedEvent, { type: Type }>

/** What an event is about; the events of one subject stand in the log in the order they happened. */
export type Subject = { userId: string } | { conversationId: string }

/** A fact to append to the log, which gives it its number and its time. */
export type NewEvent = {
  [Type in EventType]: {
    type: Type
    subject: Subject
    /** Ids of the users who may see it; null is everyone in the app. */
    audience: string[] | null
    data: Omit<EventOf<Type>, 'id' | 'type' | 'createdAt'>
  }
}[EventType]

export const userEvent = (type: 'user.created' | 'user.updated', user: User): NewEvent => ({
  type,
  subject: { userId: user.id },
  audience: null,
  data: { user: publicUser(user) },
})

/** Presence is never in the log: the event has no number and no time. */
export const presenceEvent = (userId: string, isOnline: boolean): Event => ({
  type: isOnline ? 'user.online' : 'user.offline',
  userId,
})

/** The users among the participants who may see what happens in the conversation. */
export const audienceOf = (participants: Participant[]) =>
  participants.filter(hasAccess).map(({ userId }) => userId)

export const conversationDetails = (attributes: ConversationAttributes): ConversationDetails => ({
  id: attributes.id,
  subject: attributes.subject,
  photoUrl: attributes.photoUrl,
  welcomeMessages: attributes.welcomeMessages ?? [],
  custom: attributes.custom,
  createdAt: attributes.createdAt,
})

export const conversationEvent = (
  type: 'conversation.created' | 'conversation.updated',
  conversation: ConversationAttributes,
  participants: Participant[],
): NewEvent => ({
  type,
  subject: { conversationId: conversation.id },
  audience: audienceOf(participants),
  data: { conversation: conversationDetails(conversation) },
})

export const conversationDeleted = (
  conversationId: string,
  participants: Participant[],
): NewEvent => ({
  type: 'conversation.deleted',
  subject: { conversationId },
  audience: audienceOf(participants),
  data: { conversationId },
})

export const participantState = (participant: Participant): ParticipantState => ({
  userId: participant.userId,
  access: participant.access,
  notify: participant.notify,
  lastMessageAt: participant.lastActivity,
  unreadMessageCount: participant.unreadCount,
  markedUnread: participant.markedUnread,
})

/** `participants` are those before the change. */
export const participantsJoined = (
  conversation: ConversationAttributes,
  joined: Participant[],
  participants: Participant[],
): NewEvent => ({
  type: 'participant.joined',
  subject: { conversationId: conversation.id },
  audience: [...new Set([...audienceOf(participants), ...joined.map(({ userId }) => userId)])],
  data: {
    conversation: conversationDetails(conversation),
    participants: joined.map(participantState),
  },
})

/** `participants` are those before the change: someone who loses access sees it too. */
export const participantUpdated = (
  conversation: ConversationAttributes,
  participant: Participant,
  participants: Participant[],
): NewEvent => ({
  type: 'participant.updated',
  subject: { conversationId: conversation.id },
  audience: audienceOf(participants),
  data: {
    conversation: conversationDetails(conversation),
    participant: participantState(participant),
  },
})

export const participantLeft = (
  { conversationId, userId }: Participant,
  participants: Participant[],
): NewEvent => ({
  type: 'participant.left',
  subject: { conversationId },
  audience: audienceOf(participants),
  data: { conversationId, userId },
})

export const messageEvent = (
  type: 'message.created' | 'message.updated',
  message: MessageRecord,
  participants: Participant[],
): NewEvent => ({
  type,
  subject: { conversationId: message.conversationId },
  audience: audienceOf(participants),
  data: { message: messageOf(message, participants) },
})

export const messageDeleted = (
  message: MessageRecord,
  lastMessageAt: number,
  participants: Participant[],
): NewEvent => ({
  type: 'message.deleted',
  subject: { conversationId: message.conversationId },
  audience: audienceOf(participants),
  data: {
    messageId: message.id,
    conversationId: message.conversationId,
    senderId: message.senderId,
    readBy: readersOf(message, participants),
    lastMessageAt,
  },
})

export const readEvent = (
  type: 'conversation.read' | 'conversation.unread',
  { conversationId, userId }: Participant,
  participants: Participant[],
): NewEvent => ({
  type,
  subject: { conversationId },
  // A read position shows in `readBy`; the flag that marks a conversation unread is the user's own.
  audience:
    type === 'conversation.read'
      ? audienceOf(participants)
      : audienceOf(participants).filter((id) => id === userId),
  data: { conversationId, userId },
})
