import { contentOf } from './content.ts'
import type {
  ConversationDetails,
  EventMessage,
  Message,
  StoredMessage,
  UserProfile,
} from './schema.ts'

/** What to remove from the log about a user. */
export interface Redaction {
  /** Replaces the user in events about the user. */
  user: UserProfile
  /** Replaces the text of the user's messages. Undefined keeps the messages. */
  text: string | undefined
  /** Conversations whose properties are removed from the events. */
  conversationIds: ReadonlySet<string>
}

/** The data of an event, as the log stores it. */
export interface EventData {
  user?: UserProfile
  message?: EventMessage & Pick<Message, 'readBy'>
  lastMessage?: EventMessage | null
  /** The key with which the sender of `message` sent it. */
  idempotencyKey?: string | null
  conversation?: ConversationDetails
}

/** All messages in the data of an event. */
export const messagesIn = ({ message, lastMessage }: EventData): StoredMessage[] =>
  [message, message?.referencedMessage, lastMessage, lastMessage?.referencedMessage].filter(
    (one) => one !== null && one !== undefined,
  )

/** Returns the redacted data, or the same object if nothing changes. */
export function redactedEvent(data: EventData, redaction: Redaction): EventData {
  const { user, text, conversationIds } = redaction
  const { message, lastMessage, conversation } = data
  const isAbout = data.user?.id === user.id
  const isWritten =
    text !== undefined && messagesIn(data).some(({ senderId }) => senderId === user.id)
  const isOfConversation = conversation !== undefined && conversationIds.has(conversation.id)
  if (!isAbout && !isWritten && !isOfConversation) return data
  return {
    ...data,
    ...(isAbout && { user }),
    ...(isWritten && {
      ...(message && { message: redactedMessage(message, user.id, text) }),
      ...(message?.senderId === user.id && 'idempotencyKey' in data && { idempotencyKey: null }),
      ...(lastMessage && { lastMessage: redactedMessage(lastMessage, user.id, text) }),
    }),
    ...(isOfConversation && {
      conversation: {
        ...conversation,
        subject: null,
        photoUrl: null,
        welcomeMessages: [],
        custom: {},
      },
    }),
  }
}

const redactedMessage = <T extends EventMessage>(message: T, userId: string, text: string): T => {
  const { referencedMessage } = message
  const said = { text, location: null }
  const blank = { ...said, content: contentOf(said), custom: {}, attachment: null }
  return {
    ...message,
    ...(message.senderId === userId && blank),
    ...(referencedMessage?.senderId === userId && {
      referencedMessage: { ...referencedMessage, ...blank },
    }),
  }
}
