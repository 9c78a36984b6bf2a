import { type ConversationAttributes, mergedConversation } from './conversation.ts'
import { conversationDetails } from './event.ts'
import { type MessageContent, messageOf, newContent } from './message.ts'
import type { ConversationDetails, Message, ParticipantState, User, UserDetails } from './schema.ts'
import { blankUser, publicUser } from './user.ts'

// What the database holds as JSON, brought to today's fields: a row is written again only when it changes, and
// one of an older program lacks the fields that were added since. A new field needs its default here.

/** A value as some program stored it: the named fields are in each, as they were in the first schema. */
type Stored<T, Always extends keyof T = never> = Pick<T, Always> & Partial<T>

/** The locale of users from before each user had one. */
const locale = 'en-US'

export const storedUser = (user: Stored<User, 'id' | 'name' | 'createdAt'>): User => ({
  ...blankUser(user.id, locale, user.createdAt),
  ...user,
})

export const storedConversation = (
  conversation: Stored<ConversationAttributes, 'id' | 'createdAt'>,
): ConversationAttributes => ({
  ...mergedConversation(undefined, {}, { id: conversation.id, now: conversation.createdAt }),
  ...conversation,
})

const blankContent = newContent({ type: 'SystemMessage', text: '' })

export const storedContent = (
  content: Stored<MessageContent, 'type' | 'text'>,
): MessageContent => ({
  ...blankContent,
  ...content,
})

/** To be raised when the data of an event changes its fields; `storedEvent` brings older ones to them. */
export const eventShape = 1

interface StoredEvent {
  user?: Stored<UserDetails, 'id' | 'name'>
  conversation?: Stored<ConversationDetails, 'id' | 'createdAt'>
  participant?: Stored<ParticipantState, 'userId'>
  participants?: Stored<ParticipantState, 'userId'>[]
  message?: Stored<Message, 'id' | 'conversationId' | 'createdAt' | 'senderId' | 'type' | 'text'>
}

/** The data of an event that was stored in an older shape. */
export function storedEvent(type: string, data: StoredEvent): object {
  const { user, conversation, participant, participants, message, ...rest } = data
  const state = (one: Stored<ParticipantState, 'userId'>) =>
    storedParticipant(one, conversation?.createdAt ?? 0)
  // Of those who joined in one call, each had an event of their own.
  const joined = type === 'participant.joined' && participant ? [participant] : participants
  return {
    ...rest,
    ...(user && { user: { ...publicUser(blankUser(user.id, locale, 0)), ...user } }),
    ...(conversation && { conversation: storedDetails(conversation) }),
    ...(joined
      ? { participants: joined.map(state) }
      : participant && { participant: state(participant) }),
    ...(message && { message: storedMessage(message) }),
  }
}

const storedDetails = (
  conversation: Stored<ConversationDetails, 'id' | 'createdAt'>,
): ConversationDetails => ({
  ...conversationDetails(storedConversation({ id: conversation.id, createdAt: 0 })),
  ...conversation,
})

const storedParticipant = (
  participant: Stored<ParticipantState, 'userId'>,
  conversationCreatedAt: number,
): ParticipantState => ({
  access: 'ReadWrite',
  notify: true,
  lastMessageAt: conversationCreatedAt,
  unreadMessageCount: 0,
  markedUnread: false,
  ...participant,
})

const storedMessage = (message: NonNullable<StoredEvent['message']>): Message => ({
  ...messageOf({ ...message, seq: 0, content: blankContent }, []),
  ...message,
})
