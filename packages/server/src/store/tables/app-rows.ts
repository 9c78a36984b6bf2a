import type { ReadConnection, Row, Value, WriteConnection } from '../engine.ts'
import { Conditions, insertBatches } from './clauses.ts'
import { tablesOfApps } from './owners.ts'
import { purgedSeq } from './purges.ts'

/**
 * The tables of an export, in the order in which they are written, with the columns that every database sets itself:
 * positions in its own log, presence, progress of its search index, and numbers that are counted from other rows.
 */
const ownColumns = {
  users: ['online', 'last_event_id'],
  conversations: ['last_event_id', 'indexed_seq'],
  participants: [],
  messages: [],
  mentions: [],
  reactions: [],
  idempotency_keys: [],
  files: ['uses'],
  message_files: [],
  webhooks: [],
}

export type AppTable = keyof typeof ownColumns

export const appTables = Object.keys(ownColumns) as AppTable[]

/** Leaves out messages that are not deleted yet although their conversation was deleted. */
const remaining: Partial<Record<AppTable, string>> = {
  ...Object.fromEntries(
    ['messages', 'mentions', 'reactions', 'message_files', 'idempotency_keys'].map((table) => [
      table,
      `seq > ${purgedSeq(`${table}.app_id`, `${table}.conversation_id`)}`,
    ]),
  ),
  files: `state = 'stored'`,
}

/** Whole rows of an app, for its export. They have no `app_id`. */
export const appRowReads = (db: ReadConnection) => ({
  /** The next rows of a table after the position, or its first ones. The position of the last one is undefined at the end. */
  async page(
    table: AppTable,
    appId: string,
    after: Value[] | undefined,
    limit: number,
  ): Promise<{ rows: Row[]; last: Value[] | undefined }> {
    const order = orderOf(table)
    const where = conditionsOf(table, appId)
    if (after) where.and(`(${order.join(', ')}) > (${order.map(() => '?').join(', ')})`, ...after)
    const found = await db.rows(
      `SELECT * FROM ${table} WHERE ${where} ORDER BY ${order.join(', ')}
       LIMIT ${where.parameter(limit)}`,
      where.parameters,
    )
    const [last] = found.slice(-1)
    const left = ['app_id', ...ownColumns[table]]
    return {
      rows: found.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !left.includes(name))),
      ),
      last: found.length === limit ? last && order.map((name) => last[name] as Value) : undefined,
    }
  },

  async count(table: AppTable, appId: string): Promise<number> {
    const where = conditionsOf(table, appId)
    const [row] = await db.rows(
      `SELECT COUNT(*) AS count FROM ${table} WHERE ${where}`,
      where.parameters,
    )
    return Number(row?.count)
  },
})

export const appRowWrites = (db: WriteConnection) => ({
  /** Inserts rows with the same columns. Throws an `Error` if a column has no valid name. */
  async insert(table: AppTable, appId: string, rows: Row[]): Promise<void> {
    const names = Object.keys(rows[0] ?? {})
    const wrong = names.find((name) => !/^[a-z_]+$/.test(name))
    if (wrong !== undefined) throw new Error(`"${wrong}" is not a column`)
    for (const { batch, rows: values } of insertBatches(rows, names.length + 1))
      await db.run(
        `INSERT INTO ${table} (app_id, ${names.join(', ')}) VALUES ${values}`,
        batch.flatMap((row) => [appId, ...names.map((name) => row[name] ?? null)]),
      )
  },
})

const orderOf = (table: AppTable): string[] => tablesOfApps[table] as string[]

function conditionsOf(table: AppTable, appId: string): Conditions {
  const where = new Conditions().and('app_id = ?', appId)
  const condition = remaining[table]
  return condition === undefined ? where : where.and(condition)
}
