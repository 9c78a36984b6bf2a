import type { PrivatePart, Subject } from '../../model/event.ts'
import type { FileUrl } from '../../model/file.ts'
import { withFileUrls } from '../../model/file-urls.ts'
import type { Conversation } from '../../model/schema.ts'
import { eventShape, storedEvent } from '../../model/stored-event.ts'
import type { Dialect, ReadConnection, Row } from '../engine.ts'
import { chunk, padToPowerOfTwo, placeholders } from './clauses.ts'
import { hiddenUserId, hiddenUserIdOf, mayHaveFile, rowOf, trimmedTo } from './event-writes.ts'

/** A position in the event log: after the event with this transaction id and this event id. */
export interface Cursor {
  /** Always 0 if only one process writes. */
  xid: number
  id: number
  /** A random part of the event. In a restored database, another event with the same id has another mark. */
  mark: number
}

/** An event of the log. */
export interface LogEntry extends Cursor {
  appId: string
  type: string
  /** Its conversation; null if it is only about a user. */
  conversationId: string | null
  /** The user whom the event is about, or the only participant who may see it; otherwise null. */
  userId: string | null
  /** Users who see the conversation's events from this event on. */
  opens: string[] | undefined
  /** Users for whom this is the last event of the conversation. */
  closes: string[] | 'everyone' | undefined
  /** The whole event as JSON, as the stream sends it. */
  json: string
  /** The part of the event that only webhooks get, as JSON. */
  private: string | null
}

/** The deletion of a conversation. */
export interface DeletionEntry extends Cursor {
  conversation: Conversation
  /** An entry about the same conversation, before or at the deletion. */
  from: Cursor
}

export const isAfter = (one: Cursor, other: Cursor) =>
  one.xid > other.xid || (one.xid === other.xid && one.id > other.id)

export const isSame = (one: Cursor, other: Cursor) =>
  one.xid === other.xid && one.id === other.id && one.mark === other.mark

export const logStart: Cursor = { xid: 0, id: 0, mark: 0 }

export const cursorFrom = ({ xid, id, mark }: Row | Cursor): Cursor => ({
  xid: xid as number,
  id: id as number,
  mark: mark as number,
})

export const entryColumns =
  'id, mark, app_id, created_at, type, shape, conversation_id, user_id, opens, closes, data, private'

const listed = <T>(value: Row[string] | undefined): T | undefined =>
  value === null || value === undefined ? undefined : JSON.parse(value as string)

/** The data of an event as JSON, in the current shape. */
const dataFrom = ({ shape, type, data }: Row): string =>
  shape === eventShape
    ? (data as string)
    : JSON.stringify(storedEvent(type as string, JSON.parse(data as string)))

/** Builds an entry from a row with `entryColumns`. */
export const entryFrom = (row: Row, urlOf: FileUrl): LogEntry => {
  const { id, type, created_at } = row
  const appId = row.app_id as string
  const linked = (json: string) =>
    mayHaveFile(json) ? withFileUrls(json, (file) => urlOf(appId, file)) : json
  return {
    ...cursorFrom(row),
    appId,
    type: type as string,
    conversationId: row.conversation_id as string | null,
    userId: row.user_id as string | null,
    opens: listed(row.opens),
    closes: listed(row.closes),
    json: `{"id":${id},"type":"${type}","createdAt":${created_at},${linked(dataFrom(row)).slice(1)}`,
    private: typeof row.private === 'string' ? linked(row.private) : null,
  }
}

/**
 * The event log. If transactions overlap, an event may be committed before one with a lower id. So the log is ordered
 * by transaction, and is read only up to the oldest open transaction; nothing can be added before that point.
 */
