import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { schemaVersion } from '../migrations.ts'
import { syncFile, syncFolder } from '../own-files.ts'
import { copy, removeDatabase } from './backup.ts'
import { cannotOpen, makeFile } from './files.ts'
import { lockForServer } from './server-lock.ts'

/**
 * Replaces the database in `file` with a copy of the backup `from`. Returns the path under which the old database is kept.
 * Throws an `Error` for the terminal if a server uses the database, or if `from` is not a valid backup.
 */
export async function restoreSqlite(
  from: string,
  file: string,
  now: Date,
): Promise<string | undefined> {
  if (!existsSync(from)) throw new Error(`There is no file ${from}.`)
  const hadDatabase = existsSync(file)
  makeFile(file)
  const unlock = lockForServer(file)
  const unfinished = `${file}.unfinished`
  try {
    removeDatabase(unfinished)
    makeFile(unfinished)
    await copy(from, unfinished).catch((cause) => {
      throw cannotOpen(from, cause)
    })
    prepare(unfinished, from)
    await syncFile(unfinished)
    const kept = `${file}.before-${now.toISOString().replaceAll(':', '-')}`
    if (hadDatabase) setAside(file, kept)
    renameSync(unfinished, file)
    await syncFolder(dirname(resolve(file)))
    return hadDatabase ? kept : undefined
  } finally {
    removeDatabase(unfinished)
    // The lock needed a database file, so it created an empty one.
    if (!hadDatabase && statSync(file).size === 0) rmSync(file)
    unlock()
  }
}

/** Throws an `Error` for the terminal if the copy of `from` is not a valid database of Parley. Starts a new epoch in it. */
function prepare(copied: string, from: string): void {
  const database = new DatabaseSync(copied)
  try {
    const [check] = database.prepare('PRAGMA integrity_check(1)').all()
    if (check?.integrity_check !== 'ok') throw new Error(`it is damaged: ${check?.integrity_check}`)
    const row = database.prepare('SELECT MAX(version) AS version FROM schema_version').get()
    if (Number(row?.version) > schemaVersion)
      throw new Error(
        `it has schema ${row?.version}, and this program supports none above ${schemaVersion}`,
      )
    // In the restored database, cursors from after the backup are not valid: streams that resume get `reset`.
    database.exec(`DELETE FROM settings WHERE name = 'epoch'; PRAGMA wal_checkpoint(TRUNCATE)`)
  } catch (cause) {
    throw new Error(`${from} is not a backup that can be restored: ${(cause as Error).message}.`, {
      cause,
    })
  } finally {
    database.close()
  }
}

/**
 * Keeps a database under another name, including the contents of its write-ahead log. If possible, the database keeps
 * its own name too, until a rename replaces it. Without this, a process that is killed in between would leave no
 * database, and the next start would create an empty one.
 */
function setAside(file: string, kept: string): void {
  if (isInOneFile(file))
    try {
      linkSync(file, kept)
      for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
      return
    } catch (error) {
      // Some file systems have no hard links.
      if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) throw error
    }
  for (const ending of ['-wal', '-shm', ''])
    if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${kept}${ending}`)
}

const codeOf = (error: unknown) => String((error as NodeJS.ErrnoException).code)

/**
 * Moves the contents of the write-ahead log into the database. Returns whether the log is empty now, which it is not if
 * the database is damaged.
 */
function isInOneFile(file: string): boolean {
  try {
    const database = new DatabaseSync(file)
    try {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      database.close()
    }
  } catch {
    return false
  }
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })
  return log === undefined || log.size === 0
}
