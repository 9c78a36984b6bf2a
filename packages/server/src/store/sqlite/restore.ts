import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { schemaVersion } from '../migrations.ts'
import { copy, removeDatabase, sync } from './backup.ts'
import { cannotOpen, makeFile } from './files.ts'
import { lockForServer } from './server-lock.ts'

/**
 * Puts a copy of the backup `from` in the place of the database in `file`, and keeps what was there under the
 * name that it returns. Throws a sentence if a server uses the database, or if `from` is no whole backup.
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
    sync(unfinished)
    const kept = `${file}.before-${now.toISOString().replaceAll(':', '-')}`
    if (hadDatabase) setAside(file, kept)
    renameSync(unfinished, file)
    sync(dirname(resolve(file)))
    return hadDatabase ? kept : undefined
  } finally {
    removeDatabase(unfinished)
    // The lock is beside a file, which was made for it.
    if (!hadDatabase && statSync(file).size === 0) rmSync(file)
    unlock()
  }
}

/** Throws a sentence if the copy of `from` is not a whole database of Parley. Begins a new life of it. */
function prepare(copied: string, from: string): void {
  const database = new DatabaseSync(copied)
  try {
    const [check] = database.prepare('PRAGMA integrity_check(1)').all()
    if (check?.integrity_check !== 'ok') throw new Error(`it is damaged: ${check?.integrity_check}`)
    const row = database.prepare('SELECT MAX(version) AS version FROM schema_version').get()
    if (Number(row?.version) > schemaVersion)
      throw new Error(
        `it has schema ${row?.version}, and this program knows none above ${schemaVersion}`,
      )
    // Cursors from after the backup mean nothing in it: streams that resume are told to start anew.
    database.exec(`DELETE FROM settings WHERE name = 'epoch'; PRAGMA wal_checkpoint(TRUNCATE)`)
  } catch (cause) {
    throw new Error(`${from} is not a backup that can be restored: ${(cause as Error).message}.`, {
      cause,
    })
  } finally {
    database.close()
  }
}

/** Renames a database with what its log holds. */
function setAside(file: string, kept: string): void {
  for (const ending of ['-wal', '-shm', ''])
    if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${kept}${ending}`)
}
