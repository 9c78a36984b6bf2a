import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { ApiError } from '../model/error.ts'
import type { Connection, Row, Value } from './engine.ts'

interface Prepared {
  statement: StatementSync
  /** Index into the parameters for each place in the statement. */
  places: number[]
}

/** Runs statements on the database, each prepared once. */
export function connection(database: DatabaseSync): Connection {
  const statements = new Map<string, Prepared>()
  const prepared = (sql: string): Prepared => {
    const kept = statements.get(sql)
    if (kept) return kept
    // node:sqlite binds `$1` by name only; places in order are quicker than an object a call.
    const places = [...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number) - 1)
    const made = { statement: database.prepare(sql.replaceAll(/\$\d+/g, '?')), places }
    statements.set(sql, made)
    return made
  }
  return {
    async query(sql, parameters = []) {
      try {
        const { statement, places } = prepared(sql)
        return statement.all(...places.map((place) => parameters[place] as Value)) as Row[]
      } catch (error) {
        throw isStorageFault(error) ? unavailable(error) : error
      }
    },
  }
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
