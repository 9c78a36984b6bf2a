import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { ApiError } from '../model/error.ts'
import type { Connection, Row, Value } from './engine.ts'

interface Prepared {
  statement: StatementSync
  isRead: boolean
  columns: string[]
  /** Index into the parameters for each place in the statement. */
  places: number[]
}

export interface SqliteConnection extends Connection {
  /** Becomes true with a statement that may change something, be it by its failure. */
  hasWritten: boolean
}

/** Runs statements on the database, each prepared once. */
export function connection(database: DatabaseSync): SqliteConnection {
  const statements = new Map<string, Prepared>()
  const prepared = (sql: string): Prepared => {
    const kept = statements.get(sql)
    if (kept) return kept
    // node:sqlite binds `$1` by name only; places in order are quicker than an object a call.
    const places = [...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number) - 1)
    const statement = database.prepare(sql.replaceAll(/\$\d+/g, '?'))
    statement.setReturnArrays(true)
    const columns = statement.columns().map(({ name }) => name)
    const made = { statement, isRead: /^\s*SELECT\b/.test(sql), columns, places }
    statements.set(sql, made)
    return made
  }
  const made: SqliteConnection = {
    hasWritten: false,
    async query(sql, parameters = []) {
      try {
        const { statement, isRead, columns, places } = prepared(sql)
        if (!isRead) made.hasWritten = true
        const values = statement.all(...places.map((place) => parameters[place] as Value))
        return (values as unknown as Value[][]).map((row) => rowOf(columns, row))
      } catch (error) {
        if (!isStorageFault(error)) throw error
        // It may have ended the transaction (sqlite.org/lang_transaction).
        made.hasWritten = true
        throw unavailable(error)
      }
    },
  }
  return made
}

/** The objects of node:sqlite itself are dictionaries, slow to make and slower to read. */
function rowOf(columns: string[], values: Value[]): Row {
  const row: Row = {}
  for (let index = 0; index < columns.length; index += 1)
    row[columns[index] as string] = values[index] as Value
  return row
}

/** A statement without parameters or answer, prepared once. */
export function statement(database: DatabaseSync, sql: string): () => void {
  const prepared = database.prepare(sql)
  return () => void prepared.run()
}

/** Result codes that tell of the disk or of other processes, not of the statement (sqlite.org/rescode). */
const storageFaults = new Set([5, 6, 7, 8, 10, 11, 13, 14])

const resultCode = (error: unknown) =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

const isStorageFault = (error: unknown) => storageFaults.has(resultCode(error) ?? 0)

/** Whether another connection holds the lock that the statement needs. */
export const isBusy = (error: unknown) => resultCode(error) === 5

export const unavailable = (cause: unknown) =>
  Object.assign(new ApiError('unavailable', 'The database is not available now. Try again.'), {
    cause,
  })
