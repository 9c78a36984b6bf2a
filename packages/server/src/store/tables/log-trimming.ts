import type { Dialect, WriteConnection } from '../engine.ts'
import { consumerReads } from './consumers.ts'
import { trimmedTo } from './event-writes.ts'
import { type Cursor, cursorFrom, eventReads, isAfter, logStart } from './events.ts'
import { membershipWrites } from './memberships.ts'
import { settingReads, settingWrites } from './settings.ts'
import { lossColumns, webhookLosses } from './webhook-losses.ts'

/** The bounds of the log. */
export interface LogBounds {
  /** Events before this time are deleted; Unix milliseconds. */
  since: number
  /** Max number of events. */
  events: number
  /** Max bytes of the events' JSON. */
  bytes: number
}

/** Number and size of the events up to a position. */
interface Measured {
  events: number
  bytes: number
  upTo: Cursor
}

export const measuredAs = 'log.measured'

/** Deletes old events. Each call does a bounded part of the work. */
export const logTrimming = (db: WriteConnection, dialect: Dialect) => {
  const { log } = dialect
  // The contents of the rows are not used.
  const events = eventReads(db, dialect, () => '')
  const settings = { ...settingReads(db), ...settingWrites(db) }
  const memberships = membershipWrites(db, dialect)
  const losses = webhookLosses(db)

  const measured = async (): Promise<Measured> => {
    const known = await settings.get(measuredAs)
    return known ? JSON.parse(known) : { events: 0, bytes: 0, upTo: logStart }
  }

  /** The cursor of the slowest enabled consumer, if there is one. */
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
    /** Counts max `limit` newly appended events and their sizes. Returns their number. */
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
     * Deletes max `limit` of the oldest events while the log exceeds its bounds. The newest event stays, as it marks
     * the end of the log. Events that an enabled consumer has not handled yet stay too. Returns the number of deleted
     * events.
     */
    async trim(bounds: LogBounds, limit: number): Promise<number> {
      const newest = await events.position()
      const end = await consumed()
      const oldest = await db.rows(
        `SELECT ${log.xid} AS xid, size, ${lossColumns} FROM events
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
      await losses.note(oldest.slice(0, count))
      await db.run(`DELETE FROM events WHERE ${log.key} <= ${log.cursor}`, [xid, id])
      await memberships.trim(trimmed)
      const now: Measured = { ...left, upTo: isAfter(trimmed, upTo) ? trimmed : upTo }
      await settings.put(measuredAs, JSON.stringify(now))
      await settings.put(trimmedTo, JSON.stringify(trimmed))
      return count
    },
  }
}
