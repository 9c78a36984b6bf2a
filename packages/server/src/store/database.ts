import { existsSync } from 'node:fs'
import { type AvailabilityListener, observed } from './availability.ts'
import { type EngineOptions, openEngine, sqliteFile } from './open-engine.ts'
import { type BackupOptions, backupSqlite } from './sqlite/backup.ts'
import { restoreSqlite } from './sqlite/restore.ts'
import { openStore, type Store } from './store.ts'

/** Opens the database, made where missing and brought to this program's schema. */
export async function openDatabase(
  url: string,
  options?: EngineOptions,
  listener?: AvailabilityListener,
): Promise<Store> {
  const engine = await openEngine(url, options)
  return openStore(listener ? observed(engine, listener) : engine)
}

/** Opens a database that is there already; throws a sentence where there is none. */
export async function openExistingDatabase(url: string): Promise<Store> {
  const file = sqliteFile(url)
  if (file !== undefined) assertExists(file)
  return openDatabase(url)
}

/** Copies the SQLite database of the URL to a file, also while a server uses it; throws a sentence if it cannot. */
export async function backupDatabase(
  url: string,
  to: string,
  options?: BackupOptions,
): Promise<void> {
  const file = onlySqlite(url)
  assertExists(file)
  await backupSqlite(file, to, options)
}

/** Puts a backup in the place of the SQLite database of the URL; returns where the one that was there is kept. */
export const restoreDatabase = async (
  url: string,
  from: string,
  now: Date,
): Promise<string | undefined> => restoreSqlite(from, onlySqlite(url), now)

function onlySqlite(url: string): string {
  const file = sqliteFile(url)
  if (file !== undefined) return file
  throw new Error(
    'This is for SQLite. PostgreSQL has pg_dump and base backups of its own: see docs/postgresql.md.',
  )
}

function assertExists(file: string): void {
  if (!existsSync(file))
    throw new Error(
      `There is no database at sqlite:${file}. Start the server once, or set DATABASE_URL.`,
    )
}
