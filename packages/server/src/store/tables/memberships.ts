import { setImmediate } from 'node:timers/promises'
import type { Dialect, ReadConnection, WriteConnection } from '../engine.ts'
import { chunk, insertBatches, placeholders } from './clauses.ts'
import type { Cursor } from './events.ts'

/**
 * A range of the log in which a user may see the events of a conversation: the events after `from`, up to and including
 * `to`. While the user has access, `to` is infinite.
 */
export interface Membership {
  userId: string
  from: Cursor
  to: Cursor
}

/** `to` of a membership that has not ended. */
export const openEnd = Number.MAX_SAFE_INTEGER

// Within a conversation, event ids grow with its writes. So the highest id in the log at the time of a write lies between
// the conversation's events before the write and those after it.
const newest = '(SELECT COALESCE(MAX(id), 0) FROM events)'

export const membershipReads = (db: ReadConnection, { log }: Dialect) => ({
  /** The memberships of each conversation, including ended ones that the log still covers. */
  async of(appId: string, conversationIds: string[]): Promise<Map<string, Membership[]>> {
    const found = new Map<string, Membership[]>(conversationIds.map((id) => [id, []]))
    const [fromXid, toXid] = log.ends ? ['from_xid', 'to_xid'] : ['0', '0']
    for (const some of chunk(conversationIds)) {
      const rows = await db.rows(
        `SELECT conversation_id, user_id, ${fromXid} AS from_xid, from_event, ${toXid} AS to_xid, to_event
         FROM memberships WHERE app_id = $1 AND conversation_id IN (${placeholders(2, some.length)})`,
        [appId, ...some],
      )
      for (const row of rows)
        found.get(row.conversation_id as string)?.push({
          userId: row.user_id as string,
          from: { xid: row.from_xid as number, id: row.from_event as number, mark: 0 },
          to: { xid: row.to_xid as number, id: row.to_event as number, mark: 0 },
        })
    }
    return found
  },

  /** Whether the user has more than `limit` memberships. */
  async areMoreThan(limit: number, appId: string, userId: string): Promise<boolean> {
    const rows = await db.rows(
      'SELECT 1 AS one FROM memberships WHERE app_id = $1 AND user_id = $2 LIMIT 1 OFFSET $3',
      [appId, userId, limit],
    )
    return rows.length > 0
  },
})

export const membershipWrites = (db: WriteConnection, { log }: Dialect) => ({
  /** Opens memberships: the users may see the conversation's events from now on. */
  async open(appId: string, conversationId: string, userIds: string[]): Promise<void> {
    for (const { batch, rows } of insertBatches(userIds, 3)) {
      if (batch[0] !== userIds[0]) await setImmediate()
      await db.run(
        `INSERT INTO memberships (app_id, conversation_id, user_id, from_event)
         SELECT column1, column2, column3, ${newest} FROM (VALUES ${rows}) AS opened`,
        batch.flatMap((userId) => [appId, conversationId, userId]),
      )
    }
  },

  /** Ends the memberships of the users: they may see the events appended so far. */
  async close(appId: string, conversationId: string, userIds: string[] | 'everyone') {
    const close = (condition: string, users: string[]) =>
      db.run(
        `UPDATE memberships SET ${log.endsHere}to_event = ${newest}
         WHERE app_id = $1 AND conversation_id = $2 AND to_event = ${openEnd} ${condition}`,
        [appId, conversationId, ...users],
      )
    if (userIds === 'everyone') await close('', [])
    else
      for (const some of chunk(userIds))
        await close(`AND user_id IN (${placeholders(3, some.length)})`, some)
  },

  /** Resets the positions for an empty log. */
  async restart(): Promise<void> {
    await db.run(`DELETE FROM memberships WHERE to_event < ${openEnd}`)
    await db.run(`UPDATE memberships SET ${log.ends ? "from_xid = '0', " : ''}from_event = 0`)
  },

  /** Deletes the memberships that ended before the oldest event of the log. */
  async trim({ xid, id }: Cursor): Promise<void> {
    await db.run(
      `DELETE FROM memberships WHERE to_event < ${openEnd} AND ${log.to} <= ${log.cursor}`,
      [xid, id],
    )
  },
})
