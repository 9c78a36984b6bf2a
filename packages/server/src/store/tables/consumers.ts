import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { insertBatches } from './clauses.ts'
import { type Cursor, cursorFrom } from './events.ts'

/** The consumer that finds messages for notifications. Its lease and its lock have the same name. */
export const notificationConsumer = 'notifications'

/** The progress of a consumer of the log. */
export interface ConsumerPosition {
  name: string
  /** It has handled everything up to this cursor. */
  at: Cursor
  /** Whether the log keeps events that the consumer has not handled yet. */
  enabled: boolean
}

const columns = 'name, xid, id, mark, enabled'

const positionFrom = (row: Row): ConsumerPosition => ({
  name: row.name as string,
  at: cursorFrom(row),
  enabled: row.enabled === 1,
})

/** Consumers that continue from their cursor after a restart. */
export const consumerReads = (db: ReadConnection) => ({
  async list(): Promise<ConsumerPosition[]> {
    return (await db.rows(`SELECT ${columns} FROM consumers ORDER BY name`)).map(positionFrom)
  },

  async get(name: string): Promise<ConsumerPosition | undefined> {
    const [row] = await db.rows(`SELECT ${columns} FROM consumers WHERE name = $1`, [name])
    return row && positionFrom(row)
  },
})

export const consumerWrites = (db: WriteConnection) => ({
  async put(...positions: ConsumerPosition[]): Promise<void> {
    for (const { batch, rows } of insertBatches(positions, 5))
      await db.run(
        `INSERT INTO consumers (name, xid, id, mark, enabled) VALUES ${rows}
         ON CONFLICT (name) DO UPDATE SET xid = excluded.xid, id = excluded.id, mark = excluded.mark,
           enabled = excluded.enabled`,
        batch.flatMap(({ name, at, enabled }) => [name, at.xid, at.id, at.mark, enabled ? 1 : 0]),
      )
  },

  /** Begins at the cursor, unless the consumer has begun. */
  async begin(name: string, at: Cursor): Promise<void> {
    await db.run(
      `INSERT INTO consumers (name, xid, id, mark, enabled) VALUES ($1, $2, $3, $4, 1)
       ON CONFLICT (name) DO NOTHING`,
      [name, at.xid, at.id, at.mark],
    )
  },

  async delete(name: string): Promise<void> {
    await db.run('DELETE FROM consumers WHERE name = $1', [name])
  },
})
