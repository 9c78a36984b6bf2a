import { existsSync } from 'node:fs'
import { type AvailabilityListener, observeEngine } from './availability.ts'
import { type EngineOptions, openEngine, sqliteFile } from './open-engine.ts'
import { type BackupOptions, backupSqlite } from './sqlite/backup.ts'
import { restoreSqlite } from './sqlite/restore.ts'
import { openStore, type Store } from './store.ts'

export interface DatabaseOptions extends EngineOptions {
  /** Returns the URL of the server as clients see it, without a slash at its end. */
  publicUrl?: () => string
}

/** Opens the database. Creates it if missing, and migrates it to the current schema. */
export async function openDatabase(
  url: string,
  { publicUrl, ...options }: DatabaseOptions = {},
  listener?: AvailabilityListener,
): Promise<Store> {
  const engine = await openEngine(url, options)
  return openStore(listener ? observeEngine(engine, listener) : engine, publicUrl)
}

/** Opens an existing database. Throws an `Error` for the terminal if there is none. */
export async function openExistingDatabase(url: string): Promise<Store> {
  const file = sqliteFile(url)
  if (file !== undefined) assertExists(file)
  return openDatabase(url)
}

/** Copies the SQLite database of the URL to a file, even while a server uses it. Throws an `Error` for the terminal if it cannot. */
export async function backupDatabase(
  url: string,
  to: string,
  options?: BackupOptions,
): Promise<void> {
  const file = onlySqlite(url)
  assertExists(file)
  await backupSqlite(file, to, options)
}

/** Replaces the SQLite database of the URL with a backup. Returns the path of the old database. */
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
