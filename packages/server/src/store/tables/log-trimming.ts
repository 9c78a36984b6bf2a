import type { Dialect, WriteConnection } from '../engine.ts'
import { consumerReads } from './consumers.ts'
import { type Cursor, cursorFrom, eventReads, isAfter, logStart, trimmedTo } from './events.ts'
import { membershipWrites } from './memberships.ts'
import { settingReads, settingWrites } from './settings.ts'

/** What the log keeps at most. */
export interface LogBounds {
  /** Events from before this time go; Unix milliseconds. */
  since: number
  /** How many events. */
  events: number
  /** Bytes of the events' JSON. */
  bytes: number
}

/** What there is of events up to a place. */
interface Measured {
  events: number
  bytes: number
  upTo: Cursor
}

const measuredAs = 'log.measured'

/** Takes old events off the log. Each call does a bounded piece of the work. */
export const logTrimming = (db: WriteConnection, dialect: Dialect) => {
  const { log } = dialect
  const events = eventReads(db, dialect)
  const settings = { ...settingReads(db), ...settingWrites(db) }
  const memberships = membershipWrites(db, dialect)

  const measured = async (): Promise<Measured> => {
    const known = await settings.get(measuredAs)
    return known ? JSON.parse(known) : { events: 0, bytes: 0, upTo: logStart }
  }

  /** The place that the slowest of the enabled consumers has come to, if there is one. */
  const consumed = async (): Promise<Cursor | undefined> => {
    const places = (await consumerReads(db).list()).flatMap(({ enabled, at }) =>
      enabled ? [at] : [],
    )
    return places.reduce<Cursor | undefined>(
      (first, at) => (first && !isAfter(first, at) ? first : at),
      undefined,
    )
  }

  return {
    /** Counts at most `limit` events that were appended since, and adds up their sizes. Returns how many. */
    async measure(limit: number): Promise<number> {
      const { events, bytes, upTo } = await measured()
      const rows = await db.rows(
        `SELECT ${log.xid} AS xid, id, mark, size FROM events
         WHERE ${log.key} > ${log.cursor} AND ${log.isSettled} ORDER BY ${log.ascending} LIMIT $3`,
        [upTo.xid, upTo.id, limit],
      )
      const last = rows.at(-1)
      if (!last) return 0
      const sum = rows.reduce((sum, { size }) => sum + (size as number), bytes)
      const count = events + rows.length
      const now: Measured = { events: count, bytes: sum, upTo: cursorFrom(last) }
      await settings.put(measuredAs, JSON.stringify(now))
      return rows.length
    },

    /**
     * Takes at most `limit` events off the old end of the log, as long as it keeps more than it may. The newest of all
     * stays, which holds the place, and so does what an enabled consumer has not handled. Returns how many it took.
     */
    async trim(bounds: LogBounds, limit: number): Promise<number> {
      const newest = await events.position()
      const end = await consumed()
      const oldest = await db.rows(
        `SELECT ${log.xid} AS xid, id, mark, created_at, size FROM events
         WHERE ${log.key} < ${log.cursor} ORDER BY ${log.ascending} LIMIT $3`,
        [newest.xid, newest.id, limit],
      )
      const { upTo, ...left } = await measured()
      let trimmed: Cursor | undefined
      let count = 0
      for (const row of oldest) {
        const at = cursorFrom(row)
        const isDue =
          (row.created_at as number) < bounds.since ||
          left.events > bounds.events ||
          left.bytes > bounds.bytes
        if (!isDue || (end && isAfter(at, end))) break
        if (!isAfter(at, upTo)) {
          left.events -= 1
          left.bytes -= row.size as number
        }
        trimmed = at
        count += 1
      }
      if (!trimmed) return 0
      const { xid, id } = trimmed
      await db.run(`DELETE FROM events WHERE ${log.key} <= ${log.cursor}`, [xid, id])
      await memberships.trim(trimmed)
      const now: Measured = { ...left, upTo: isAfter(trimmed, upTo) ? trimmed : upTo }
      await settings.put(measuredAs, JSON.stringify(now))
      await settings.put(trimmedTo, JSON.stringify(trimmed))
      return count
    },
  }
}
