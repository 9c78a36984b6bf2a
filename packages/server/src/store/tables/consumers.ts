import type { ReadConnection, WriteConnection } from '../engine.ts'
import { type Cursor, cursorFrom } from './events.ts'

/** The progress of a consumer of the log. */
export interface ConsumerPosition {
  name: string
  /** It has handled everything up to this cursor. */
  at: Cursor
  /** Whether the log keeps events that the consumer has not handled yet. */
  enabled: boolean
}

/** Consumers that continue from their cursor after a restart. */
export const consumerReads = (db: ReadConnection) => ({
  async list(): Promise<ConsumerPosition[]> {
    const rows = await db.rows('SELECT name, xid, id, mark, enabled FROM consumers ORDER BY name')
    return rows.map((row) => ({
      name: row.name as string,
      at: cursorFrom(row),
      enabled: row.enabled === 1,
    }))
  },
})

export const consumerWrites = (db: WriteConnection) => ({
  async put({ name, at, enabled }: ConsumerPosition): Promise<void> {
    await db.run(
      `INSERT INTO consumers (name, xid, id, mark, enabled) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (name) DO UPDATE SET xid = excluded.xid, id = excluded.id, mark = excluded.mark,
         enabled = excluded.enabled`,
      [name, at.xid, at.id, at.mark, enabled ? 1 : 0],
    )
  },

  async delete(name: string): Promise<void> {
    await db.run('DELETE FROM consumers WHERE name = $1', [name])
  },
})
