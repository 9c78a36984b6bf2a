import type { MessageRecord } from '../../model/message.ts'
import type { ReadConnection, Value, WriteConnection } from '../engine.ts'
import { chunk, evened, placeholders } from './batches.ts'
import { purgedSeq } from './purges.ts'

/** Milliseconds during which a repeated key sends nothing. */
export const keyLifetime = 24 * 60 * 60 * 1000

const ageOrder = 'created_at, app_id, conversation_id, idempotency_key'

/** Keys are in the form of `senderKey`. */
export const idempotencyKeyReads = (db: ReadConnection) => ({
  /** The id of the message sent with the key in the last 24 hours before `now`. */
  async messageId(
    appId: string,
    conversationId: string,
    key: string,
    now: number,
  ): Promise<string | undefined> {
    const [row] = await db.rows(
      `SELECT message_id FROM idempotency_keys
       WHERE app_id = $1 AND conversation_id = $2 AND idempotency_key = $3 AND created_at > $4
         AND seq > ${purgedSeq('$1', '$2')}`,
      [appId, conversationId, key, now - keyLifetime],
    )
    return row?.message_id as string | undefined
  },

  /** The ids of the messages sent with the keys in the last 24 hours before `now`, by key. */
  async messageIds(
    appId: string,
    conversationId: string,
    keys: string[],
    now: number,
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    for (const some of chunk(keys)) {
      const evenly = evened(some)
      const rows = await db.rows(
        `SELECT idempotency_key, message_id FROM idempotency_keys
         WHERE app_id = $1 AND conversation_id = $2 AND created_at > $3
           AND seq > ${purgedSeq('$1', '$2')}
           AND idempotency_key IN (${placeholders(4, evenly.length)})`,
        [appId, conversationId, now - keyLifetime, ...evenly],
      )
      for (const row of rows) found.set(row.idempotency_key as string, row.message_id as string)
    }
    return found
  },
})

export const idempotencyKeyWrites = (db: WriteConnection) => ({
  async put(
    appId: string,
    conversationId: string,
    key: string,
    message: Pick<MessageRecord, 'id' | 'seq'>,
    now: number,
  ): Promise<void> {
    await db.run(
      `INSERT INTO idempotency_keys
         (app_id, conversation_id, idempotency_key, message_id, seq, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (app_id, conversation_id, idempotency_key)
       DO UPDATE SET message_id = excluded.message_id, seq = excluded.seq,
         created_at = excluded.created_at`,
      [appId, conversationId, key, message.id, message.seq, now],
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
