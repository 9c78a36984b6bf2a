import type { FileUrl } from '../../model/file.ts'
import type { Dialect, ReadConnection } from '../engine.ts'
import { type Cursor, cursorFrom, eventReads, logStart } from './events.ts'

/**
 * Milliseconds by which the order of ids may differ from the order of times: transactions overlap, and the clocks of
 * several servers differ.
 */
const slack = 60_000

/** Finds events by their time, which has no index. */
export const logTimes = (db: ReadConnection, dialect: Dialect, urlOf: FileUrl) => {
  const { log } = dialect
  const events = eventReads(db, dialect, urlOf)

  /** The first event whose id is not lower. */
  const next = async (id: number) => {
    const [row] = await db.rows(
      'SELECT id, created_at FROM events WHERE id >= $1 ORDER BY id LIMIT 1',
      [id],
    )
    return row && { id: row.id as number, createdAt: row.created_at as number }
  }

  /** The lowest id from which on all events have the time or a later one, if the ids are in the order of times. */
  async function firstId(time: number): Promise<number> {
    let from = (await next(0))?.id ?? 0
    let to = (await events.newestId()) + 1
    while (from < to) {
      const middle = Math.floor((from + to) / 2)
      const event = await next(middle)
      if (!event || event.createdAt >= time) to = middle
      else from = event.id + 1
    }
    return from
  }

  return {
    /**
     * The time of the log's oldest event, in Unix milliseconds, and whether earlier events were removed from the log.
     */
    async oldest(): Promise<{ createdAt: number; isTrimmed: boolean } | undefined> {
      const oldest = await next(0)
      const { id } = await events.trimmed()
      return oldest && { createdAt: oldest.createdAt, isTrimmed: id > 0 }
    },

    /** The position before the first event of the time, in Unix milliseconds, or later. */
    async positionBefore(time: number): Promise<Cursor> {
      const start = await firstId(time - slack)
      const [before] = await db.rows(
        `SELECT ${log.xid} AS xid, id, mark FROM events WHERE id < $1 ORDER BY id DESC LIMIT 1`,
        [start],
      )
      const { xid, id } = before ? cursorFrom(before) : logStart
      const [first] = await db.rows(
        `SELECT ${log.xid} AS xid, id, mark FROM events
         WHERE ${log.key} > ${log.cursor} AND created_at >= $3 AND ${log.isSettled}
         ORDER BY ${log.ascending} LIMIT 1`,
        [xid, id, time],
      )
      if (!first) return events.position()
      const at = cursorFrom(first)
      return { xid: at.xid, id: at.id - 1, mark: 0 }
    },
  }
}
