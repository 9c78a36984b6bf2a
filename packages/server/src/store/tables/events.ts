import type { NewEvent, Subject } from '../../model/event.ts'
import { eventShape, storedEvent } from '../../model/stored.ts'
import type { Dialect, ReadConnection, Row, WriteConnection } from '../engine.ts'
import { insertBatches } from './batches.ts'

/** A place in the event log: after the event with this transaction and this number. */
export interface Cursor {
  /** Always 0 where one process writes. */
  xid: number
  id: number
}

/** An event as the log has it. */
export interface LogEntry extends Cursor {
  appId: string
  type: string
  /** Ids of the users who may see it; null is everyone in the app. */
  audience: string[] | null
  /** The whole event as JSON, as the stream sends it. */
  json: string
}

export const isAfter = (one: Cursor, other: Cursor) =>
  one.xid > other.xid || (one.xid === other.xid && one.id > other.id)

const entryFrom = (row: Row): LogEntry => {
  const { id, type, created_at, audience } = row
  const isCurrent = row.shape === eventShape
  const data = isCurrent
    ? (row.data as string)
    : JSON.stringify(storedEvent(type as string, JSON.parse(row.data as string)))
  return {
    xid: row.xid as number,
    id: id as number,
    appId: row.app_id as string,
    type: type as string,
    audience: audience === null ? null : JSON.parse(audience as string),
    json: `{"id":${id},"type":"${type}","createdAt":${created_at},${data.slice(1)}`,
  }
}

/**
 * Sets the number of the newest event about a row, once that is in the log. Another's event may be newer: it
 * has no number between those of this row.
 */
export const newestEvent = 'last_event_id = (SELECT MAX(id) FROM events)'

const trimmedTo = 'log.trimmed'

const start: Cursor = { xid: 0, id: 0 }

/**
 * The event log. Where transactions overlap, an event may be committed before one with a lower number: then
 * the log is in the order of the transactions, and is read below the horizon, where nothing is added any more.
 */
export const eventReads = (db: ReadConnection, { log }: Dialect) => ({
  /** Number of the newest event about the subject, 0 where there is none. */
  async lastId(appId: string, subject: Subject): Promise<number> {
    const { table, key } = rowOf(subject)
    const [row] = await db.rows(
      `SELECT last_event_id FROM ${table} WHERE app_id = $1 AND id = $2`,
      [appId, key],
    )
    return (row?.last_event_id as number | undefined) ?? 0
  },

  /** The events after the cursor, in the order of the log. */
  async readAfter(after: Cursor, limit: number): Promise<LogEntry[]> {
    const rows = await db.rows(
      `SELECT ${log.xid} AS xid, id, app_id, created_at, type, shape, audience, data FROM events
       WHERE ${log.key} > ${log.cursor} AND ${log.isSettled} ORDER BY ${log.ascending} LIMIT $3`,
      [after.xid, after.id, limit],
    )
    return rows.map(entryFrom)
  },

  /** The cursor after the newest event of the log. */
  async position(): Promise<Cursor> {
    const [row] = await db.rows(
      `SELECT ${log.xid} AS xid, id FROM events WHERE ${log.isSettled} ORDER BY ${log.descending} LIMIT 1`,
    )
    return row ? { xid: row.xid as number, id: row.id as number } : start
  },

  /** The cursor after the newest event that is no longer in the log. */
  async trimmed(): Promise<Cursor> {
    const [row] = await db.rows('SELECT value FROM settings WHERE name = $1', [trimmedTo])
    return row ? JSON.parse(row.value as string) : start
  },
})

export const eventWrites = (db: WriteConnection, dialect: Dialect) => ({
  /** Appends to the log, inside the transaction of the write that the events tell of. */
  async append(appId: string, now: number, ...events: NewEvent[]): Promise<void> {
    await this.insert(appId, now, ...events)
    const subjects = new Map(events.map(({ subject }) => [JSON.stringify(subject), subject]))
    for (const { table, key } of [...subjects.values()].map(rowOf))
      await db.run(`UPDATE ${table} SET ${newestEvent} WHERE app_id = $1 AND id = $2`, [appId, key])
  },

  /** Appends to the log alone: what changes the subjects' rows sets their `newestEvent` with it. */
  async insert(appId: string, now: number, ...events: NewEvent[]): Promise<void> {
    for (const { batch, rows } of insertBatches(events, 6))
      await db.run(
        `INSERT INTO events (app_id, created_at, type, shape, audience, data) VALUES ${rows}`,
        batch.flatMap(({ type, audience, data }) => [
          appId,
          now,
          type,
          eventShape,
          audience && JSON.stringify(audience),
          JSON.stringify(data),
        ]),
      )
  },

  /** Empties the log. */
  async clear(): Promise<void> {
    await db.run('DELETE FROM events')
    await db.run('DELETE FROM settings WHERE name = $1', [trimmedTo])
  },

  /**
   * Takes at most `limit` events off the old end of the log: those from before `time`, and those beyond the
   * `keep` newest; never the newest of all, which holds the place. Answers how many it took.
   */
  async trim(time: number, keep: number, limit: number): Promise<number> {
    const { log } = dialect
    const newest = await eventReads(db, dialect).position()
    const oldest = await db.rows(
      `SELECT ${log.xid} AS xid, id, created_at FROM events
       WHERE ${log.key} < ${log.cursor} ORDER BY ${log.ascending} LIMIT $3`,
      [newest.xid, newest.id, limit],
    )
    const kept = oldest.findIndex(
      ({ id, created_at }) => (created_at as number) >= time && (id as number) > newest.id - keep,
    )
    const gone = kept < 0 ? oldest : oldest.slice(0, kept)
    const last = gone.at(-1)
    if (!last) return 0
    const trimmed = { xid: last.xid as number, id: last.id as number } satisfies Cursor
    await db.run(`DELETE FROM events WHERE ${log.key} <= ${log.cursor}`, [trimmed.xid, trimmed.id])
    await db.run(
      `INSERT INTO settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [trimmedTo, JSON.stringify(trimmed)],
    )
    return gone.length
  },
})

const rowOf = (subject: Subject) =>
  'userId' in subject
    ? { table: 'users', key: subject.userId }
    : { table: 'conversations', key: subject.conversationId }
