import type { FileUrl } from '../../model/file.ts'
import type { Dialect, ReadConnection, Row } from '../engine.ts'
import { Conditions } from './clauses.ts'
import { consumerReads } from './consumers.ts'
import { hiddenUserId, hiddenUserIdOf, userOf } from './event-writes.ts'
import { entryColumns, entryFrom, eventReads, type LogEntry } from './events.ts'
import { measuredAs } from './log-trimming.ts'
import { settingReads } from './settings.ts'

/** The entries of an app to read. */
export interface EntryFilter {
  type?: string | undefined
  conversationId?: string | undefined
  userId?: string | undefined
  /** Only entries that are older than the entry with this id. */
  before?: number | undefined
}

/** An entry as operators see it. */
export interface ShownEntry
  extends Pick<LogEntry, 'id' | 'type' | 'conversationId' | 'userId' | 'json'> {
  createdAt: number
}

/** How far a consumer has read. */
export interface ConsumerState {
  name: string
  enabled: boolean
  /** About how many entries are left. */
  lag: number
  /** Time of the oldest entry that is left, in Unix milliseconds; null if there is none. */
  behindSince: number | null
}

/** Max entries of all apps that are searched if no index finds the entries of an app. */
const maxSearched = 10_000

const maxConsumers = 200

const timeOf = (row: Row | undefined) => (row?.created_at as number | undefined) ?? null

/** The event log as operators see it. */
export const logState = (db: ReadConnection, dialect: Dialect, urlOf: FileUrl) => {
  const { log } = dialect
  const events = eventReads(db, dialect, urlOf)
  return {
    async summary() {
      const newestId = await events.newestId()
      const { id: readableId } = await events.position()
      const [oldest] = await db.rows('SELECT created_at FROM events ORDER BY id LIMIT 1')
      const [newest] = await db.rows('SELECT created_at FROM events ORDER BY id DESC LIMIT 1')
      const measured = JSON.parse((await settingReads(db).get(measuredAs)) ?? '{}')
      return {
        newestId,
        oldestAt: timeOf(oldest),
        newestAt: timeOf(newest),
        events: (measured.events as number | undefined) ?? 0,
        bytes: (measured.bytes as number | undefined) ?? 0,
        unsettled: Math.max(0, newestId - readableId),
      }
    },

    async consumers(): Promise<ConsumerState[]> {
      const { id: end } = await events.position()
      const all = (await consumerReads(db).list()).filter(({ name }) => !name.endsWith(' rests'))
      const states: ConsumerState[] = []
      for (const { name, enabled, at } of all.slice(0, maxConsumers)) {
        const [next] = await db.rows(
          `SELECT created_at FROM events WHERE ${log.key} > ${log.cursor}
           ORDER BY ${log.ascending} LIMIT 1`,
          [at.xid, at.id],
        )
        states.push({
          name,
          enabled,
          lag: next ? Math.max(1, end - at.id) : 0,
          behindSince: timeOf(next),
        })
      }
      return states
    },

    /**
     * The newest entries of an app, newest first. The entries of a conversation include events that only webhooks get.
     */
    async newest(appId: string, filter: EntryFilter, limit: number): Promise<ShownEntry[]> {
      if (filter.conversationId === undefined) return newestOf(appId, filter, limit)
      const sent = await newestOf(appId, filter, limit)
      const unsent = await newestOf(appId, filter, limit, hiddenUserIdOf(filter.conversationId))
      return [...sent, ...unsent].sort((one, other) => other.id - one.id).slice(0, limit)
    },
  }

  async function newestOf(
    appId: string,
    { type, conversationId, userId, before }: EntryFilter,
    limit: number,
    unsentIn?: string,
  ): Promise<ShownEntry[]> {
    const where = new Conditions().and('app_id = ?', appId)
    if (unsentIn !== undefined) where.and('user_id = ?', unsentIn)
    else if (conversationId !== undefined)
      where.and('conversation_id = ?', conversationId).and('user_id IS NULL')
    if (userId !== undefined) where.and('user_id IN (?, ?)', userId, hiddenUserId(userId))
    if (conversationId === undefined && userId === undefined)
      where.and('id > (SELECT MAX(id) FROM events) - ?', maxSearched)
    if (type !== undefined) where.and('type = ?', type)
    if (before !== undefined) where.and('id < ?', before)
    const rows = await db.rows(
      `SELECT ${log.xid} AS xid, ${entryColumns} FROM events WHERE ${where}
         ORDER BY id DESC LIMIT ${where.parameter(limit)}`,
      where.parameters,
    )
    return rows.map((row) => {
      const { id, type, conversationId, userId, json } = entryFrom(row, urlOf)
      const createdAt = row.created_at as number
      return { id, type, conversationId, userId: userOf(userId), json, createdAt }
    })
  }
}
