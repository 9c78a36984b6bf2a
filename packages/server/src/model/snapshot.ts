import type { ConversationAttributes } from './conversation.ts'
import { conversationDetails } from './conversation-events.ts'
import { type ActiveParticipant, type Counted, isUnread } from './participant.ts'
import type {
  ConversationSnapshot,
  MessageSnapshot,
  ParticipantSnapshot,
  User,
  UserSnapshot,
} from './schema.ts'
import { publicUser } from './user.ts'

export const userSnapshot = (user: User, lastEventId: number): UserSnapshot => ({
  ...publicUser(user),
  lastEventId,
})

export const conversationSnapshot = (
  attributes: ConversationAttributes,
  own: Counted<ActiveParticipant>,
  everyoneReadUntil: number | null,
  lastMessage: MessageSnapshot | null,
  lastEventId: number,
): ConversationSnapshot => ({
  ...conversationDetails(attributes),
  access: own.access,
  notify: own.notify,
  lastMessage,
  lastMessageAt: own.lastActivity,
  unreadMessageCount: own.unreadCount,
  unreadMentionCount: own.unreadMentionCount,
  markedUnread: own.markedUnread,
  isUnread: isUnread(own),
  joinedAt: own.joinedAt,
  readUntil: own.readUntil,
  everyoneReadUntil,
  lastEventId,
})

export const participantSnapshot = (
  { access, notify, joinedAt }: ActiveParticipant,
  user: UserSnapshot,
  lastEventId: number,
): ParticipantSnapshot => ({ user, access, notify, joinedAt, lastEventId })
