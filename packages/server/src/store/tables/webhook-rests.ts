import type { ReadConnection, WriteConnection } from '../engine.ts'
import { chunk, insertBatches, placeholders } from './clauses.ts'
import { type Cursor, cursorFrom } from './events.ts'

/** Events of one key that an endpoint has not received yet, while it already gets later events of other keys. */
export interface Rest {
  /** The key that events have in common if they must be delivered in order; see `keyOf`. */
  key: string
  /** The log has the events of the key after this cursor. */
  after: Cursor
  /** The event that failed; null if none did. */
  eventId: string | null
  /** Its failed attempts. */
  attempts: number
  /** When to try again; Unix milliseconds. */
  nextAt: number
}

export const webhookRestReads = (db: ReadConnection) => ({
  async list(webhookId: string): Promise<Rest[]> {
    const rows = await db.rows(
      `SELECT rest_key, xid, id, mark, event_id, attempts, next_at FROM webhook_rests
       WHERE webhook_id = $1 ORDER BY next_at, rest_key`,
      [webhookId],
    )
    return rows.map((row) => ({
      key: row.rest_key as string,
      after: cursorFrom(row),
      eventId: row.event_id as string | null,
      attempts: row.attempts as number,
      nextAt: row.next_at as number,
    }))
  },

  /** The position of the first event that is in a rest; undefined if there is no rest. */
  async first(webhookId: string): Promise<Cursor | undefined> {
    const [row] = await db.rows(
      `SELECT xid, id, mark FROM webhook_rests WHERE webhook_id = $1 ORDER BY xid, id LIMIT 1`,
      [webhookId],
    )
    return row && cursorFrom(row)
  },
})

export const webhookRestWrites = (db: WriteConnection) => ({
  async put(appId: string, webhookId: string, rests: Rest[]): Promise<void> {
    for (const { batch, rows } of insertBatches(rests, 9))
      await db.run(
        `INSERT INTO webhook_rests (app_id, webhook_id, rest_key, xid, id, mark, event_id, attempts, next_at)
         VALUES ${rows}
         ON CONFLICT (app_id, webhook_id, rest_key) DO UPDATE SET xid = excluded.xid, id = excluded.id,
           mark = excluded.mark, event_id = excluded.event_id, attempts = excluded.attempts,
           next_at = excluded.next_at`,
        batch.flatMap(({ key, after: { xid, id, mark }, eventId, attempts, nextAt }) => [
          appId,
          webhookId,
          key,
          xid,
          id,
          mark,
          eventId,
          attempts,
          nextAt,
        ]),
      )
  },

  async delete(appId: string, webhookId: string, keys: string[]): Promise<void> {
    for (const some of chunk(keys))
      await db.run(
        `DELETE FROM webhook_rests WHERE app_id = $1 AND webhook_id = $2
         AND rest_key IN (${placeholders(3, some.length)})`,
        [appId, webhookId, ...some],
      )
  },

  /** Deletes the rests that begin at the cursor or after it. */
  async deleteFrom(appId: string, webhookId: string, { xid, id }: Cursor): Promise<void> {
    await db.run(
      `DELETE FROM webhook_rests WHERE app_id = $1 AND webhook_id = $2 AND (xid, id) >= ($3, $4)`,
      [appId, webhookId, xid, id],
    )
  },

  async clear(appId: string, webhookId: string): Promise<void> {
    await db.run('DELETE FROM webhook_rests WHERE app_id = $1 AND webhook_id = $2', [
      appId,
      webhookId,
    ])
  },
})
