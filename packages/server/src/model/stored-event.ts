import { storedConversation } from './conversation.ts'
import { conversationDetails } from './conversation-events.ts'
import { blankContent, messageOf } from './message.ts'
import type {
  ConversationDetails,
  EventMessage,
  Message,
  ParticipantState,
  Stored,
  UserProfile,
} from './schema.ts'
import { publicUser, storedUser } from './user.ts'

/** Increase it when the fields of an event's data change. `storedEvent` converts older data. */
export const eventShape = 3

interface StoredEvent {
  user?: Stored<UserProfile, 'id' | 'name'>
  conversation?: Stored<ConversationDetails, 'id' | 'createdAt'>
  participant?: Stored<ParticipantState, 'userId'>
  participants?: Stored<ParticipantState, 'userId'>[]
  message?: Stored<Message, 'id' | 'conversationId' | 'createdAt' | 'senderId' | 'type' | 'text'>
}

/** Events with `everyoneReadUntil`. */
const withReadPositions = new Set([
  'conversation.read',
  'message.created',
  'participant.joined',
  'participant.left',
  'participant.updated',
])

/** Events with `lastMessage`. */
const withLastMessage = new Set([
  'message.deleted',
  'messages.imported',
  'participant.joined',
  'participant.updated',
])

/** Events with `mentions`. */
const withMentionLists = new Set(['message.created', 'message.deleted'])

/** Converts the data of an event from an older shape. */
export function storedEvent(type: string, data: StoredEvent): object {
  const { user, conversation, participant, participants, message, ...rest } = data
  const state = (one: Stored<ParticipantState, 'userId'>) =>
    storedParticipant(one, conversation?.createdAt ?? 0)
  // Older versions wrote one event for each user who joined.
  const joined = type === 'participant.joined' && participant ? [participant] : participants
  return {
    ...(withReadPositions.has(type) && { everyoneReadUntil: null }),
    ...(withLastMessage.has(type) && { lastMessage: null }),
    ...(type === 'conversation.read' && { readUntil: null }),
    ...(withMentionLists.has(type) && { mentions: [] }),
    ...(type === 'message.created' && { idempotencyKey: null }),
    ...rest,
    ...(user && {
      user: { ...publicUser(storedUser({ id: user.id, name: '', createdAt: 0 })), ...user },
    }),
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
  unreadMentionCount: 0,
  markedUnread: false,
  joinedAt: conversationCreatedAt,
  readUntil: null,
  ...participant,
})

/** The content of a message in an older event, with the parts that the event contains. */
const said = ({ text, location = null }: NonNullable<StoredEvent['message']>) => ({
  text,
  location,
  file: null,
})

const storedMessage = (message: NonNullable<StoredEvent['message']>): Message & EventMessage => ({
  ...messageOf({ ...message, seq: 0, content: { ...blankContent, ...said(message) } }, []),
  referencedMessage: null,
  reactedBy: [],
  ...message,
})
