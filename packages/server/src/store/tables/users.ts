import type { User } from '../../model/schema.ts'
import { storedUser } from '../../model/user.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { Conditions, chunk, padToPowerOfTwo, placeholders } from './clauses.ts'
import { addPageClauses, type Key } from './keyset-page.ts'

export interface UserPage {
  limit: number
  after?: Key | undefined
  online?: boolean | undefined
}

export interface WatchedUser {
  user: User
  isOnline: boolean
  /** Id of the newest event about the user. */
  lastEventId: number
}

const userFrom = (row: Row): User => storedUser(JSON.parse(row.data as string))

/** SQL condition: the user `u` has a stream whose client is alive. */
const isPresent = `EXISTS (SELECT 1 FROM streams s
  WHERE s.app_id = u.app_id AND s.user_id = u.id AND s.present = 1)`

export const userReads = (db: ReadConnection) => ({
  async get(appId: string, id: string): Promise<User | undefined> {
    const [row] = await db.rows('SELECT data FROM users WHERE app_id = $1 AND id = $2', [appId, id])
    return row && userFrom(row)
  },

  /** The existing users among the ids, by id. */
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

  /** The ids of existing users among the ids. */
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

  /** The users among these who are online. */
  async online(appId: string, ids: string[]): Promise<Set<string>> {
    const found = new Set<string>()
    for (const some of chunk(ids)) {
      const padded = padToPowerOfTwo(some)
      const rows = await db.rows(
        `SELECT id FROM users WHERE app_id = $1 AND online = 1 AND id IN (${placeholders(2, padded.length)})`,
        [appId, ...padded],
      )
      for (const { id } of rows) found.add(id as string)
    }
    return found
  },

  /** Users who are online, oldest first. */
  async firstOnline(appId: string, limit: number): Promise<string[]> {
    const rows = await db.rows(
      'SELECT id FROM users WHERE app_id = $1 AND online = 1 ORDER BY created_at, id LIMIT $2',
      [appId, limit],
    )
    return rows.map(({ id }) => id as string)
  },

  /** The existing users among the ids, with their public properties. */
  async watched(appId: string, ids: string[]): Promise<WatchedUser[]> {
    const found: WatchedUser[] = []
    for (const some of chunk(ids)) {
      const padded = padToPowerOfTwo(some)
      const rows = await db.rows(
        `SELECT data, online, last_event_id FROM users
         WHERE app_id = $1 AND id IN (${placeholders(2, padded.length)})`,
        [appId, ...padded],
      )
      for (const { data = null, online, last_event_id } of rows)
        found.push({
          user: userFrom({ data }),
          isOnline: online === 1,
          lastEventId: last_event_id as number,
        })
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
  /** Updates whether the users are online, under their locks. Returns the users for whom it changed. */
  async updateOnline(appId: string, ids: string[]): Promise<string[]> {
    const changed: string[] = []
    for (const some of chunk(ids)) {
      const padded = padToPowerOfTwo(some)
      const rows = await db.rows(
        `SELECT u.id, u.online FROM users u
         WHERE u.app_id = $1 AND u.id IN (${placeholders(2, padded.length)})
         AND u.online <> CASE WHEN ${isPresent} THEN 1 ELSE 0 END`,
        [appId, ...padded],
      )
      for (const [was, users] of Map.groupBy(rows, ({ online }) => online)) {
        const found = users.map(({ id }) => id as string)
        const values = padToPowerOfTwo(found)
        await db.run(
          `UPDATE users SET online = $2 WHERE app_id = $1 AND id IN (${placeholders(3, values.length)})`,
          [appId, was === 1 ? 0 : 1, ...values],
        )
        changed.push(...found)
      }
    }
    return changed
  },

  /** Saves the user, under their lock. A new user may already have streams. */
  async put(appId: string, user: User): Promise<void> {
    await db.run(
      `INSERT INTO users (app_id, id, created_at, data, online)
       SELECT u.app_id, u.id, $3, $4, CASE WHEN ${isPresent} THEN 1 ELSE 0 END
       FROM (SELECT $1 AS app_id, $2 AS id) u WHERE TRUE
       ON CONFLICT (app_id, id) DO UPDATE SET data = excluded.data`,
      [appId, user.id, user.createdAt, JSON.stringify(user)],
    )
  },
})
