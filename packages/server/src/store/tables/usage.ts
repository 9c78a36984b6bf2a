import type { Dialect, ReadConnection, Row, WriteConnection } from '../engine.ts'
import { consumerReads, consumerWrites } from './consumers.ts'
import { cursorFrom, logStart } from './events.ts'

/** How many users, conversations and messages an app has, or was given on a day. */
export interface UsageCounts {
  users: number
  conversations: number
  messages: number
}

/** The counts of a day, numbered from the start of 1970 (UTC). */
export interface UsageDay extends UsageCounts {
  day: number
}

/** The name of the consumer that counts. The log does not keep entries for it. */
const consumer = 'usage'

const msPerDay = 24 * 60 * 60 * 1000

const none: UsageCounts = { users: 0, conversations: 0, messages: 0 }

const countsFrom = (row: Row | undefined): UsageCounts => ({
  users: Math.max(0, Number(row?.users ?? 0)),
  conversations: Math.max(0, Number(row?.conversations ?? 0)),
  messages: Math.max(0, Number(row?.messages ?? 0)),
})

export const usageReads = (db: ReadConnection) => ({
  async total(appId: string): Promise<UsageCounts> {
    const [row] = await db.rows(
      'SELECT users, conversations, messages FROM usage_totals WHERE app_id = $1',
      [appId],
    )
    return countsFrom(row)
  },

  /** The days from `first` on that have counts. */
  async days(appId: string, first: number): Promise<UsageDay[]> {
    const rows = await db.rows(
      `SELECT day, users, conversations, messages FROM usage_days
       WHERE app_id = $1 AND day >= $2 ORDER BY day`,
      [appId, first],
    )
    return rows.map((row) => ({ day: Number(row.day), ...countsFrom(row) }))
  },
})

/** The numbers that an entry of the log adds to the total of its app, and to its day. */
interface Addition {
  total: Partial<UsageCounts>
  day: Partial<UsageCounts>
}

const toBoth = (counts: Partial<UsageCounts>): Addition => ({ total: counts, day: counts })

const additions = new Map<unknown, Addition>([
  ['user.created', toBoth({ users: 1 })],
  ['conversation.created', toBoth({ conversations: 1 })],
  ['conversation.deleted', { total: { conversations: -1 }, day: {} }],
  ['message.created', toBoth({ messages: 1 })],
  ['message.deleted', { total: { messages: -1 }, day: {} }],
])

function added({ type, user_id, data }: Row): Addition | undefined {
  // An entry that only one participant may see is about something that is already counted.
  if (user_id !== null && type !== 'user.created') return undefined
  return type === 'messages.imported'
    ? toBoth({ messages: JSON.parse(data as string).count })
    : additions.get(type)
}

function known<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key)
  if (value !== undefined) return value
  const made = make()
  map.set(key, made)
  return made
}

function sum<Key>(sums: Map<Key, UsageCounts>, key: Key, more: Partial<UsageCounts>): void {
  const counts = known(sums, key, () => ({ ...none }))
  counts.users += more.users ?? 0
  counts.conversations += more.conversations ?? 0
  counts.messages += more.messages ?? 0
}

export const usageWrites = (db: WriteConnection, { log }: Dialect) => {
  const consumers = { ...consumerReads(db), ...consumerWrites(db) }

  const add = async (table: string, keys: Record<string, string | number>, counts: UsageCounts) => {
    const { users, conversations, messages } = counts
    const names = Object.keys(keys)
    const places = names.map((_, index) => `$${index + 4}`)
    // The app may have been deleted since.
    await db.run(
      `INSERT INTO ${table} (users, conversations, messages, ${names.join(', ')})
       SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), id${names.length > 1 ? `, CAST(${places[1]} AS BIGINT)` : ''}
       FROM apps WHERE id = ${places[0]}
       ON CONFLICT (${names.join(', ')}) DO UPDATE SET users = ${table}.users + excluded.users,
         conversations = ${table}.conversations + excluded.conversations,
         messages = ${table}.messages + excluded.messages`,
      [users, conversations, messages, ...Object.values(keys)],
    )
  }

  return {
    /** Counts max `limit` further entries of the log. Returns their number. */
    async fold(limit: number): Promise<number> {
      const { at = logStart } = (await consumers.get(consumer)) ?? {}
      const rows = await db.rows(
        `SELECT ${log.xid} AS xid, id, mark, app_id, created_at, type, user_id,
           CASE WHEN type = 'messages.imported' THEN data END AS data
         FROM events WHERE ${log.key} > ${log.cursor} AND ${log.isSettled}
         ORDER BY ${log.ascending} LIMIT $3`,
        [at.xid, at.id, limit],
      )
      const last = rows.at(-1)
      if (!last) return 0
      const totals = new Map<string, UsageCounts>()
      const days = new Map<string, Map<number, UsageCounts>>()
      for (const row of rows) {
        const more = added(row)
        if (!more) continue
        const appId = row.app_id as string
        sum(totals, appId, more.total)
        const day = Math.floor((row.created_at as number) / msPerDay)
        sum(
          known(days, appId, () => new Map()),
          day,
          more.day,
        )
      }
      for (const [app_id, counts] of totals) await add('usage_totals', { app_id }, counts)
      for (const [app_id, ofApp] of days)
        for (const [day, counts] of ofApp) await add('usage_days', { app_id, day }, counts)
      await consumers.put({ name: consumer, at: cursorFrom(last), enabled: false })
      return rows.length
    },

    /** Counts rows that were written without the log, by an import. */
    async addTotal(appId: string, counts: UsageCounts): Promise<void> {
      await add('usage_totals', { app_id: appId }, counts)
    },

    /** Deletes the days before `first`. */
    async forgetDays(first: number): Promise<void> {
      await db.run('DELETE FROM usage_days WHERE day < $1', [first])
    },
  }
}
