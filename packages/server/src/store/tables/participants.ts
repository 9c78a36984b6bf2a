import { setImmediate } from 'node:timers/promises'
import { isImported, type MessageRecord } from '../../model/message.ts'
import { type ActiveParticipant, hasAccess, type Participant } from '../../model/participant.ts'
import type { Dialect, ReadConnection, Row, WriteConnection } from '../engine.ts'
import {
  Conditions,
  castToNumber,
  chunk,
  insertBatches,
  padToPowerOfTwo,
  placeholders,
  valuesClause,
} from './clauses.ts'
import { addPageClauses, type Key } from './keyset-page.ts'

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

/** New messages of a conversation, in their order. */
export interface NewMessages {
  messages: [MessageRecord, ...MessageRecord[]]
  /** The message up to which its sender has read by sending, if any. */
  read: MessageRecord | undefined
}

/** The number of messages of each sender. With system messages only, the sender is the empty id, which no user has. */
function numbersBySender(messages: MessageRecord[]): [[string, number], ...[string, number][]] {
  const numbers = new Map<string, number>()
  for (const { senderId } of messages)
    if (senderId !== null) numbers.set(senderId, (numbers.get(senderId) ?? 0) + 1)
  const [first = ['', 0], ...others] = numbers
  return [first, ...others]
}

const columns = participantColumns.join(', ')
const everyone = `SELECT ${columns} FROM participants
  WHERE app_id = $1 AND conversation_id = $2 ORDER BY user_id`

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
    const rows = await db.rows(
      `SELECT ${columns} FROM participants
       WHERE app_id = $1 AND conversation_id IN (${placeholders(2, padded.length)})
       ORDER BY conversation_id, user_id`,
      [appId, ...padded],
    )
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

  /** As `newest`, from the first, for several conversations. */
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

  /** Those of the users who are participants, with or without access. */
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

  /** The time up to which everyone with access has read; null if one of them has read nothing. */
  async everyoneReadUntil(appId: string, conversationId: string): Promise<number | null> {
    const all = await this.everyonesReadUntil(appId, [conversationId])
    return all.get(conversationId) ?? null
  },

  /** The times up to which everyone with access has read, by conversation; none if one of them has read nothing. */
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

  /** The ids of the next conversations of which the user is a participant, after one of them. */
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

/** The messages that a user sent in a conversation. */
interface OwnCount {
  conversationId: string
  userId: string
  count: number
}

/** A user's own messages, which were counted, are not unread to them. */
async function uncountOwn(db: WriteConnection, appId: string, own: OwnCount[]): Promise<void> {
  for (const { batch, rows } of insertBatches(own, 4))
    await db.run(
      `UPDATE participants SET unread_count = unread_count - ${castToNumber('column4')}
       FROM (VALUES ${rows}) AS own
       WHERE app_id = column1 AND conversation_id = column2 AND user_id = column3
         AND access <> 'None'`,
      batch.flatMap(({ conversationId, userId, count }) => [appId, conversationId, userId, count]),
    )
}

/**
 * Counts new messages of one conversation. Only a statement for the sender who has read some of them has the columns of
 * reading: with them, the index of these would be updated for all participants.
 */
async function countInConversation(
  db: WriteConnection,
  appId: string,
  { messages, read }: NewMessages,
): Promise<void> {
  const { conversationId, seq, createdAt } = messages.at(-1) as MessageRecord
  const reader = read?.senderId ?? ''
  const numbers = numbersBySender(messages)
  const [[sender, sent] = ['', 0], ...more] = numbers.filter(([userId]) => userId !== reader)
  await db.run(
    `UPDATE participants SET newest_seq = $4, last_activity = $5,
       unread_count = unread_count + $6 - CASE WHEN user_id = $7 THEN $8 ELSE 0 END
     WHERE app_id = $1 AND conversation_id = $2 AND user_id <> $3 AND access <> 'None'`,
    [appId, conversationId, reader, seq, createdAt, messages.length, sender, sent],
  )
  if (read) {
    const [, own = 0] = numbers.find(([userId]) => userId === reader) ?? []
    await db.run(
      `UPDATE participants SET newest_seq = $4, last_activity = $5, unread_count = unread_count + $6,
         read_seq = $7, read_until = $8
       WHERE app_id = $1 AND conversation_id = $2 AND user_id = $3 AND access <> 'None'`,
      [
        ...[appId, conversationId, reader, seq, createdAt],
        ...[messages.length - own, read.seq, read.createdAt],
      ],
    )
  }
  await uncountOwn(
    db,
    appId,
    more.map(([userId, count]) => ({ conversationId, userId, count })),
  )
}

export const participantWrites = (db: WriteConnection, dialect: Dialect) => ({
  /** `createdAt` is that of the conversation. Other calls can run between the statements. */
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

  /** Sets the newest message of everyone with access to that of the conversation. */
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

  /**
   * Counts new messages in their conversations: participants with access have more unread ones, but not of their own. In a
   * conversation, the newest message is the last one.
   */
  async countNewMessages(appId: string, all: NewMessages[]): Promise<void> {
    const [one, ...further] = all
    if (one && further.length === 0 && dialect.updatesNamedIndexes)
      return countInConversation(db, appId, one)
    const each = padToPowerOfTwo(all)
    await db.run(
      `UPDATE participants SET newest_seq = ${castToNumber('column3')},
         last_activity = ${castToNumber('column4')},
         unread_count = unread_count + ${castToNumber('column5')}
           - CASE WHEN user_id = column6 THEN ${castToNumber('column7')} ELSE 0 END,
         read_seq = CASE WHEN user_id = column8 THEN ${castToNumber('column9')} ELSE read_seq END,
         read_until = CASE WHEN user_id = column8 THEN ${castToNumber('column10')} ELSE read_until END
       FROM (VALUES ${valuesClause(each.length, 10)}) AS counted
       WHERE app_id = column1 AND conversation_id = column2 AND access <> 'None'`,
      each.flatMap(({ messages, read }) => {
        const { conversationId, seq, createdAt } = messages.at(-1) as MessageRecord
        const [[sender, sent]] = numbersBySender(messages)
        return [
          ...[appId, conversationId, seq, createdAt, messages.length, sender, sent],
          ...[read?.senderId ?? '', read?.seq ?? 0, read?.createdAt ?? 0],
        ]
      }),
    )
    await uncountOwn(
      db,
      appId,
      all.flatMap(({ messages: [message, ...more] }) =>
        numbersBySender([message, ...more])
          .slice(1)
          .map(([userId, count]) => ({ ...message, userId, count })),
      ),
    )
  },

  /**
   * Removes a deleted message from the counts: one less unread for participants who had not read it, and the previous
   * message becomes the newest one if it was the newest.
   */
  async uncountMessage(
    appId: string,
    message: MessageRecord,
    before: { newestSeq: number; lastActivity: number },
  ): Promise<void> {
    const { conversationId, seq, senderId } = message
    if (!isImported(message))
      await db.run(
        `UPDATE participants SET unread_count = unread_count - 1
         WHERE app_id = $1 AND conversation_id = $2 AND read_seq < $3 AND newest_seq >= $3
           AND user_id <> $4`,
        [appId, conversationId, seq, senderId ?? ''],
      )
    await db.run(
      `UPDATE participants SET newest_seq = $4, last_activity = $5
       WHERE app_id = $1 AND conversation_id = $2 AND newest_seq = $3`,
      [appId, conversationId, seq, before.newestSeq, before.lastActivity],
    )
  },
})
