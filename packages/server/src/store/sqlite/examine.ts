import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type DatabaseFacts, newestSchema, newestTime, numberOf } from '../database-facts.ts'
import { cannotOpen } from './files.ts'

/** Reads the facts of the database in `file`, which a server may use. Resolves with undefined if there is no file. */
export function examineSqlite(file: string, thorough: boolean): DatabaseFacts | undefined {
  if (!existsSync(file)) return undefined
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
    try {
      return { ...factsOf(database, thorough), file }
    } finally {
      database.close()
    }
  } catch (cause) {
    throw cannotOpen(file, cause)
  }
}

function factsOf(database: DatabaseSync, thorough: boolean): DatabaseFacts {
  const value = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0]
  const version = value('SELECT sqlite_version()')
  const isEmpty = value('SELECT COUNT(*) FROM sqlite_schema') === 0
  const damage = thorough ? String(value('PRAGMA integrity_check(1)')) : 'ok'
  return {
    engine: `SQLite ${version}`,
    schema: isEmpty ? undefined : numberOf(value(newestSchema)),
    newestEvent: isEmpty ? undefined : numberOf(value(newestTime)),
    time: undefined,
    damage: damage === 'ok' ? undefined : damage,
  }
}
