import type { ReadConnection, WriteConnection } from '../engine.ts'

/** How long a repeat of a key sends nothing, in milliseconds. */
export const keyLifetime = 24 * 60 * 60 * 1000

/** As JSON, a key may hold any text: a column of PostgreSQL takes no NUL, and neither takes half a surrogate pair. */
const stored = (key: string) => JSON.stringify(key)

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
       WHERE app_id = $1 AND conversation_id = $2 AND idempotency_key = $3 AND created_at > $4`,
      [appId, conversationId, stored(key), now - keyLifetime],
    )
    return row?.message_id as string | undefined
  },
})

export const idempotencyKeyWrites = (db: WriteConnection) => ({
  async put(
    appId: string,
    conversationId: string,
    key: string,
    messageId: string,
    now: number,
  ): Promise<void> {
    await db.run(
      `INSERT INTO idempotency_keys
         (app_id, conversation_id, idempotency_key, message_id, created_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (app_id, conversation_id, idempotency_key)
       DO UPDATE SET message_id = excluded.message_id, created_at = excluded.created_at`,
      [appId, conversationId, stored(key), messageId, now],
    )
  },

  async deleteExpired(now: number): Promise<void> {
    await db.run('DELETE FROM idempotency_keys WHERE created_at <= $1', [now - keyLifetime])
  },
})
