import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { insertBatches } from './clauses.ts'

/** New messages of a conversation about which participants may have to be notified. */
export interface Missed {
  appId: string
  conversationId: string
  /** When the first and the last of these messages were sent, in Unix milliseconds. */
  since: number
  upTo: number
  /** When to check who has missed them. */
  dueAt: number
}

export const isSameMissed = (one: Missed, other: Missed) =>
  one.since === other.since && one.upTo === other.upTo && one.dueAt === other.dueAt

const columns = 'app_id, conversation_id, since, up_to, due_at'

const missedFrom = (row: Row): Missed => ({
  appId: row.app_id as string,
  conversationId: row.conversation_id as string,
  since: row.since as number,
  upTo: row.up_to as number,
  dueAt: row.due_at as number,
})

export const missedReads = (db: ReadConnection) => ({
  async get(appId: string, conversationId: string): Promise<Missed | undefined> {
    const [row] = await db.rows(
      `SELECT ${columns} FROM missed WHERE app_id = $1 AND conversation_id = $2`,
      [appId, conversationId],
    )
    return row && missedFrom(row)
  },

  /** The ones that are due at the time `now`, the earliest first. */
  async due(now: number, limit: number): Promise<Missed[]> {
    const rows = await db.rows(
      `SELECT ${columns} FROM missed WHERE due_at <= $1
       ORDER BY due_at, app_id, conversation_id LIMIT $2`,
      [now, limit],
    )
    return rows.map(missedFrom)
  },
})

export const missedWrites = (db: WriteConnection) => ({
  /** Adds new messages. If the conversation already has some, the new ones are due together with them. */
  async add(missed: Missed[]): Promise<void> {
    for (const { batch, rows } of insertBatches(missed, 5))
      await db.run(
        `INSERT INTO missed (${columns}) VALUES ${rows}
         ON CONFLICT (app_id, conversation_id) DO UPDATE SET up_to = excluded.up_to`,
        batch.flatMap((one) => [one.appId, one.conversationId, one.since, one.upTo, one.dueAt]),
      )
  },

  async postpone({ appId, conversationId }: Missed, dueAt: number): Promise<void> {
    await db.run('UPDATE missed SET due_at = $3 WHERE app_id = $1 AND conversation_id = $2', [
      appId,
      conversationId,
      dueAt,
    ])
  },

  async delete({ appId, conversationId }: Missed): Promise<void> {
    await db.run('DELETE FROM missed WHERE app_id = $1 AND conversation_id = $2', [
      appId,
      conversationId,
    ])
  },

  async clear(): Promise<void> {
    // Without a condition, SQLite would write a page of an empty table too.
    await db.run('DELETE FROM missed WHERE TRUE')
  },
})
