import {
  type ConversationAttributes,
  type ConversationPosition,
  type ConversationRecord,
  storedConversation,
} from '../../model/conversation.ts'
import type { FileUrl } from '../../model/file.ts'
import type { Filter } from '../../model/filter.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { addLookup, type Candidate, findCandidates, subjectKey } from './candidates.ts'
import {
  byCount,
  Conditions,
  castToNumber,
  padToPowerOfTwo,
  placeholders,
  valuesClause,
} from './clauses.ts'
import {
  addConversationPage,
  type ConversationPage,
  type ListedConversation,
} from './conversation-page.ts'
import { newestEvent } from './event-writes.ts'
import { newestColumns, newestFrom } from './messages.ts'
import { tablesOfConversations } from './owners.ts'

const positionFrom = (row: Row): ConversationPosition => ({
  lastSeq: row.last_seq as number,
  newestSeq: row.newest_seq as number,
  lastActivity: row.last_activity as number,
  nextTime: row.next_time as number,
})

const conversationFrom = (row: Row): ConversationRecord => ({
  ...positionFrom(row),
  attributes: attributesFrom(row.data),
})

const attributesFrom = (data: Row[string] | undefined): ConversationAttributes =>
  storedConversation(JSON.parse(data as string))

/** Decodes a row with `c_data`, `last_activity` and the columns of the newest message. */
export const listedFrom = (appId: string, row: Row, urlOf: FileUrl): ListedConversation => ({
  attributes: attributesFrom(row.c_data),
  lastActivity: row.last_activity as number,
  newest: newestFrom(appId, row, row.conversation_id as string, urlOf),
  size: String(row.c_data).length + String(row.m_data ?? '').length,
})

const listed = `SELECT c.id AS conversation_id, c.data AS c_data, c.last_activity, ${newestColumns}
  FROM conversations c
  LEFT JOIN messages m
    ON m.app_id = c.app_id AND m.conversation_id = c.id AND m.seq = c.newest_seq`

const selectPositions = byCount(
  (count) => `SELECT id, last_seq, newest_seq, last_activity, next_time FROM conversations
    WHERE app_id = $1 AND id IN (${placeholders(2, count)})`,
)

const updatePositions = byCount((count) => {
  const set = (value: (column: number) => string) =>
    `UPDATE conversations SET last_activity = ${value(3)}, newest_seq = ${value(4)},
       last_seq = ${value(5)}, next_time = ${value(6)}, ${newestEvent}`
  return count === 1
    ? `${set((column) => `$${column}`)} WHERE app_id = $1 AND id = $2`
    : `${set((column) => castToNumber(`column${column}`))}
       FROM (VALUES ${valuesClause(count, 6)}) AS changed
       WHERE app_id = column1 AND id = column2`
})

export const conversationReads = (db: ReadConnection, urlOf: FileUrl) => ({
  async get(appId: string, id: string): Promise<ConversationRecord | undefined> {
    const [row] = await db.rows(
      `SELECT data, last_seq, newest_seq, last_activity, next_time FROM conversations
       WHERE app_id = $1 AND id = $2`,
      [appId, id],
    )
    return row && conversationFrom(row)
  },

  /** Reads the positions of those conversations that exist, by id, without their properties. */
  async positions(appId: string, ids: string[]): Promise<Map<string, ConversationPosition>> {
    const padded = padToPowerOfTwo(ids)
    const rows = await db.rows(selectPositions(padded.length), [appId, ...padded])
    return new Map(rows.map((row) => [row.id as string, positionFrom(row)]))
  },

  async list(appId: string, page: ConversationPage): Promise<ListedConversation[]> {
    const where = new Conditions().and('c.app_id = ?', appId)
    const order = addConversationPage(where, page, 'c', 'c.id')
    const rows = await db.rows(`${listed} WHERE ${where} ${order}`, where.parameters)
    return rows.map((row) => listedFrom(appId, row, urlOf))
  },

  /** Returns the conversations with these ids that exist, unordered. */
  async listByIds(appId: string, ids: string[]): Promise<ListedConversation[]> {
    if (ids.length === 0) return []
    const where = new Conditions().and('c.app_id = ?', appId).isOneOf('c.id', padToPowerOfTwo(ids))
    const rows = await db.rows(`${listed} WHERE ${where}`, where.parameters)
    return rows.map((row) => listedFrom(appId, row, urlOf))
  },

  /** The app's conversations that match the filter, and possibly others; undefined if they may be many. */
  candidates(appId: string, filter: Filter): Promise<Candidate[] | undefined> {
    return findCandidates(filter, (lookup, limit) => {
      const where = new Conditions().and('c.app_id = ?', appId)
      const order = addLookup(where, lookup, 'c', 'c.id')
      return db.rows(
        `SELECT c.id, c.created_at, c.last_activity FROM conversations c
         WHERE ${where} ${order} LIMIT ${where.parameter(limit)}`,
        where.parameters,
      )
    })
  },
})

export const conversationWrites = (db: WriteConnection) => ({
  async put(appId: string, { attributes, ...record }: ConversationRecord): Promise<void> {
    const { id, createdAt } = attributes
    await db.run(
      `INSERT INTO conversations
         (app_id, id, created_at, last_activity, newest_seq, last_seq, indexed_seq, next_time, subject_key, data)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)
       ON CONFLICT (app_id, id) DO UPDATE SET last_activity = excluded.last_activity,
         newest_seq = excluded.newest_seq, last_seq = excluded.last_seq,
         next_time = excluded.next_time,
         subject_key = excluded.subject_key, data = excluded.data`,
      [
        appId,
        id,
        createdAt,
        record.lastActivity,
        record.newestSeq,
        record.lastSeq,
        record.nextTime,
        subjectKey(attributes.subject),
        JSON.stringify(attributes),
      ],
    )
  },

  /** Sets the positions of the conversations, by id, and their newest event. Their properties stay. */
  async updatePositions(
    appId: string,
    positions: ReadonlyMap<string, ConversationPosition>,
  ): Promise<void> {
    const each = padToPowerOfTwo([...positions])
    await db.run(
      updatePositions(each.length),
      each.flatMap(([id, { lastActivity, newestSeq, lastSeq, nextTime }]) => [
        ...[appId, id],
        ...[lastActivity, newestSeq, lastSeq, nextTime],
      ]),
    )
  },

  /** Deletes the conversation and its participants. A purge deletes the rest. */
  async delete(appId: string, id: string): Promise<void> {
    for (const [table, when] of Object.entries(tablesOfConversations))
      if (when === 'at once' && table !== 'purges')
        await db.run(`DELETE FROM ${table} WHERE app_id = $1 AND conversation_id = $2`, [appId, id])
    await db.run('DELETE FROM conversations WHERE app_id = $1 AND id = $2', [appId, id])
  },
})
