import { setImmediate } from 'node:timers/promises'
import type { FileUrl } from '../../model/file.ts'
import {
  contentToStore,
  isImported,
  type MessageContent,
  type MessageRecord,
  storedContent,
} from '../../model/message.ts'
import type { Dialect, ReadConnection, Row, WriteConnection } from '../engine.ts'
import { batches, byCount, Conditions, chunk, padToPowerOfTwo, valuesClause } from './clauses.ts'
import type { Direction } from './keyset-page.ts'
import { messageWordWrites } from './message-words.ts'
import type { Missed } from './missed.ts'
import { purgedSeq, purgedUntil } from './purges.ts'

export interface MessagePage {
  limit: number
  direction: Direction
  /** Starts after this message. */
  after?: Pick<MessageRecord, 'createdAt' | 'seq'> | undefined
}

const columns = 'id, conversation_id, seq, sender_id, created_at, data'

/** Reads the content of a message of the app, with the URL of its file. */
const contentFrom = (appId: string, data: Row[string] | undefined, urlOf: FileUrl) => {
  const content = storedContent(JSON.parse(data as string))
  const { file } = content
  return file ? { ...content, file: { ...file, url: urlOf(appId, file) } } : content
}

const messageFrom = (appId: string, row: Row, urlOf: FileUrl): MessageRecord => ({
  id: row.id as string,
  conversationId: row.conversation_id as string,
  seq: row.seq as number,
  senderId: row.sender_id as string | null,
  createdAt: row.created_at as number,
  content: contentFrom(appId, row.data, urlOf),
})

/** Columns for the newest message of a conversation `c`; all NULL if there is none. */
export const newestColumns =
  'm.id AS m_id, m.seq AS m_seq, m.sender_id AS m_sender_id, m.created_at AS m_created_at, m.data AS m_data'

export const newestFrom = (
  appId: string,
  row: Row,
  conversationId: string,
  urlOf: FileUrl,
): MessageRecord | undefined =>
  row.m_id === null
    ? undefined
    : {
        id: row.m_id as string,
        conversationId,
        seq: row.m_seq as number,
        senderId: row.m_sender_id as string | null,
        createdAt: row.m_created_at as number,
        content: contentFrom(appId, row.m_data, urlOf),
      }

const countedAtOnce = 5000

