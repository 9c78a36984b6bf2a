import type { Engine } from './engine.ts'
import type { PostgresOptions } from './postgres/open-postgres.ts'
import { openSqlite, type SqliteOptions } from './sqlite/open-sqlite.ts'

const notValid =
  'DATABASE_URL is not a valid URL. Encode what is special in its password, for example @ as %40 and # as %23.'

/** The file of a SQLite database, or undefined if the URL names another one. */
export const sqliteFile = (url: string): string | undefined => /^sqlite:(.+)$/.exec(url)?.[1]

export type EngineOptions = PostgresOptions & SqliteOptions

/** Opens the database that the URL names; throws one sentence where that cannot be. */
export async function openEngine(url: string, options: EngineOptions = {}): Promise<Engine> {
  const file = sqliteFile(url)
  if (file !== undefined) return openSqlite(file, options)
  if (/^postgres(ql)?:\/\//.test(url)) {
    // Loaded where it is used: with its driver it would add a tenth to each start on SQLite.
    const { openPostgres } = await import('./postgres/open-postgres.ts')
    return openPostgres(url, options).catch((error) => {
      throw error.code === 'ERR_INVALID_URL' ? new Error(notValid) : error
    })
  }
  throw new Error(
    'DATABASE_URL must be sqlite:<file> or postgres://<user>:<password>@<host>/<name>.',
  )
}
