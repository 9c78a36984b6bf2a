import { createHash } from 'node:crypto'
import type { MessageRecord } from '../../model/message.ts'
import type { ReadConnection, Value, WriteConnection } from '../engine.ts'
import { chunk, insertBatches, padToPowerOfTwo, valuesClause } from './clauses.ts'
import { purgedSeq } from './purges.ts'

/** Milliseconds during which a repeated key sends nothing. */
export const keyLifetime = 24 * 60 * 60 * 1000

const ageOrder = 'created_at, app_id, conversation_id, idempotency_key'

/** A key in the form of `senderKey`, and the conversation in which it is used. */
export interface MessageKey {
  conversationId: string
  key: string
}

/**
 * The form in which a key is stored. The keys of the backend are JSON, since PostgreSQL allows no NUL in text, and
 * neither engine stores lone surrogates. The keys of users are hashes that include the user's id: they match no key of
 * another user or of the backend, and are short enough for an index.
 */
export const senderKey = (key: string, userId: string | undefined): string =>
  userId === undefined
    ? JSON.stringify(key)
    : createHash('sha256')
        .update(JSON.stringify([userId, key]))
        .digest('base64url')

/** Identifies the key in a map. */
export const idOfKey = ({ conversationId, key }: MessageKey) => `${conversationId}\n${key}`

export const idempotencyKeyReads = (db: ReadConnection) => ({
  /** The ids of the messages sent with the keys in the last 24 hours before `now`, by `idOfKey`. */
  async messageIds(appId: string, keys: MessageKey[], now: number): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    for (const some of chunk(keys)) {
      const padded = padToPowerOfTwo(some)
      const rows = await db.rows(
        `SELECT conversation_id, idempotency_key, message_id
         FROM (VALUES ${valuesClause(padded.length, 3)}) AS given
         JOIN idempotency_keys
           ON app_id = column1 AND conversation_id = column2 AND idempotency_key = column3
         WHERE created_at > $${padded.length * 3 + 1} AND seq > ${purgedSeq('column1', 'column2')}`,
        [
          ...padded.flatMap(({ conversationId, key }) => [appId, conversationId, key]),
          now - keyLifetime,
        ],
      )
      for (const { conversation_id, idempotency_key, message_id } of rows) {
        const id = { conversationId: conversation_id as string, key: idempotency_key as string }
        found.set(idOfKey(id), message_id as string)
      }
    }
    return found
  },
})

export const idempotencyKeyWrites = (db: WriteConnection) => ({
  /** Stores the keys of new messages. Without any, it runs no statement. */
  async put(
    appId: string,
    messages: (MessageKey & Pick<MessageRecord, 'id' | 'seq'>)[],
    now: number,
  ): Promise<void> {
    for (const { batch, rows } of insertBatches(messages, 6))
      await db.run(
        `INSERT INTO idempotency_keys
           (app_id, conversation_id, idempotency_key, message_id, seq, created_at)
         VALUES ${rows}
         ON CONFLICT (app_id, conversation_id, idempotency_key)
         DO UPDATE SET message_id = excluded.message_id, seq = excluded.seq,
           created_at = excluded.created_at`,
        batch.flatMap(({ conversationId, key, id, seq }) => [
          ...[appId, conversationId, key],
          ...[id, seq, now],
        ]),
      )
  },

  /** Deletes max `limit` keys of the user's messages. Returns their number. */
  async deleteOfSender(appId: string, userId: string, limit: number): Promise<number> {
    const rows = await db.rows(
      `SELECT k.conversation_id, k.idempotency_key FROM idempotency_keys k
       JOIN messages m ON m.app_id = k.app_id AND m.conversation_id = k.conversation_id
         AND m.id = k.message_id
       WHERE k.app_id = $1 AND m.sender_id = $2 LIMIT $3`,
      [appId, userId, limit],
    )
    for (const { conversation_id, idempotency_key } of rows)
      await db.run(
        'DELETE FROM idempotency_keys WHERE app_id = $1 AND conversation_id = $2 AND idempotency_key = $3',
        [appId, conversation_id as string, idempotency_key as string],
      )
    return rows.length
  },

  /** Deletes max `limit` expired keys. Returns the last of them if there may be more. */
  async deleteExpired(now: number, limit: number): Promise<Value[] | undefined> {
    const expired = now - keyLifetime
    const [last] = await db.rows(
      `SELECT ${ageOrder} FROM idempotency_keys WHERE created_at <= $1
       ORDER BY ${ageOrder} LIMIT 1 OFFSET $2`,
      [expired, limit - 1],
    )
    if (!last) {
      await db.run('DELETE FROM idempotency_keys WHERE created_at <= $1', [expired])
      return undefined
    }
    const position = [last.created_at, last.app_id, last.conversation_id, last.idempotency_key]
    await db.run(
      `DELETE FROM idempotency_keys WHERE created_at <= $1 AND (${ageOrder}) <= ($1, $2, $3, $4)`,
      position as Value[],
    )
    return position as Value[]
  },
})