export const messageReads = (db: ReadConnection, urlOf: FileUrl) => ({
  async get(appId: string, conversationId: string, id: string): Promise<MessageRecord | undefined> {
    const [row] = await db.rows(
      `SELECT ${columns} FROM messages
       WHERE app_id = $1 AND conversation_id = $2 AND id = $3 AND seq > ${purgedSeq('$1', '$2')}`,
      [appId, conversationId, id],
    )
    return row && messageFrom(appId, row, urlOf)
  },

  /** The message with this sequence number. */
  async withSeq(
    appId: string,
    { conversationId, seq }: Pick<MessageRecord, 'conversationId' | 'seq'>,
  ): Promise<MessageRecord | undefined> {
    const [row] = await db.rows(
      `SELECT ${columns} FROM messages
       WHERE app_id = $1 AND conversation_id = $2 AND seq = $3 AND seq > ${purgedSeq('$1', '$2')}`,
      [appId, conversationId, seq],
    )
    return row && messageFrom(appId, row, urlOf)
  },

  /** The newest message in a range of sequence numbers that was not imported, and that others than the user sent. */
  async newestOfOthers(
    appId: string,
    conversationId: string,
    userId: string,
    { after, upTo }: { after: number; upTo: number },
  ): Promise<MessageRecord | undefined> {
    const [row] = await db.rows(
      `SELECT ${columns} FROM messages
       WHERE app_id = $1 AND conversation_id = $2 AND seq > $3 AND seq <= $4
         AND seq > ${purgedSeq('$1', '$2')} AND imported = 0 AND COALESCE(sender_id, '') <> $5
       ORDER BY seq DESC LIMIT 1`,
      [appId, conversationId, after, upTo, userId],
    )
    return row && messageFrom(appId, row, urlOf)
  },

  /**
   * The ids of the newest messages in a range of times that the user has not read, and that other users sent, oldest first.
   * With `isMention`, only the ones that mention the user.
   */
  async missedBy(
    { appId, conversationId, since, upTo }: Missed,
    { userId, readSeq }: { userId: string; readSeq: number },
    isMention: boolean,
    limit: number,
  ): Promise<string[]> {
    const rows = await db.rows(
      `SELECT id FROM messages m
       WHERE app_id = $1 AND conversation_id = $2 AND created_at >= $3 AND created_at <= $4
         AND +seq > $5 AND +seq > ${purgedSeq('$1', '$2')} AND imported = 0 AND sender_id <> $6
         ${isMention ? `AND EXISTS (SELECT 1 FROM mentions n WHERE n.app_id = m.app_id AND n.user_id = $6 AND n.conversation_id = m.conversation_id AND n.seq = m.seq)` : ''}
       ORDER BY created_at DESC, seq DESC LIMIT $7`,
      [appId, conversationId, since, upTo, readSeq, userId, limit],
    )
    return rows.map(({ id }) => id as string).reverse()
  },

  /** Whether the user has sent a message after this sequence number. */
  async hasSent(
    appId: string,
    conversationId: string,
    userId: string,
    after: number,
  ): Promise<boolean> {
    const rows = await db.rows(
      `SELECT seq FROM messages
       WHERE app_id = $1 AND conversation_id = $2 AND seq > $3 AND sender_id = $4 AND imported = 0
       LIMIT 1`,
      [appId, conversationId, after, userId],
    )
    return rows.length > 0
  },

  /**
   * Checks the next `size` messages of the app after a position, in the order of their conversations. Returns the files
   * that the user sent, how many were checked, and the position of the last one; undefined at the end.
   */
  async nextOfSender(
    appId: string,
    userId: string,
    { conversationId, seq }: Pick<MessageRecord, 'conversationId' | 'seq'>,
    size: number,
  ) {
    const [end] = await db.rows(
      `SELECT COUNT(*) AS count FROM
         (SELECT conversation_id FROM messages WHERE app_id = $1 AND (conversation_id, seq) > ($2, $3)
          ORDER BY conversation_id, seq LIMIT $4) AS next`,
      [appId, conversationId, seq, size],
    )
    const checked = Number(end?.count)
    if (checked === 0) return { messages: [], checked, last: undefined }
    const [last] = await db.rows(
      `SELECT conversation_id, seq FROM messages WHERE app_id = $1 AND (conversation_id, seq) > ($2, $3)
       ORDER BY conversation_id, seq LIMIT 1 OFFSET $4`,
      [appId, conversationId, seq, checked - 1],
    )
    const to = { conversationId: last?.conversation_id as string, seq: last?.seq as number }
    const rows = await db.rows(
      `SELECT ${columns} FROM messages
       WHERE app_id = $1 AND (conversation_id, seq) > ($2, $3) AND (conversation_id, seq) <= ($4, $5)
         AND sender_id = $6 AND seq > ${purgedSeq('$1', 'messages.conversation_id')}
       ORDER BY conversation_id, seq`,
      [appId, conversationId, seq, to.conversationId, to.seq, userId],
    )
    return { messages: rows.map((row) => messageFrom(appId, row, urlOf)), checked, last: to }
  },

  /** The messages of the app with this id, which is unique only in a conversation. */
  async withId(appId: string, id: string): Promise<MessageRecord[]> {
    const rows = await db.rows(
      `SELECT ${columns} FROM messages
       WHERE app_id = $1 AND id = $2 AND seq > ${purgedSeq('$1', 'messages.conversation_id')}`,
      [appId, id],
    )
    return rows.map((row) => messageFrom(appId, row, urlOf))
  },

  /**
   * The messages to which these messages reply, by id, without deleted ones. The messages may be of several
   * conversations.
   */
  async referencedBy(
    appId: string,
    messages: MessageRecord[],
  ): Promise<Map<string, MessageRecord>> {
    const found = new Map<string, MessageRecord>()
    const replies = messages.flatMap(({ conversationId, content: { referencedMessageId: id } }) =>
      id === null ? [] : [{ conversationId, id }],
    )
    for (const some of chunk(replies)) {
      const padded = padToPowerOfTwo(some)
      const rows = await db.rows(
        `SELECT ${columns} FROM (VALUES ${valuesClause(padded.length, 3)}) AS r
         JOIN messages ON app_id = r.column1 AND conversation_id = r.column2 AND id = r.column3
         WHERE seq > ${purgedSeq('r.column1', 'r.column2')}`,
        padded.flatMap(({ conversationId, id }) => [appId, conversationId, id]),
      )
      for (const row of rows) found.set(row.id as string, messageFrom(appId, row, urlOf))
    }
    return found
  },

  async list(appId: string, conversationId: string, page: MessagePage): Promise<MessageRecord[]> {
    const { direction, after, limit } = page
    const where = new Conditions().and('app_id = ? AND conversation_id = ?', appId, conversationId)
    const { createdAt, seq } = after ?? {}
    if (createdAt !== undefined && seq !== undefined)
      where.and(`(created_at, seq) ${direction === 'DESC' ? '<' : '>'} (?, ?)`, createdAt, seq)
    // With two bounds at one end, SQLite would use either of them. `startingAfter` is always after the purged messages.
    if (!after || direction === 'DESC')
      where.and(`created_at >= ${purgedUntil('?', '?')}`, appId, conversationId)
    // Without the sign, SQLite may read the whole conversation in the order of `seq`, and sort it.
    where.and(`+seq > ${purgedSeq('?', '?')}`, appId, conversationId)
    const rows = await db.rows(
      `SELECT ${columns} FROM messages
       WHERE ${where} ORDER BY created_at ${direction}, seq ${direction}
       LIMIT ${where.parameter(limit)}`,
      where.parameters,
    )
    return rows.map((row) => messageFrom(appId, row, urlOf))
  },

  /**
   * Counts the messages after `after`, up to `upTo`, by sender, without imported ones; the sender of system messages is
   * null. Counts in pieces, so that other calls can run in between.
   */
  async countBySender(
    appId: string,
    conversationId: string,
    after: number,
    upTo: number,
  ): Promise<Map<string | null, number>> {
    const counts = new Map<string | null, number>()
    const [first] = await db.rows(
      `SELECT seq FROM messages
       WHERE app_id = $1 AND conversation_id = $2
         AND seq > ${after > 0 ? '$3' : purgedSeq('$1', '$2')}
       ORDER BY seq LIMIT 1`,
      [appId, conversationId, ...(after > 0 ? [after] : [])],
    )
    const start = first ? (first.seq as number) - 1 : upTo
    for (let from = start; from < upTo; from += countedAtOnce) {
      if (from > start) await setImmediate()
      const rows = await db.rows(
        `SELECT sender_id, COUNT(*) AS count FROM messages
         WHERE app_id = $1 AND conversation_id = $2 AND seq > $3 AND seq <= $4 AND imported = 0
         GROUP BY sender_id`,
        [appId, conversationId, from, Math.min(from + countedAtOnce, upTo)],
      )
      for (const { sender_id, count } of rows) {
        const sender = sender_id as string | null
        counts.set(sender, (counts.get(sender) ?? 0) + (count as number))
      }
    }
    return counts
  },
})

