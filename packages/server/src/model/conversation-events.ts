import type { ConversationAttributes } from './conversation.ts'
import type { NewEvent } from './event.ts'
import { type Counted, hasAccess, type Participant } from './participant.ts'
import type { Conversation, ConversationDetails, EventMessage, ParticipantState } from './schema.ts'

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

export const conversationDeleted = (conversation: Conversation): NewEvent => ({
  type: 'conversation.deleted',
  subject: { conversationId: conversation.id },
  closes: 'everyone',
  data: { conversationId: conversation.id },
  private: { conversation },
})

export const participantState = (participant: Counted): ParticipantState => ({
  userId: participant.userId,
  access: participant.access,
  notify: participant.notify,
  lastMessageAt: participant.lastActivity,
  unreadMessageCount: participant.unreadCount,
  unreadMentionCount: participant.unreadMentionCount,
  markedUnread: participant.markedUnread,
  joinedAt: participant.joinedAt,
  readUntil: participant.readUntil,
})

export const participantsJoined = (
  conversation: ConversationAttributes,
  joined: Counted[],
  everyoneReadUntil: number | null,
  lastMessage: EventMessage | null,
): NewEvent => ({
  type: 'participant.joined',
  subject: { conversationId: conversation.id },
  data: {
    conversation: conversationDetails(conversation),
    participants: joined.map(participantState),
    everyoneReadUntil,
    lastMessage,
  },
})

export const participantUpdated = (
  conversation: ConversationAttributes,
  participant: Counted,
  everyoneReadUntil: number | null,
  lastMessage: EventMessage | null,
): NewEvent => ({
  type: 'participant.updated',
  subject: { conversationId: conversation.id },
  ...(!hasAccess(participant) && { closes: [participant.userId] }),
  data: {
    conversation: conversationDetails(conversation),
    participant: participantState(participant),
    everyoneReadUntil,
    lastMessage,
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

/** `readBefore` is the sequence number up to which the participant had read before. */
export const conversationRead = (
  { conversationId, userId, readUntil, readSeq }: Participant,
  readBefore: number,
  everyoneReadUntil: number | null,
): NewEvent => ({
  type: 'conversation.read',
  subject: { conversationId },
  data: { conversationId, userId, readUntil, everyoneReadUntil },
  private: { read: { after: readBefore, upTo: readSeq } },
})

/** The flag that marks a conversation as unread is the user's own. */
export const conversationUnread = ({ conversationId, userId }: Participant): NewEvent => ({
  type: 'conversation.unread',
  subject: { conversationId },
  recipient: userId,
  data: { conversationId, userId },
})
