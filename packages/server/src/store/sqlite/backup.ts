import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { ownFile, syncFile, syncFolder } from '../own-files.ts'

export interface BackupOptions {
  /** Whether to replace an existing file. Default: false. */
  force?: boolean | undefined
  /** Stops the copy. No part of it is left. */
  signal?: AbortSignal | undefined
}

/**
 * Copies a consistent snapshot of the database in `file`, which may be in use, to `to`. The copy appears under its name
 * only once it is complete and on disk. Throws an `Error` for the terminal if it cannot be made.
 */
export async function backupSqlite(
  file: string,
  to: string,
  { force = false, signal }: BackupOptions = {},
): Promise<void> {
  if (!force && existsSync(to)) throw new Error(`${to} exists already. --force replaces it.`)
  const unfinished = `${to}.unfinished`
  try {
    removeDatabase(unfinished)
    closeSync(openSync(unfinished, 'wx', ownFile))
    await copy(file, unfinished, signal)
    await syncFile(unfinished)
    renameSync(unfinished, to)
    await syncFolder(dirname(resolve(to)))
  } catch (cause) {
    removeDatabase(unfinished)
    throw new Error(`The backup to ${to} failed: ${(cause as Error).message}.`, { cause })
  }
}

/** Copies a snapshot of a database. Without the snapshot, each write would restart the copy, which is made in steps. */
export async function copy(from: string, to: string, signal?: AbortSignal): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  try {
    source.exec('BEGIN')
    source.prepare('SELECT COUNT(*) FROM sqlite_schema').get()
    // If this throws after a step, the copy ends.
    await backup(source, to, { rate: 1000, progress: () => signal?.throwIfAborted() })
  } finally {
    source.close()
  }
}

export function removeDatabase(file: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}
