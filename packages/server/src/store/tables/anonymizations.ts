import type { AnonymizationRecord } from '../../model/anonymization.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'

const recordFrom = (row: Row): AnonymizationRecord => ({
  appId: row.app_id as string,
  userId: row.user_id as string,
  createdAt: row.created_at as number,
  finishedAt: row.finished_at as number | null,
  ...JSON.parse(row.data as string),
})

const columns = 'app_id, user_id, created_at, finished_at, data'

export const anonymizationReads = (db: ReadConnection) => ({
  async get(appId: string, userId: string): Promise<AnonymizationRecord | undefined> {
    const [row] = await db.rows(
      `SELECT ${columns} FROM anonymizations WHERE app_id = $1 AND user_id = $2`,
      [appId, userId],
    )
    return row && recordFrom(row)
  },

  /** The anonymizations that are not done, the oldest first. */
  async running(limit: number): Promise<AnonymizationRecord[]> {
    const rows = await db.rows(
      `SELECT ${columns} FROM anonymizations WHERE finished_at IS NULL
       ORDER BY created_at, app_id, user_id LIMIT $1`,
      [limit],
    )
    return rows.map(recordFrom)
  },
})

export const anonymizationWrites = (db: WriteConnection) => ({
  async put(record: AnonymizationRecord): Promise<void> {
    const { appId, userId, createdAt, finishedAt, ...data } = record
    await db.run(
      `INSERT INTO anonymizations (${columns}) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (app_id, user_id) DO UPDATE SET created_at = excluded.created_at,
         finished_at = excluded.finished_at, data = excluded.data`,
      [appId, userId, createdAt, finishedAt, JSON.stringify(data)],
    )
  },
})
