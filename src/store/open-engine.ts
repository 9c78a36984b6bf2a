import type { Engine } from './engine.ts'
import { openPostgres, type PostgresOptions } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** Opens the database that the URL names; throws one sentence where that cannot be. */
export async function openEngine(url: string, options: PostgresOptions = {}): Promise<Engine> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1]
  if (file !== undefined) return openSqlite(file)
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, options)
  throw new Error(
    'DATABASE_URL must be sqlite:<file> or postgres://<user>:<password>@<host>/<name>.',
  )
}
