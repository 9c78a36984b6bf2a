import type { User } from '../model/schema.ts'
import type { Connection } from './engine.ts'
import { Conditions, chunks, type Key, places } from './page.ts'

export interface UserPage {
  limit: number
  after?: Key | undefined
  online?: boolean | undefined
}

export const users = (db: Connection) => ({
  async get(appId: string, id: string): Promise<User | undefined> {
    const [row] = await db.query('SELECT data FROM users WHERE app_id = $1 AND id = $2', [
      appId,
      id,
    ])
    return row && JSON.parse(row.data as string)
  },

  /** Those of the users that exist, by id. */
  async getAll(appId: string, ids: string[]): Promise<Map<string, User>> {
    const found = new Map<string, User>()
    for (const some of chunks(ids)) {
      const rows = await db.query(
        `SELECT id, data FROM users WHERE app_id = $1 AND id IN (${places(2, some.length)})`,
        [appId, ...some],
      )
      for (const row of rows) found.set(row.id as string, JSON.parse(row.data as string))
    }
    return found
  },

  /** Oldest first. */
  async list(appId: string, { limit, after, online }: UserPage): Promise<User[]> {
    const where = new Conditions().and('app_id = ?', appId)
    if (online !== undefined) where.and('online = ?', online ? 1 : 0)
    if (after) where.and('(created_at, id) > (?, ?)', after.time, after.id)
    const rows = await db.query(
      `SELECT data FROM users WHERE ${where} ORDER BY created_at, id LIMIT ${where.parameter(limit)}`,
      where.parameters,
    )
    return rows.map((row) => JSON.parse(row.data as string))
  },

  /** Sets whether the user is online; false where there is no such user, or nothing to change. */
  async setOnline(appId: string, id: string, online: boolean): Promise<boolean> {
    const rows = await db.query(
      `UPDATE users SET online = $3 WHERE app_id = $1 AND id = $2 AND online <> $3 RETURNING id`,
      [appId, id, online ? 1 : 0],
    )
    return rows.length > 0
  },

  async put(appId: string, user: User): Promise<void> {
    await db.query(
      `INSERT INTO users (app_id, id, created_at, data) VALUES ($1, $2, $3, $4)
       ON CONFLICT (app_id, id) DO UPDATE SET data = excluded.data`,
      [appId, user.id, user.createdAt, JSON.stringify(user)],
    )
  },
})
