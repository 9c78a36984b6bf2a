import { contentOf } from './content.ts'
import type { PrivatePart } from './event.ts'
import type {
  ConversationDetails,
  EventMessage,
  Message,
  StoredMessage,
  User,
  UserProfile,
} from './schema.ts'
import { privateUser, publicUser } from './user.ts'

/** The data about a user to remove from the log. */
export interface Redaction {
  /** Replaces the user in events about the user. */
  user: User
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

/** An event, as the log stores it. */
export interface LoggedData {
  data: EventData
  /** The part of the event that only webhooks get. */
  part: PrivatePart
}

/** All messages of an event. */
export const messagesIn = ({ data: { message, lastMessage }, part }: LoggedData): StoredMessage[] =>
  [
    message,
    message?.referencedMessage,
    lastMessage,
    lastMessage?.referencedMessage,
    part.message,
    part.conversation?.lastMessage,
  ].filter((one) => one !== null && one !== undefined)

/** Returns the redacted event, or the same object if nothing changes. */
export function redactedEvent(event: LoggedData, redaction: Redaction): LoggedData {
  const { user, text, conversationIds } = redaction
  const { data, part } = event
  const { message, lastMessage } = data
  const isAbout = data.user?.id === user.id
  const isWritten =
    text !== undefined && messagesIn(event).some(({ senderId }) => senderId === user.id)
  const conversation = data.conversation ?? part.conversation
  const isOfConversation = conversation !== undefined && conversationIds.has(conversation.id)
  if (!isAbout && !isWritten && !isOfConversation) return event
  return {
    data: {
      ...data,
      ...(isAbout && { user: publicUser(user) }),
      ...(isWritten && {
        ...(message && { message: redactedMessage(message, user.id, text) }),
        ...(message?.senderId === user.id && 'idempotencyKey' in data && { idempotencyKey: null }),
        ...(lastMessage && { lastMessage: redactedMessage(lastMessage, user.id, text) }),
      }),
      ...(isOfConversation &&
        data.conversation && {
          conversation: { ...data.conversation, ...blankProperties, welcomeMessages: [] },
        }),
    },
    part: {
      ...part,
      ...(isAbout && part.user && { user: privateUser(user) }),
      ...(isWritten && part.message && { message: redactedMessage(part.message, user.id, text) }),
      ...(part.conversation && {
        conversation: {
          ...part.conversation,
          ...(isOfConversation && { ...blankProperties, welcomeMessages: null }),
          ...(isWritten &&
            part.conversation.lastMessage && {
              lastMessage: redactedMessage(part.conversation.lastMessage, user.id, text),
            }),
        },
      }),
    },
  }
}

const blankProperties = { subject: null, photoUrl: null, custom: {} }

const redactedMessage = <T extends StoredMessage & Partial<EventMessage>>(
  message: T,
  userId: string,
  text: string,
): T => {
  const { referencedMessage } = message
  const content = contentOf({ text, location: null, file: null })
  const blank = { text, location: null, content, custom: {}, attachment: null }
  return {
    ...message,
    ...(message.senderId === userId && blank),
    ...(referencedMessage?.senderId === userId && {
      referencedMessage: { ...referencedMessage, ...blank },
    }),
  }
}
