import type { MessageRecord } from '../../model/message.ts'
import type { Reactor } from '../../model/reaction.ts'
import type { UserReaction } from '../../model/schema.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { chunk, padToPowerOfTwo, valuesClause } from './clauses.ts'

/** A reaction of a user, with its message. */
export interface OwnReaction {
  conversationId: string
  seq: number
  emoji: string
}

type Place = Pick<MessageRecord, 'conversationId' | 'seq'>

const ofOne = 'app_id = $1 AND conversation_id = $2 AND seq = $3 AND emoji = $4'

const columns = 'user_id, created_at'

const recordFrom = (row: Row): UserReaction => ({
  userId: row.user_id as string,
  createdAt: row.created_at as number,
})

const ownFrom = (row: Row): OwnReaction => ({
  conversationId: row.conversation_id as string,
  seq: row.seq as number,
  emoji: row.emoji as string,
})

/** Who reacted to which message. The messages themselves have the summaries. */
export const reactionReads = (db: ReadConnection) => ({
  async get(
    appId: string,
    { conversationId, seq }: Place,
    { emoji, userId }: Reactor,
  ): Promise<UserReaction | undefined> {
    const [row] = await db.rows(
      `SELECT ${columns} FROM reactions WHERE ${ofOne} AND user_id = $5`,
      [appId, conversationId, seq, emoji, userId],
    )
    return row && recordFrom(row)
  },

  /** The reactions to the message with the emoji after another reaction, the oldest first. */
  async page(
    appId: string,
    { conversationId, seq }: Place,
    emoji: string,
    { after, limit }: { after?: UserReaction | undefined; limit: number },
  ): Promise<UserReaction[]> {
    const { createdAt, userId } = after ?? { createdAt: -1, userId: '' }
    const rows = await db.rows(
      `SELECT ${columns} FROM reactions WHERE ${ofOne} AND (created_at, user_id) > ($5, $6)
       ORDER BY created_at, user_id LIMIT $7`,
      [appId, conversationId, seq, emoji, createdAt, userId, limit],
    )
    return rows.map(recordFrom)
  },

  /** The reactions to the message, by emoji. */
  async ofMessage(
    appId: string,
    { conversationId, seq }: Place,
    limit: number,
  ): Promise<Reactor[]> {
    const rows = await db.rows(
      `SELECT emoji, user_id FROM reactions WHERE app_id = $1 AND conversation_id = $2 AND seq = $3
       ORDER BY emoji, created_at, user_id LIMIT $4`,
      [appId, conversationId, seq, limit],
    )
    return rows.map((row) => ({ emoji: row.emoji as string, userId: row.user_id as string }))
  },

  /** The next reactions of the user after another reaction, in the order of their conversations. */
  async nextOfUser(
    appId: string,
    userId: string,
    { conversationId, seq, emoji }: OwnReaction,
    limit: number,
  ): Promise<OwnReaction[]> {
    const rows = await db.rows(
      `SELECT conversation_id, seq, emoji FROM reactions
       WHERE app_id = $1 AND user_id = $2 AND (conversation_id, seq, emoji) > ($3, $4, $5)
       ORDER BY conversation_id, seq, emoji LIMIT $6`,
      [appId, userId, conversationId, seq, emoji, limit],
    )
    return rows.map(ownFrom)
  },

  /** The reactions of the user to the messages, which may be of several conversations. */
  async ofUser(appId: string, userId: string, messages: Place[]): Promise<OwnReaction[]> {
    const found: OwnReaction[] = []
    for (const some of chunk(messages)) {
      const padded = padToPowerOfTwo(some)
      const rows = await db.rows(
        `SELECT r.conversation_id, r.seq, r.emoji FROM (VALUES ${valuesClause(padded.length, 4)}) AS m
         JOIN reactions r ON r.app_id = m.column1 AND r.user_id = m.column2
           AND r.conversation_id = m.column3 AND r.seq = CAST(m.column4 AS BIGINT)`,
        // The number as text, because PostgreSQL treats a parameter of VALUES as text.
        padded.flatMap(({ conversationId, seq }) => [appId, userId, conversationId, String(seq)]),
      )
      found.push(...rows.map(ownFrom))
    }
    return found
  },
})

export const reactionWrites = (db: WriteConnection) => ({
  async insert(
    appId: string,
    { conversationId, seq }: Place,
    { emoji, userId }: Reactor,
    now: number,
  ): Promise<void> {
    await db.run(
      `INSERT INTO reactions (app_id, conversation_id, seq, emoji, user_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [appId, conversationId, seq, emoji, userId, now],
    )
  },

  async delete(
    appId: string,
    { conversationId, seq }: Place,
    { emoji, userId }: Reactor,
  ): Promise<void> {
    await db.run(`DELETE FROM reactions WHERE ${ofOne} AND user_id = $5`, [
      appId,
      conversationId,
      seq,
      emoji,
      userId,
    ])
  },

  /** Deletes all reactions to the message. */
  async deleteOfMessage(appId: string, { conversationId, seq }: Place): Promise<void> {
    await db.run('DELETE FROM reactions WHERE app_id = $1 AND conversation_id = $2 AND seq = $3', [
      appId,
      conversationId,
      seq,
    ])
  },
})
