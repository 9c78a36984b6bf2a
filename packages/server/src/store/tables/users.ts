import type { User } from '../../model/schema.ts'
import type { ReadConnection, WriteConnection } from '../engine.ts'
import { chunk, placeholders } from './batches.ts'
import { Conditions } from './conditions.ts'
import { addPageClauses, type Key } from './keyset-page.ts'
import { userFrom } from './rows.ts'

export interface UserPage {
  limit: number
  after?: Key | undefined
  online?: boolean | undefined
}

export const userReads = (db: ReadConnection) => ({
  async get(appId: string, id: string): Promise<User | undefined> {
    const [row] = await db.rows('SELECT data FROM users WHERE app_id = $1 AND id = $2', [appId, id])
    return row && userFrom(row)
  },

  /** Those of the users that exist, by id. */
  async getAll(appId: string, ids: string[]): Promise<Map<string, User>> {
    const found = new Map<string, User>()
    for (const some of chunk(ids)) {
      const rows = await db.rows(
        `SELECT id, data FROM users WHERE app_id = $1 AND id IN (${placeholders(2, some.length)})`,
        [appId, ...some],
      )
      for (const row of rows) found.set(row.id as string, userFrom(row))
    }
    return found
  },

  /** Those of the ids that users have. */
  async existing(appId: string, ids: string[]): Promise<Set<string>> {
    const found = new Set<string>()
    for (const some of chunk(ids)) {
      const rows = await db.rows(
        `SELECT id FROM users WHERE app_id = $1 AND id IN (${placeholders(2, some.length)})`,
        [appId, ...some],
      )
      for (const row of rows) found.add(row.id as string)
    }
    return found
  },

  /** Oldest first. */
  async list(appId: string, { limit, after, online }: UserPage): Promise<User[]> {
    const where = new Conditions().and('app_id = ?', appId)
    if (online !== undefined) where.and('online = ?', online ? 1 : 0)
    const columns = { time: 'created_at', id: 'id', direction: 'ASC' } as const
    const order = addPageClauses(where, columns, { above: after ? [after] : [] }, limit)
    const rows = await db.rows(`SELECT data FROM users WHERE ${where} ${order}`, where.parameters)
    return rows.map(userFrom)
  },
})

export const userWrites = (db: WriteConnection) => ({
  /** Under the user's lock: sets whether the user is online; false if there is no such user, or nothing to change. */
  async setOnline(appId: string, id: string, online: boolean): Promise<boolean> {
    const [row] = await db.rows('SELECT online FROM users WHERE app_id = $1 AND id = $2', [
      appId,
      id,
    ])
    if (!row || (row.online === 1) === online) return false
    await db.run('UPDATE users SET online = $3 WHERE app_id = $1 AND id = $2', [
      appId,
      id,
      online ? 1 : 0,
    ])
    return true
  },

  async put(appId: string, user: User): Promise<void> {
    await db.run(
      `INSERT INTO users (app_id, id, created_at, data) VALUES ($1, $2, $3, $4)
       ON CONFLICT (app_id, id) DO UPDATE SET data = excluded.data`,
      [appId, user.id, user.createdAt, JSON.stringify(user)],
    )
  },
})
