import { setImmediate } from 'node:timers/promises'
import { type ActiveParticipant, hasAccess, type Participant } from '../../model/participant.ts'
import type { Dialect, ReadConnection, Row, WriteConnection } from '../engine.ts'
import {
  byCount,
  Conditions,
  chunk,
  insertBatches,
  padToPowerOfTwo,
  placeholders,
} from './clauses.ts'
import { addPageClauses, type Key } from './keyset-page.ts'
import { messageCounts } from './message-counts.ts'

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
  'joined_at',
  'read_until',
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
  joinedAt: row.joined_at as number,
  readUntil: row.read_until as number | null,
})

const columns = participantColumns.join(', ')
const everyone = `SELECT ${columns} FROM participants
  WHERE app_id = $1 AND conversation_id = $2 ORDER BY user_id`

const everyoneIn = byCount(
  (count) => `SELECT ${columns} FROM participants
    WHERE app_id = $1 AND conversation_id IN (${placeholders(2, count)})
    ORDER BY conversation_id, user_id`,
)

export const participantReads = (db: ReadConnection) => ({
  async get(
    appId: string,
    conversationId: string,
    userId: string,
  ): Promise<Participant | undefined> {
    const [row] = await db.rows(
      `SELECT ${columns} FROM participants
       WHERE app_id = $1 AND conversation_id = $2 AND user_id = $3`,
      [appId, conversationId, userId],
    )
    return row && participantFrom(row)
  },

  /** All participants, with or without access, by conversation, in order of user id. */
  async listForConversations(
    appId: string,
    conversationIds: string[],
  ): Promise<Map<string, Participant[]>> {
    const groups = new Map<string, Participant[]>(conversationIds.map((id) => [id, []]))
    if (conversationIds.length === 0) return groups
    const padded = padToPowerOfTwo([...groups.keys()])
    const rows = await db.rows(everyoneIn(padded.length), [appId, ...padded])
    for (const row of rows) groups.get(row.conversation_id as string)?.push(participantFrom(row))
    return groups
  },

  /** All participants of the conversation, with or without access, in order of user id. */
  async listForConversation(appId: string, conversationId: string): Promise<Participant[]> {
    const rows = await db.rows(everyone, [appId, conversationId])
    return rows.map(participantFrom)
  },

  /** Participants with access, in order of user id, after the user `after` if given. */
  async page(
    appId: string,
    conversationId: string,
    limit: number,
    after = '',
  ): Promise<ActiveParticipant[]> {
    const rows = await db.rows(
      `SELECT ${columns} FROM participants
       WHERE app_id = $1 AND conversation_id = $2 AND user_id > $3 AND access <> 'None'
       ORDER BY user_id LIMIT $4`,
      [appId, conversationId, after, limit],
    )
    return rows.map(participantFrom).filter(hasAccess)
  },

  /** Participants with access, newest joined first, after the position `after` if given. */
  async newest(
    appId: string,
    conversationId: string,
    limit: number,
    after: Key | undefined,
  ): Promise<ActiveParticipant[]> {
    const where = new Conditions()
      .and('app_id = ? AND conversation_id = ?', appId, conversationId)
      .and("access <> 'None'")
    const order = { time: 'joined_at', id: 'user_id', direction: 'DESC' } as const
    const clauses = addPageClauses(where, order, { below: after ? [after] : [] }, limit)
    const rows = await db.rows(
      `SELECT ${columns} FROM participants WHERE ${where} ${clauses}`,
      where.parameters,
    )
    return rows.map(participantFrom).filter(hasAccess)
  },

  /** Like `newest`, but from the first, and for several conversations. */
  async newestOf(
    appId: string,
    conversationIds: string[],
    limit: number,
  ): Promise<Map<string, ActiveParticipant[]>> {
    const groups = new Map<string, ActiveParticipant[]>(conversationIds.map((id) => [id, []]))
    if (groups.size === 0) return groups
    // The list is filled up with the empty id, which no conversation has.
    const padded = padToPowerOfTwo([...groups.keys(), ''])
    const each = padded.map(
      (_, index) => `SELECT * FROM (
         SELECT ${columns} FROM participants
         WHERE app_id = $1 AND conversation_id = $${index + 3} AND access <> 'None'
         ORDER BY joined_at DESC, user_id DESC LIMIT $2) AS p${index}`,
    )
    const rows = await db.rows(
      `${each.join(' UNION ALL ')} ORDER BY joined_at DESC, user_id DESC`,
      [appId, limit, ...padded],
    )
    for (const participant of rows.map(participantFrom).filter(hasAccess))
      groups.get(participant.conversationId)?.push(participant)
    return groups
  },

  /** The users among these who are participants, with or without access. */
  async existing(appId: string, conversationId: string, userIds: string[]): Promise<Set<string>> {
    const found = new Set<string>()
    for (const some of chunk(userIds)) {
      const rows = await db.rows(
        `SELECT user_id FROM participants
         WHERE app_id = $1 AND conversation_id = $2 AND user_id IN (${placeholders(3, some.length)})`,
        [appId, conversationId, ...some],
      )
      for (const row of rows) found.add(row.user_id as string)
    }
    return found
  },

  /** The time up to which everyone with access has read; null if somebody has read nothing. */
  async everyoneReadUntil(appId: string, conversationId: string): Promise<number | null> {
    const all = await this.everyonesReadUntil(appId, [conversationId])
    return all.get(conversationId) ?? null
  },

  /**
   * The times up to which everyone with access has read, by conversation; without conversations in which somebody has
   * read nothing.
   */
  async everyonesReadUntil(appId: string, conversationIds: string[]): Promise<Map<string, number>> {
    const found = new Map<string, number>()
    for (const some of chunk(conversationIds)) {
      const rows = await db.rows(
        `SELECT c.id, (
           SELECT read_until FROM participants p
           WHERE p.app_id = c.app_id AND p.conversation_id = c.id AND p.access <> 'None'
           ORDER BY COALESCE(p.read_until, -1) LIMIT 1) AS everyone
         FROM conversations c WHERE c.app_id = $1 AND c.id IN (${placeholders(2, padToPowerOfTwo(some).length)})`,
        [appId, ...padToPowerOfTwo(some)],
      )
      for (const { id, everyone } of rows)
        if (everyone !== null) found.set(id as string, everyone as number)
    }
    return found
  },

  /** The ids of the next conversations of which the user is a participant, after a given conversation. */
  async conversationsOf(
    appId: string,
    userId: string,
    after: string,
    limit: number,
  ): Promise<string[]> {
    const rows = await db.rows(
      `SELECT conversation_id FROM participants
       WHERE app_id = $1 AND user_id = $2 AND conversation_id > $3
       ORDER BY conversation_id LIMIT $4`,
      [appId, userId, after, limit],
    )
    return rows.map((row) => row.conversation_id as string)
  },

  /** Number of participants, with or without access. */
  async count(appId: string, conversationId: string): Promise<number> {
    const [row] = await db.rows(
      'SELECT COUNT(*) AS count FROM participants WHERE app_id = $1 AND conversation_id = $2',
      [appId, conversationId],
    )
    return row?.count as number
  },
})

