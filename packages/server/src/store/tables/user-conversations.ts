import type { FileUrl } from '../../model/file.ts'
import type { Filter } from '../../model/filter.ts'
import type { Participant } from '../../model/participant.ts'
import type { ReadConnection, Row } from '../engine.ts'
import { addLookup, type Candidate, findCandidates, unreadCondition } from './candidates.ts'
import { Conditions, padToPowerOfTwo } from './clauses.ts'
import {
  addConversationPage,
  type ConversationPage,
  type ListedConversation,
} from './conversation-page.ts'
import { listedFrom } from './conversations.ts'
import { newestColumns } from './messages.ts'
import { participantColumns, participantFrom } from './participants.ts'

export interface UserConversationPage extends ConversationPage {
  /** Only conversations with unread messages, or that the user marked as unread. */
  unread: boolean
}

/** A conversation from the view of one participant. */
export interface ListedUserConversation extends ListedConversation {
  own: Participant
  /** Id of the conversation's newest event. */
  lastEventId: number
}

const own = participantColumns.map((column) => `p.${column}`).join(', ')

const listed = `SELECT ${own}, c.data AS c_data, c.last_event_id, ${newestColumns}
  FROM participants p
  JOIN conversations c ON c.app_id = p.app_id AND c.id = p.conversation_id
  LEFT JOIN messages m ON m.app_id = p.app_id
    AND m.conversation_id = p.conversation_id AND m.seq = p.newest_seq`

const listedOwnFrom = (appId: string, row: Row, urlOf: FileUrl): ListedUserConversation => ({
  own: participantFrom(row),
  lastEventId: row.last_event_id as number,
  ...listedFrom(appId, row, urlOf),
})

export const userConversationReads = (db: ReadConnection, urlOf: FileUrl) => ({
  /** A page of a user's conversations. By recency, it has only those with access; otherwise also those whose access has ended. */
  async list(
    appId: string,
    userId: string,
    page: UserConversationPage,
  ): Promise<ListedUserConversation[]> {
    const where = new Conditions().and('p.app_id = ? AND p.user_id = ?', appId, userId)
    if (page.unread) where.and(unreadCondition)
    // The index of this order has no others.
    if (page.orderBy === 'recency') where.and("p.access <> 'None'")
    const order = addConversationPage(where, page, 'p', 'p.conversation_id')
    const rows = await db.rows(`${listed} WHERE ${where} ${order}`, where.parameters)
    return rows.map((row) => listedOwnFrom(appId, row, urlOf))
  },

  /** Those of the conversations that the user is in, or was in when access ended, unordered. */
  async listByIds(appId: string, userId: string, ids: string[]): Promise<ListedUserConversation[]> {
    if (ids.length === 0) return []
    const where = new Conditions()
      .and('p.app_id = ? AND p.user_id = ?', appId, userId)
      .isOneOf('p.conversation_id', padToPowerOfTwo(ids))
    const rows = await db.rows(`${listed} WHERE ${where}`, where.parameters)
    return rows.map((row) => listedOwnFrom(appId, row, urlOf))
  },

  /** The user's participation in conversations that they have not read or have marked as unread, the newest first. */
  async unread(appId: string, userId: string, limit: number): Promise<Participant[]> {
    const rows = await db.rows(
      `SELECT ${own} FROM participants p WHERE p.app_id = $1 AND p.user_id = $2 AND ${unreadCondition}
       ORDER BY p.last_activity DESC, p.conversation_id DESC LIMIT $3`,
      [appId, userId, limit],
    )
    return rows.map(participantFrom)
  },

  /** The user's conversations that can meet the filter, and possibly others; undefined if they may be many. */
  candidates(appId: string, userId: string, filter: Filter): Promise<Candidate[] | undefined> {
    return findCandidates(filter, (lookup, limit) => {
      const where = new Conditions()
      let from = 'participants p'
      if (lookup.by === 'subject') {
        from = `conversations c LEFT JOIN participants p ON p.app_id = c.app_id
          AND p.conversation_id = c.id AND p.user_id = ${where.parameter(userId)}`
        where.and('c.app_id = ?', appId)
      } else where.and('p.app_id = ? AND p.user_id = ?', appId, userId)
      const order = addLookup(where, lookup, 'p', 'p.conversation_id')
      return db.rows(
        `SELECT p.conversation_id AS id, p.created_at, p.last_activity, p.joined_at FROM ${from}
         WHERE ${where} ${order} LIMIT ${where.parameter(limit)}`,
        where.parameters,
      )
    })
  },
})
