import type { ConversationSnapshot } from '@openparley/client'

export const conversationOf = (
  id: string,
  changes: Partial<ConversationSnapshot> = {},
): ConversationSnapshot => ({
  id,
  access: 'ReadWrite',
  createdAt: 1,
  custom: {},
  everyoneReadUntil: null,
  isUnread: true,
  joinedAt: 1,
  lastMessage: null,
  lastMessageAt: 1,
  notify: true,
  photoUrl: null,
  readUntil: null,
  subject: null,
  unreadMentionCount: 0,
  unreadMessageCount: 2,
  welcomeMessages: [],
  ...changes,
})
