import { realpathSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isBusy } from './connection.ts'
import { makeFile } from './files.ts'

/**
 * Keeps the database in `file`, which is there, for one server: two would each take the users of the other offline. Throws a
 * sentence if another process holds it. Returns what lets go of it; the end of the process does so too, as
 * the lock is the operating system's, on a file beside the database.
 */
export function lockForServer(file: string): () => void {
  const path = `${realpathSync(file)}-lock`
  makeFile(path)
  const lock = new DatabaseSync(path, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (!isBusy(cause)) throw cause
    throw new Error(
      `Another Parley server is using the database in ${file}: stop it first, or set DATABASE_URL to another file.`,
      { cause },
    )
  }
  return () => lock.close()
}
