import { type Engine, isPostgres, type Reader } from './engine.ts'
import type { PostgresOptions } from './postgres/open-postgres.ts'
import { openSqlite, openSqliteReader, type SqliteOptions } from './sqlite/open-sqlite.ts'

const notValid =
  'DATABASE_URL is not a valid URL. Encode special characters in its password, for example @ as %40 and # as %23.'

/** Returns the file of a SQLite URL, or undefined for another URL. */
export const sqliteFile = (url: string): string | undefined => /^sqlite:(.+)$/.exec(url)?.[1]

export type EngineOptions = PostgresOptions & SqliteOptions

/** Opens an existing database for reading only; on PostgreSQL with the given number of connections. */
export async function openReader(
  url: string,
  connections: number,
  directUrl?: string,
): Promise<Reader> {
  const file = sqliteFile(url)
  if (file !== undefined) return openSqliteReader(file)
  const { openPostgresReader } = await import('./postgres/reader.ts')
  return openPostgresReader(url, connections, directUrl === undefined ? 'sessions' : 'transactions')
}

/** Opens the database of the URL. Throws an `Error` for the terminal if it cannot. */
export async function openEngine(url: string, options: EngineOptions = {}): Promise<Engine> {
  const file = sqliteFile(url)
  if (file !== undefined) return openSqlite(file, options)
  if (isPostgres(url)) {
    // Loaded only if needed: the driver would make each start on SQLite 10 % slower.
    const { openPostgres } = await import('./postgres/open-postgres.ts')
    return openPostgres(url, options).catch((error) => {
      throw error.code === 'ERR_INVALID_URL' ? new Error(notValid) : error
    })
  }
  throw new Error(
    'DATABASE_URL must be sqlite:<file> or postgres://<user>:<password>@<host>/<name>.',
  )
}
