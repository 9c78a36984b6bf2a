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
    /** The only user of those in the conversation who may see it. */
    recipient?: string
    /** Users who see the conversation's events from this one on. */
    opens?: string[]
    /** Users for whom this is the last event of the conversation. */
    closes?: string[] | 'everyone'
    data: Omit<EventOf<Type>, 'id' | 'type' | 'createdAt'>
  }
}[EventType]

export const userEvent = (type: 'user.created' | 'user.updated', user: User): NewEvent => ({
  type,
  subject: { userId: user.id },
  data: { user: publicUser(user) },
})

/** Presence is never in the log: the event has no number and no time. */
export const presenceEvent = (userId: string, isOnline: boolean): Event => ({
  type: isOnline ? 'user.online' : 'user.offline',
  userId,
})

/** The event, as the first that these participants see of the conversation. */
export const openedTo = (participants: Participant[], event: NewEvent): NewEvent => ({
  ...event,
  opens: participants.map(({ userId }) => userId),
})

export const conversationDetails = (attributes: ConversationAttributes): ConversationDetails => ({
  id: attributes.id,
  subject: attributes.subject,
  photoUrl: attributes.photoUrl,
  welcomeMessages: attributes.welcomeMessages ?? [],
  custom: attributes.custom,
  createdAt: attributes.createdAt,
})

export const conversationCreated = (conversation: ConversationAttributes): NewEvent => ({
  type: 'conversation.created',
  subject: { conversationId: conversation.id },
  data: { conversation: conversationDetails(conversation) },
})

export const conversationUpdated = (conversation: ConversationAttributes): NewEvent => ({
  type: 'conversation.updated',
  subject: { conversationId: conversation.id },
  data: { conversation: conversationDetails(conversation) },
})

export const conversationDeleted = (conversationId: string): NewEvent => ({
  type: 'conversation.deleted',
  subject: { conversationId },
  closes: 'everyone',
  data: { conversationId },
})

export const participantState = (participant: Participant): ParticipantState => ({
  userId: participant.userId,
  access: participant.access,
  notify: participant.notify,
  lastMessageAt: participant.lastActivity,
  unreadMessageCount: participant.unreadCount,
  markedUnread: participant.markedUnread,
  joinedAt: participant.joinedAt,
  readUntil: participant.readUntil,
})

export const participantsJoined = (
  conversation: ConversationAttributes,
  joined: Participant[],
  everyoneReadUntil: number | null,
): NewEvent => ({
  type: 'participant.joined',
  subject: { conversationId: conversation.id },
  data: {
    conversation: conversationDetails(conversation),
    participants: joined.map(participantState),
    everyoneReadUntil,
  },
})

export const participantUpdated = (
  conversation: ConversationAttributes,
  participant: Participant,
  everyoneReadUntil: number | null,
): NewEvent => ({
  type: 'participant.updated',
  subject: { conversationId: conversation.id },
  ...(!hasAccess(participant) && { closes: [participant.userId] }),
  data: {
    conversation: conversationDetails(conversation),
    participant: participantState(participant),
    everyoneReadUntil,
  },
})

export const participantLeft = (
  { conversationId, userId }: Participant,
  everyoneReadUntil: number | null,
): NewEvent => ({
  type: 'participant.left',
  subject: { conversationId },
  closes: [userId],
  data: { conversationId, userId, everyoneReadUntil },
})

export const messageCreated = (
  message: MessageRecord,
  participants: Participant[],
  everyoneReadUntil: number | null,
): NewEvent => ({
  type: 'message.created',
  subject: { conversationId: message.conversationId },
  data: { message: messageOf(message, participants), everyoneReadUntil },
})

export const messageUpdated = (message: MessageRecord, participants: Participant[]): NewEvent => ({
  type: 'message.updated',
  subject: { conversationId: message.conversationId },
  data: { message: messageOf(message, participants) },
})

export const messageDeleted = (
  message: MessageRecord,
  lastMessageAt: number,
  participants: Participant[],
): NewEvent => ({
  type: 'message.deleted',
  subject: { conversationId: message.conversationId },
  data: {
    messageId: message.id,
    conversationId: message.conversationId,
    senderId: message.senderId,
    readBy: readersOf(message, participants),
    lastMessageAt,
  },
})

export const conversationRead = (
  { conversationId, userId, readUntil }: Participant,
  everyoneReadUntil: number | null,
): NewEvent => ({
  type: 'conversation.read',
  subject: { conversationId },
  data: { conversationId, userId, readUntil, everyoneReadUntil },
})

/** The flag that marks a conversation as unread is the user's own. */
export const conversationUnread = ({ conversationId, userId }: Participant): NewEvent => ({
  type: 'conversation.unread',
  subject: { conversationId },
  recipient: userId,
  data: { conversationId, userId },
})
