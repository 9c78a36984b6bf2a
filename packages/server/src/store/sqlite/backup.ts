import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { ownFile } from '../own-files.ts'
import { cannotOpen } from './files.ts'

export interface BackupOptions {
  /** Whether to replace an existing file. Default false. */
  force?: boolean | undefined
}

/**
 * Copies a consistent snapshot of the database in `file`, which may be in use, to `to`. The copy appears under its name
 * only once it is complete and on disk. Throws an `Error` for the terminal if it cannot be made.
 */
export async function backupSqlite(
  file: string,
  to: string,
  { force = false }: BackupOptions = {},
): Promise<void> {
  if (!force && existsSync(to)) throw new Error(`${to} exists already. --force replaces it.`)
  const unfinished = `${to}.unfinished`
  try {
    removeDatabase(unfinished)
    closeSync(openSync(unfinished, 'wx', ownFile))
    await copy(file, unfinished)
    sync(unfinished)
    renameSync(unfinished, to)
    sync(dirname(resolve(to)))
  } catch (cause) {
    removeDatabase(unfinished)
    throw new Error(`The backup to ${to} failed: ${(cause as Error).message}.`, { cause })
  }
}

/** Copies a snapshot of a database. Without a snapshot, each write would restart a copy in steps. */
export async function copy(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  try {
    source.exec('BEGIN')
    source.prepare('SELECT COUNT(*) FROM sqlite_schema').get()
    await backup(source, to, { rate: 1000 })
  } finally {
    source.close()
  }
}

/**
 * The keys and SHA-256 hashes of the uploaded files that the database in `file` knows. Throws an `Error` for the terminal if it
 * cannot be read.
 */
export function storedFiles(file: string): { key: string; sha256: string }[] {
  try {
    using database = new DatabaseSync(file, { readOnly: true })
    const rows = database.prepare("SELECT id, data FROM files WHERE state = 'stored'").all()
    return rows.map(({ id, data }) => ({
      key: id as string,
      sha256: JSON.parse(data as string).hash,
    }))
  } catch (cause) {
    throw cannotOpen(file, cause)
  }
}

/** Resolves once the file, or the entries of a folder, are on disk. */
export function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

export function removeDatabase(file: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}
