import { constants, type DatabaseSync, type StatementSync } from 'node:sqlite'
import { unavailable } from '../availability.ts'
import type { Row, Value, WriteConnection } from '../engine.ts'

interface Prepared {
  statement: StatementSync
  columns: string[]
  /** For each placeholder of the statement, the index of its parameter. */
  places: number[]
}

export interface SqliteConnection extends WriteConnection {
  /** Set to true by a statement that may change something, even if it fails. */
  hasWritten: boolean
}

/** The actions that a read-only statement may do (sqlite.org/c3ref/c_alter_table). */
const reads = new Set<number>([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
])

/** Runs statements on the database, each prepared once. */
export function connection(database: DatabaseSync): SqliteConnection {
  const statements = { rows: new Map<string, Prepared>(), run: new Map<string, Prepared>() }
  let isReading = false
  database.setAuthorizer((action) =>
    isReading && !reads.has(action) ? constants.SQLITE_DENY : constants.SQLITE_OK,
  )
  const prepared = (verb: 'rows' | 'run', sql: string): Prepared => {
    const kept = statements[verb].get(sql)
    if (kept) return kept
    // node:sqlite binds `$1` only by name; positional parameters are faster than an object for each call.
    const places = [...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number) - 1)
    isReading = verb === 'rows'
    try {
      const statement = database.prepare(sql.replaceAll(/\$\d+/g, '?'))
      statement.setReturnArrays(true)
      const columns = statement.columns().map(({ name }) => name)
      const made = { statement, columns, places }
      statements[verb].set(sql, made)
      return made
    } finally {
      isReading = false
    }
  }
  const made: SqliteConnection = {
    hasWritten: false,
    async rows(sql, parameters = []) {
      try {
        const { statement, columns, places } = prepared('rows', sql)
        const values = statement.all(...places.map((place) => parameters[place] as Value))
        return (values as unknown as Value[][]).map((row) => rowOf(columns, row))
      } catch (error) {
        throw translated(error)
      }
    },
    async run(sql, parameters = []) {
      made.hasWritten = true
      try {
        const { statement, places } = prepared('run', sql)
        statement.run(...places.map((place) => parameters[place] as Value))
      } catch (error) {
        throw translated(error)
      }
    },
  }
  const translated = (error: unknown): unknown => {
    if (!isStorageFault(error)) return error
    // It may have ended the transaction (sqlite.org/lang_transaction).
    made.hasWritten = true
    return unavailable(error)
  }
  return made
}

/** Converts rows: the objects of node:sqlite are dictionaries, slow to create and to read. */
function rowOf(columns: string[], values: Value[]): Row {
  const row: Row = {}
  for (let index = 0; index < columns.length; index += 1)
    row[columns[index] as string] = values[index] as Value
  return row
}

/** A statement without parameters and rows, prepared once. */
export function statement(database: DatabaseSync, sql: string): () => void {
  const prepared = database.prepare(sql)
  return () => void prepared.run()
}

/** Result codes caused by the disk or by other processes, not by the statement (sqlite.org/rescode). */
const storageFaults = new Set([5, 6, 7, 8, 10, 11, 13, 14])

const resultCode = (error: unknown) =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

export const isStorageFault = (error: unknown) => storageFaults.has(resultCode(error) ?? 0)

/** Whether another connection holds the lock that the statement needs. */
export const isBusy = (error: unknown) => resultCode(error) === 5
