import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { ownFile } from './files.ts'

export interface BackupOptions {
  /** Replaces a file that is there. Default false. */
  force?: boolean | undefined
}

/**
 * Copies the database in `file`, which may be in use, to `to`, as it is at one moment. The copy is whole or not
 * there: it has its name only once it is on the disk. Throws a sentence if it cannot be made.
 */
export async function backupSqlite(
  file: string,
  to: string,
  { force = false }: BackupOptions = {},
): Promise<void> {
  if (!force && existsSync(to)) throw new Error(`${to} is there already. --force replaces it.`)
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

/** Copies a database at one moment: a copy in steps begins anew with each write unless it reads a snapshot. */
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

/** Resolves once the file, or what a folder says of its files, is on the disk. */
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
