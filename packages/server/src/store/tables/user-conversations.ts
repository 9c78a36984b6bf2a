import type { Participant } from '../../model/participant.ts'
import type { ReadConnection } from '../engine.ts'
import { Conditions } from './conditions.ts'
import {
  addConversationPage,
  type ConversationPage,
  type ListedConversation,
} from './conversation-page.ts'
import { listedFrom } from './conversations.ts'
import { newestColumns } from './messages.ts'
import { participantColumns, participantFrom } from './participants.ts'

export interface UserConversationPage extends ConversationPage {
  /** Only conversations with unread messages. */
  unread: boolean
}

/** A conversation from the view of one participant. */
export interface ListedUserConversation extends ListedConversation {
  own: Participant
}

const own = participantColumns.map((column) => `p.${column}`).join(', ')

export const userConversationReads = (db: ReadConnection) => ({
  /** A page of a user's conversations, including those whose access has ended. */
  async list(
    appId: string,
    userId: string,
    page: UserConversationPage,
  ): Promise<ListedUserConversation[]> {
    const where = new Conditions().and('p.app_id = ? AND p.user_id = ?', appId, userId)
    if (page.unread) where.and('p.unread_count > 0')
    const order = addConversationPage(where, page, 'p', 'p.conversation_id')
    const rows = await db.rows(
      `SELECT ${own}, c.data AS c_data, ${newestColumns}
       FROM participants p
       JOIN conversations c ON c.app_id = p.app_id AND c.id = p.conversation_id
       LEFT JOIN messages m ON m.app_id = p.app_id
         AND m.conversation_id = p.conversation_id AND m.seq = p.newest_seq
       WHERE ${where} ${order}`,
      where.parameters,
    )
    return rows.map((row) => ({ own: participantFrom(row), ...listedFrom(row) }))
  },
})
