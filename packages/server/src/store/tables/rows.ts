import type { ConversationAttributes, ConversationRecord } from '../../model/conversation.ts'
import type { MessageRecord } from '../../model/message.ts'
import type { Participant } from '../../model/participant.ts'
import type { User } from '../../model/schema.ts'
import { storedContent, storedConversation, storedUser } from '../../model/stored.ts'
import type { Row } from '../engine.ts'

// How the columns of rows become values: JSON is text, times are integer milliseconds, flags 0 and 1.

export const userFrom = (row: Row): User => storedUser(JSON.parse(row.data as string))

export const participantColumns = [
  'conversation_id',
  'user_id',
  'access',
  'notify',
  'read_seq',
  'marked_unread',
  'unread_count',
  'newest_seq',
  'last_activity',
]

const notifyFrom: Record<string, Participant['notify']> = {
  true: true,
  false: false,
  '"MentionsOnly"': 'MentionsOnly',
}

export const participantFrom = (row: Row): Participant => ({
  conversationId: row.conversation_id as string,
  userId: row.user_id as string,
  access: row.access as Participant['access'],
  notify: notifyFrom[row.notify as string] as Participant['notify'],
  readSeq: row.read_seq as number,
  markedUnread: row.marked_unread === 1,
  unreadCount: row.unread_count as number,
  newestSeq: row.newest_seq as number,
  lastActivity: row.last_activity as number,
})

export const messageColumns = 'id, conversation_id, seq, sender_id, created_at, data'

export const messageFrom = (row: Row): MessageRecord => ({
  id: row.id as string,
  conversationId: row.conversation_id as string,
  seq: row.seq as number,
  senderId: row.sender_id as string | null,
  createdAt: row.created_at as number,
  content: storedContent(JSON.parse(row.data as string)),
})

export const conversationFrom = (row: Row): ConversationRecord => ({
  attributes: attributesFrom(row.data),
  lastSeq: row.last_seq as number,
  newestSeq: row.newest_seq as number,
  lastActivity: row.last_activity as number,
})

export const attributesFrom = (data: Row[string] | undefined): ConversationAttributes =>
  storedConversation(JSON.parse(data as string))

/** The newest message beside a conversation `c`, under names of its own; all NULL where there is none. */
export const newestColumns =
  'm.id AS m_id, m.seq AS m_seq, m.sender_id AS m_sender_id, m.created_at AS m_created_at, m.data AS m_data'

export const newestFrom = (row: Row, conversationId: string): MessageRecord | undefined =>
  row.m_id === null
    ? undefined
    : {
        id: row.m_id as string,
        conversationId,
        seq: row.m_seq as number,
        senderId: row.m_sender_id as string | null,
        createdAt: row.m_created_at as number,
        content: storedContent(JSON.parse(row.m_data as string)),
      }
