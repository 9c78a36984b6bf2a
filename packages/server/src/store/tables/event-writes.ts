import { randomInt } from 'node:crypto'
import type { NewEvent, PrivatePart, PrivateType, Subject } from '../../model/event.ts'
import { withoutFileUrls } from '../../model/file-urls.ts'
import { eventShape } from '../../model/stored-event.ts'
import type { Dialect, WriteConnection } from '../engine.ts'
import { batches, byCount, valuesClause } from './clauses.ts'
import { membershipWrites } from './memberships.ts'

/**
 * Sets `last_event_id` to the highest event id. The id may belong to an event of another subject, but it never
 * decreases.
 */
export const newestEvent = 'last_event_id = (SELECT MAX(id) FROM events)'

export const trimmedTo = 'log.trimmed'

const insertEvents = byCount(
  (count) => `INSERT INTO events (app_id, created_at, type, shape, conversation_id, user_id, opens,
    closes, mark, size, data, private) VALUES ${valuesClause(count, 12)}`,
)

export const eventWrites = (db: WriteConnection, dialect: Dialect) => {
  const memberships = membershipWrites(db, dialect)
  return {
    /** Appends the events of a write to the log, in its transaction. */
    async append(appId: string, now: number, ...events: NewEvent[]): Promise<void> {
      await this.insert(appId, now, ...events)
      const subjects = new Map(events.map(({ subject }) => [JSON.stringify(subject), subject]))
      for (const { table, key } of [...subjects.values()].map(rowOf))
        await db.run(`UPDATE ${table} SET ${newestEvent} WHERE app_id = $1 AND id = $2`, [
          appId,
          key,
        ])
    },

    /**
     * Only appends to the log; the caller must update `last_event_id` of the subjects. Opens memberships before the event that
     * opens them, and closes them after the event that closes them.
     */
    async insert(appId: string, now: number, ...events: NewEvent[]): Promise<void> {
      for (const [conversationId, some] of stretches(events)) {
        const opens = some[0]?.opens
        const closes = some.at(-1)?.closes
        if (opens) await memberships.open(appId, conversationId, opens)
        for (const batch of batches(some))
          await db.run(
            insertEvents(batch.length),
            batch.flatMap((event) => valuesOf(appId, now, event)),
          )
        if (closes) await memberships.close(appId, conversationId, closes)
      }
    },

    /** Appends an event that only webhooks get, in the order of the conversation if it is about one. */
    async insertPrivate(
      appId: string,
      now: number,
      type: PrivateType,
      part: PrivatePart,
      conversationId: string | null = null,
    ): Promise<void> {
      const json = JSON.stringify(part)
      // No user has the empty id.
      const userId = conversationId === null ? hiddenUserId('') : hiddenUserIdOf(conversationId)
      const size = Buffer.byteLength(json)
      await db.run(
        `INSERT INTO events (app_id, created_at, type, shape, user_id, mark, size, data, private,
           conversation_id) VALUES ($1, $2, $3, $4, $5, $6, $7, '{"only":"webhooks"}', $8, $9)`,
        [appId, now, type, eventShape, userId, newMark(), size, json, conversationId],
      )
    },

    /** Deletes all events. */
    async clear(): Promise<void> {
      await db.run('DELETE FROM events')
      await memberships.restart()
      await db.run('DELETE FROM settings WHERE name = $1', [trimmedTo])
      // Consumers continue with the new log. Entries that they had not handled are lost.
      await db.run('UPDATE consumers SET xid = 0, id = 0, mark = 0')
      await db.run('DELETE FROM webhook_rests')
      await db.run("DELETE FROM consumers WHERE name LIKE 'webhook % rests'")
    },
  }
}

const newMark = () => randomInt(2 ** 47)

/** Bytes of an event in the log. */
export const eventSize = (data: string, part: string | null): number =>
  Buffer.byteLength(data) + Buffer.byteLength(part ?? '')

/** The stored user of an event that no stream sends. It contains a slash, which no id has, so it matches no user. */
export const hiddenUserId = (userId: string) => `/${userId}`

export const plainUserId = (userId: string) => userId.replace(/^\//, '')

/** The stored user of an event that is about a conversation and that no stream sends. */
export const hiddenUserIdOf = (conversationId: string) => hiddenUserId(hiddenUserId(conversationId))

/** The user of an entry, also if no stream sends it; null if it is about none. */
export const userOf = (userId: string | null): string | null => {
  const id = plainUserId(userId ?? '')
  return id === '' || id.startsWith('/') ? null : id
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

/** Most events have no file, and need not be parsed. */
export const mayHaveFile = (json: string) => json.includes('"fileToken":')

function jsonToStore(value: unknown): string {
  const text = JSON.stringify(value)
  return mayHaveFile(text) ? withoutFileUrls(text) : text
}

function valuesOf(appId: string, now: number, event: NewEvent) {
  const { type, subject, recipient, opens, closes, isPrivate } = event
  const isOfUser = 'userId' in subject
  const data = jsonToStore(event.data)
  const part = event.private === undefined ? null : jsonToStore(event.private)
  return [
    appId,
    now,
    type,
    eventShape,
    isOfUser ? null : subject.conversationId,
    isOfUser ? (isPrivate ? hiddenUserId(subject.userId) : subject.userId) : (recipient ?? null),
    json(opens),
    json(closes),
    newMark(),
    eventSize(data, part),
    data,
    part,
  ]
}

/**
 * Splits the events into runs. In each run, only the first event may open memberships, and only the last event may
 * close some.
 */
function* stretches(events: NewEvent[]): Generator<[conversationId: string, NewEvent[]]> {
  let some: NewEvent[] = []
  for (const [index, event] of events.entries()) {
    some.push(event)
    const next = events[index + 1]
    if (next && !next.opens && !event.closes) continue
    yield ['conversationId' in event.subject ? event.subject.conversationId : '', some]
    some = []
  }
}

/** The row with the newest event about the subject. */
export const rowOf = (subject: Subject) =>
  'userId' in subject
    ? { table: 'users', key: subject.userId }
    : { table: 'conversations', key: subject.conversationId }