export const participantWrites = (db: WriteConnection, dialect: Dialect) => ({
  /** `createdAt` is when the conversation was created. Other calls can run between the statements. */
  async put(appId: string, createdAt: number, ...participants: Participant[]): Promise<void> {
    for (const { batch, rows } of insertBatches(participants, participantColumns.length + 2)) {
      if (batch[0] !== participants[0]) await setImmediate()
      await db.run(
        `INSERT INTO participants (app_id, created_at, ${columns}) VALUES ${rows}
         ON CONFLICT (app_id, conversation_id, user_id) DO UPDATE SET access = excluded.access,
           notify = excluded.notify, read_seq = excluded.read_seq,
           marked_unread = excluded.marked_unread, unread_count = excluded.unread_count,
           newest_seq = excluded.newest_seq, last_activity = excluded.last_activity,
           joined_at = excluded.joined_at, read_until = excluded.read_until`,
        batch.flatMap((participant) => [
          appId,
          createdAt,
          participant.conversationId,
          participant.userId,
          participant.access,
          JSON.stringify(participant.notify),
          participant.readSeq,
          participant.markedUnread ? 1 : 0,
          participant.unreadCount,
          participant.newestSeq,
          participant.lastActivity,
          participant.joinedAt,
          participant.readUntil,
        ]),
      )
    }
  },

  async delete(appId: string, conversationId: string, userId: string): Promise<void> {
    await db.run(
      'DELETE FROM participants WHERE app_id = $1 AND conversation_id = $2 AND user_id = $3',
      [appId, conversationId, userId],
    )
  },

  /** Sets the newest message of everyone with access to the newest message of the conversation. */
  async moveTo(
    appId: string,
    conversationId: string,
    { newestSeq, lastActivity }: { newestSeq: number; lastActivity: number },
  ): Promise<void> {
    await db.run(
      `UPDATE participants SET newest_seq = $3, last_activity = $4
       WHERE app_id = $1 AND conversation_id = $2 AND access <> 'None'`,
      [appId, conversationId, newestSeq, lastActivity],
    )
  },

  ...messageCounts(db, dialect),
})
