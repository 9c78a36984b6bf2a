import type { NewEvent } from './event.ts'
import {
  isImported,
  type MessageRecord,
  mentionedIn,
  messageOf,
  readersOf,
  storedMessage,
} from './message.ts'
import type { Participant } from './participant.ts'
import type { EventMessage, Reactors } from './schema.ts'

export interface EventMessageParts {
  message: MessageRecord
  /** The message that it replies to, if there is one. */
  referenced: MessageRecord | undefined
  /** Who reacted to both; null if these are too many. */
  reactedBy: Reactors[] | null
}

export const eventMessage = ({
  message,
  referenced,
  reactedBy,
}: EventMessageParts): EventMessage => ({
  ...storedMessage(message),
  referencedMessage: referenced ? storedMessage(referenced) : null,
  reactedBy,
})

export interface MessageEventParts extends EventMessageParts {
  participants: Participant[]
}

const withReaders = ({ participants, ...parts }: MessageEventParts) => ({
  ...eventMessage(parts),
  readBy: readersOf(parts.message, participants),
})

export const messageCreated = (
  parts: MessageEventParts,
  idempotencyKey: string | null,
  everyoneReadUntil: number | null,
): NewEvent => ({
  type: 'message.created',
  subject: { conversationId: parts.message.conversationId },
  data: {
    message: withReaders(parts),
    mentions: mentionedIn(parts.message),
    idempotencyKey,
    everyoneReadUntil,
  },
})

export const messageUpdated = (parts: MessageEventParts): NewEvent => ({
  type: 'message.updated',
  subject: { conversationId: parts.message.conversationId },
  data: { message: withReaders(parts) },
})

/** The newest message of a conversation after an event. */
export interface Newest {
  /** Its time, or that of the conversation's creation if there is none, in Unix milliseconds. */
  lastMessageAt: number
  lastMessage: EventMessage | null
}

/** `mentions` has the users whom it mentioned when it was sent. */
export const messageDeleted = (
  message: MessageRecord,
  participants: Participant[],
  mentions: string[],
  { lastMessageAt, lastMessage }: Newest,
): NewEvent => ({
  type: 'message.deleted',
  subject: { conversationId: message.conversationId },
  data: {
    messageId: message.id,
    conversationId: message.conversationId,
    senderId: message.senderId,
    // For participants who are not in it, it was an unread message.
    readBy: isImported(message)
      ? participants.map(({ userId }) => userId)
      : readersOf(message, participants),
    mentions,
    lastMessageAt,
    lastMessage,
  },
  private: { message: messageOf(message, participants) },
})

export const messagesImported = (
  messages: MessageRecord[],
  { lastMessageAt, lastMessage }: Newest,
): NewEvent => {
  const times = messages.map(({ createdAt }) => createdAt)
  const conversationId = messages[0]?.conversationId ?? ''
  return {
    type: 'messages.imported',
    subject: { conversationId },
    data: {
      conversationId,
      count: messages.length,
      from: Math.min(...times),
      to: Math.max(...times),
      lastMessageAt,
      lastMessage,
    },
  }
}
