import type { MessageContent, MessageRecord } from '../model/message.ts'
import type { ReadConnection, WriteConnection } from './engine.ts'
import { Conditions, type Direction, insertions } from './page.ts'
import { messageColumns, messageFrom } from './rows.ts'

export interface MessagePage {
  limit: number
  direction: Direction
  /** Starts after the message with this sequence number. */
  afterSeq?: number | undefined
}

export const messageReads = (db: ReadConnection) => ({
  async get(appId: string, conversationId: string, id: string): Promise<MessageRecord | undefined> {
    const [row] = await db.rows(
      `SELECT ${messageColumns} FROM messages
       WHERE app_id = $1 AND conversation_id = $2 AND id = $3`,
      [appId, conversationId, id],
    )
    return row && messageFrom(row)
  },

  async list(appId: string, conversationId: string, page: MessagePage): Promise<MessageRecord[]> {
    const { direction, afterSeq, limit } = page
    const where = new Conditions().and('app_id = ? AND conversation_id = ?', appId, conversationId)
    if (afterSeq !== undefined) where.and(`seq ${direction === 'DESC' ? '<' : '>'} ?`, afterSeq)
    const rows = await db.rows(
      `SELECT ${messageColumns} FROM messages
       WHERE ${where} ORDER BY seq ${direction} LIMIT ${where.parameter(limit)}`,
      where.parameters,
    )
    return rows.map(messageFrom)
  },

  /** How many messages after `seq` someone other than `userId` sent. */
  async countFromOthers(
    appId: string,
    conversationId: string,
    userId: string,
    seq: number,
  ): Promise<number> {
    const [row] = await db.rows(
      `SELECT COUNT(*) AS count FROM messages
       WHERE app_id = $1 AND conversation_id = $2 AND seq > $3
         AND (sender_id IS NULL OR sender_id <> $4)`,
      [appId, conversationId, seq, userId],
    )
    return row?.count as number
  },
})

export const messageWrites = (db: WriteConnection) => ({
  async insert(appId: string, messages: MessageRecord[]): Promise<void> {
    for (const { some, rows } of insertions(messages, 7))
      await db.run(
        `INSERT INTO messages (app_id, ${messageColumns}) VALUES ${rows}`,
        some.flatMap((message) => [
          appId,
          message.id,
          message.conversationId,
          message.seq,
          message.senderId,
          message.createdAt,
          JSON.stringify(message.content),
        ]),
      )
  },

  async edit(appId: string, message: MessageRecord, content: MessageContent): Promise<void> {
    await db.run(
      'UPDATE messages SET data = $4 WHERE app_id = $1 AND conversation_id = $2 AND seq = $3',
      [appId, message.conversationId, message.seq, JSON.stringify(content)],
    )
  },

  async delete(appId: string, { conversationId, seq }: MessageRecord): Promise<void> {
    await db.run('DELETE FROM messages WHERE app_id = $1 AND conversation_id = $2 AND seq = $3', [
      appId,
      conversationId,
      seq,
    ])
  },
})