export const eventReads = (db: ReadConnection, { log }: Dialect, urlOf: FileUrl) => ({
  /** Id of the newest event about the subject, 0 if there is none. */
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
      `SELECT ${log.xid} AS xid, ${entryColumns} FROM events
       WHERE ${log.key} > ${log.cursor} AND ${log.isSettled} ORDER BY ${log.ascending} LIMIT $3`,
      [after.xid, after.id, limit],
    )
    return rows.map((row) => entryFrom(row, urlOf))
  },

  /**
   * Returns the positions of max `limit` events after the cursor that the user may see, unordered. Events of others are not
   * read: the user's memberships lead to their events.
   */
  async placesAfter(
    after: Cursor,
    appId: string,
    userId: string,
    limit: number,
  ): Promise<Cursor[]> {
    const place = `SELECT ${log.xid} AS xid, id, mark FROM`
    const inConversations = `${place} memberships m JOIN events e
      ON e.app_id = m.app_id AND e.conversation_id = m.conversation_id AND e.user_id IS NULL
      AND ${log.key} <= ${log.to} AND ${log.isSettled}`
    const ofUser = 'm.app_id = $3 AND m.user_id = $4'
    const rows = await db.rows(
      `SELECT xid, id, mark FROM (
         ${inConversations} AND ${log.key} > ${log.cursor}
         WHERE ${ofUser} AND ${log.from} <= ${log.cursor} AND ${log.to} > ${log.cursor}
         UNION ALL
         ${inConversations} AND ${log.key} > ${log.from}
         WHERE ${ofUser} AND ${log.from} > ${log.cursor}
         UNION ALL
         ${place} events WHERE app_id = $3 AND user_id = $4
           AND ${log.key} > ${log.cursor} AND ${log.isSettled}
       ) AS places LIMIT $5`,
      [after.xid, after.id, appId, userId, limit],
    )
    return rows.map(cursorFrom)
  },

  /**
   * The next events between the cursors about the conversation or the user, in the order of the log, including events
   * that only webhooks get.
   */
  async readOf(
    { appId, ...subject }: { appId: string } & Subject,
    after: Cursor,
    upTo: Cursor,
    limit: number,
  ): Promise<LogEntry[]> {
    const { key } = rowOf(subject)
    const parts =
      'userId' in subject
        ? [{ isOf: 'user_id IN ($5, $6)', keys: [key, hiddenUserId(key)] }]
        : [
            { isOf: 'conversation_id = $5 AND user_id IS NULL', keys: [key] },
            { isOf: 'user_id = $5', keys: [hiddenUserIdOf(key)] },
          ]
    const entries: LogEntry[] = []
    for (const { isOf, keys } of parts) {
      const rows = await db.rows(
        `SELECT ${log.xid} AS xid, ${entryColumns} FROM events WHERE app_id = $3 AND ${isOf}
         AND ${log.key} > ${log.cursor} AND ${log.isSettled} ORDER BY ${log.ascending} LIMIT $4`,
        [after.xid, after.id, appId, limit, ...keys],
      )
      entries.push(...rows.map((row) => entryFrom(row, urlOf)))
    }
    return entries
      .sort((one, other) => (isAfter(one, other) ? 1 : -1))
      .slice(0, limit)
      .filter((entry) => !isAfter(entry, upTo))
  },

  /** The next new messages of the apps between the cursors, in the order of the log. */
  async messagesAfter(
    appIds: string[],
    after: Cursor,
    upTo: Cursor,
    limit: number,
  ): Promise<LogEntry[]> {
    const rows = await db.rows(
      `SELECT ${log.xid} AS xid, ${entryColumns} FROM events
       WHERE ${log.key} > ${log.cursor} AND ${log.isSettled} AND type = 'message.created'
         AND app_id IN (${placeholders(4, padToPowerOfTwo(appIds).length)})
       ORDER BY ${log.ascending} LIMIT $3`,
      [after.xid, after.id, limit, ...padToPowerOfTwo(appIds)],
    )
    return rows.map((row) => entryFrom(row, urlOf)).filter((entry) => !isAfter(entry, upTo))
  },

  /** The events with these ids that are in the log, in its order. */
  async withIds(ids: number[]): Promise<LogEntry[]> {
    const entries: LogEntry[] = []
    for (const some of chunk(ids)) {
      const rows = await db.rows(
        `SELECT ${log.xid} AS xid, ${entryColumns} FROM events WHERE id IN (${placeholders(1, some.length)})
         ORDER BY ${log.ascending}`,
        some,
      )
      entries.push(...rows.map((row) => entryFrom(row, urlOf)))
    }
    return entries
  },

  /** The deletion of the entry's conversation after the entry, or that entry itself; undefined if it was not deleted. */
  async deletionAfter(entry: LogEntry): Promise<DeletionEntry | undefined> {
    const [row] = await db.rows(
      `SELECT ${log.xid} AS xid, ${entryColumns} FROM events
       WHERE ${log.key} >= ${log.cursor} AND app_id = $3 AND conversation_id = $4 AND user_id IS NULL
         AND type = 'conversation.deleted' ORDER BY ${log.ascending} LIMIT 1`,
      [entry.xid, entry.id, entry.appId, entry.conversationId],
    )
    const found = row && entryFrom(row, urlOf)
    const { conversation } = listed<PrivatePart>(found?.private) ?? {}
    return found && conversation && { ...cursorFrom(found), conversation, from: cursorFrom(entry) }
  },

  /** The position of the event with the id, if it is in the log. */
  async placeOf(id: number): Promise<Cursor | undefined> {
    const [row] = await db.rows(`SELECT ${log.xid} AS xid, id, mark FROM events WHERE id = $1`, [
      id,
    ])
    return row && cursorFrom(row)
  },

  /** The highest event id, including events that are not yet readable. */
  async newestId(): Promise<number> {
    const [row] = await db.rows('SELECT COALESCE(MAX(id), 0) AS id FROM events')
    return row?.id as number
  },

  /** The cursor after the newest event of the log. */
  async position(): Promise<Cursor> {
    const [row] = await db.rows(
      `SELECT ${log.xid} AS xid, id, mark FROM events
       WHERE ${log.isSettled} ORDER BY ${log.descending} LIMIT 1`,
    )
    return row ? cursorFrom(row) : logStart
  },

  /** The cursor after the newest event that is no longer in the log. */
  async trimmed(): Promise<Cursor> {
    const [row] = await db.rows('SELECT value FROM settings WHERE name = $1', [trimmedTo])
    return row ? JSON.parse(row.value as string) : logStart
  },
})
