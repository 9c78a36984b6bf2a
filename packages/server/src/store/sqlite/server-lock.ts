import { realpathSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isBusy } from './connection.ts'
import { makeFile } from './files.ts'

/**
 * Locks the existing database in `file` for one server: two servers would set each other's users offline. Throws an `Error`
 * for the terminal if another process holds the lock. Returns a function that releases it; the operating system releases
 * it when the process ends.
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
      `Another Parley server is using the database in ${file}. Stop it first, or set DATABASE_URL to another file.`,
      { cause },
    )
  }
  return () => lock.close()
}
