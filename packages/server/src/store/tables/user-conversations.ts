import type { FileUrl } from '../../model/file.ts'
import type { Filter } from '../../model/filter.ts'
import type { Participant } from '../../model/participant.ts'
import type { ReadConnection, Row } from '../engine.ts'
import { addLookup, type Candidate, findCandidates, unreadCondition } from './candidates.ts'
import { Conditions, padToPowerOfTwo } from './clauses.ts'
import {
  addConversationPage,
  boundsOf,
  type ConversationPage,
  keyOf,
  type ListedConversation,
} from './conversation-page.ts'
import { listedFrom } from './conversations.ts'
import { addPageClauses, type Bounds, compareKeys, type Key } from './keyset-page.ts'
import { newestColumns } from './messages.ts'
import { participantColumns, participantFrom } from './participants.ts'

export interface UserConversationPage extends ConversationPage {
  /** Only conversations that have unread messages, or that the user marked as unread. */
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

function conditionsOf(appId: string, userId: string, { unread }: UserConversationPage): Conditions {
  const where = new Conditions().and('p.app_id = ? AND p.user_id = ?', appId, userId)
  return unread ? where.and(unreadCondition) : where
}

/**
 * Merges two lists: the few conversations that the user joined after their last activity, and all others. Each part has
 * an index on its time; an index on the later of both would change with each message, for each participant.
 */
async function listByRecency(
  db: ReadConnection,
  urlOf: FileUrl,
  appId: string,
  userId: string,
  page: UserConversationPage,
): Promise<ListedUserConversation[]> {
  const { direction, limit } = page
  const read = async (time: 'joined_at' | 'last_activity', bounds: Bounds) => {
    const where = conditionsOf(appId, userId, page)
      .and("p.access <> 'None'")
      .and(`p.joined_at ${time === 'joined_at' ? '>' : '<='} p.last_activity`)
    const order = { time: `p.${time}`, id: 'p.conversation_id', direction }
    const clauses = addPageClauses(where, order, bounds, limit)
    const rows = await db.rows(`${listed} WHERE ${where} ${clauses}`, where.parameters)
    return rows.map((row) => listedOwnFrom(appId, row, urlOf))
  }
  const { below, above } = boundsOf(page)
  const joined = await read('joined_at', { below, above })
  // The page is already full, so the other part does not have to skip rows that were joined later.
  const end = joined.length === limit ? joined.at(-1)?.own.joinedAt : undefined
  const isDown = direction === 'DESC'
  const others = await read('last_activity', {
    below: end === undefined || isDown ? below : [...below, { time: end + 1 }],
    above: end === undefined || !isDown ? above : [...above, { time: end - 1 }],
  })
  const keyed = [...joined, ...others].map((one): [Key, ListedUserConversation] => [
    keyOf(page, one),
    one,
  ])
  const sign = isDown ? -1 : 1
  return keyed
    .sort(([one], [other]) => sign * compareKeys(one, other))
    .slice(0, limit)
    .map(([, one]) => one)
}

export const userConversationReads = (db: ReadConnection, urlOf: FileUrl) => ({
  /**
   * A page of a user's conversations. By recency, it has only conversations with access; otherwise also those to which
   * the access has ended.
   */
  async list(
    appId: string,
    userId: string,
    page: UserConversationPage,
  ): Promise<ListedUserConversation[]> {
    if (page.orderBy === 'recency') return listByRecency(db, urlOf, appId, userId, page)
    const where = conditionsOf(appId, userId, page)
    const order = addConversationPage(where, page, 'p', 'p.conversation_id')
    const rows = await db.rows(`${listed} WHERE ${where} ${order}`, where.parameters)
    return rows.map((row) => listedOwnFrom(appId, row, urlOf))
  },

  /** The listed conversations that the user is in, or was in when their access ended, unordered. */
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

  /** The user's conversations that match the filter, and possibly others; undefined if they may be many. */
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
