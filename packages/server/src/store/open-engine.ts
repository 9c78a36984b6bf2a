import type { Engine } from './engine.ts'
import type { PostgresOptions } from './postgres/open-postgres.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

/** Opens the database that the URL names; throws one sentence where that cannot be. */
export async function openEngine(url: string, options: PostgresOptions = {}): Promise<Engine> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1]
  if (file !== undefined) return openSqlite(file, { repeatsWrites: options.repeatsWrites })
  if (/^postgres(ql)?:\/\//.test(url)) {
    // Loaded where it is used: with its driver it would add a tenth to each start on SQLite.
    const { openPostgres } = await import('./postgres/open-postgres.ts')
    return openPostgres(url, options)
  }
  throw new Error(
    'DATABASE_URL must be sqlite:<file> or postgres://<user>:<password>@<host>/<name>.',
  )
}