const insertMessages = byCount(
  (count) => `INSERT INTO messages (app_id, ${columns}, imported) VALUES ${valuesClause(count, 8)}`,
)

export const messageWrites = (db: WriteConnection, dialect: Dialect) => {
  const words = messageWordWrites(db, dialect)
  return {
    async insert(appId: string, messages: MessageRecord[]): Promise<void> {
      for (const batch of batches(messages)) {
        if (batch[0] !== messages[0]) await setImmediate()
        await db.run(
          insertMessages(batch.length),
          batch.flatMap((message) => [
            appId,
            message.id,
            message.conversationId,
            message.seq,
            message.senderId,
            message.createdAt,
            contentToStore(message.content),
            isImported(message) ? 1 : 0,
          ]),
        )
      }
    },

    async edit(appId: string, message: MessageRecord, content: MessageContent): Promise<void> {
      await this.putContent(appId, message, content)
      await words.edit(appId, message, content)
    },

    /** Changes the properties of a message that the word search does not read. */
    async putContent(
      appId: string,
      { conversationId, seq }: MessageRecord,
      content: MessageContent,
    ): Promise<void> {
      await db.run(
        'UPDATE messages SET data = $4 WHERE app_id = $1 AND conversation_id = $2 AND seq = $3',
        [appId, conversationId, seq, contentToStore(content)],
      )
    },

    async delete(appId: string, message: MessageRecord): Promise<void> {
      await db.run('DELETE FROM messages WHERE app_id = $1 AND conversation_id = $2 AND seq = $3', [
        appId,
        message.conversationId,
        message.seq,
      ])
      await words.delete(appId, message)
    },
  }
}
