import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder, ownFile } from '../own-files.ts'

/** Creates the file of a database and its folder if missing. SQLite gives its other files the same mode. */
export function makeFile(file: string): void {
  try {
    makeFolder(dirname(file))
    if (!existsSync(file)) closeSync(openSync(file, 'a', ownFile))
    for (const path of [file, `${file}-wal`, `${file}-shm`]) hideFromOthers(path)
  } catch (cause) {
    throw cannotOpen(file, cause)
  }
}

export const cannotOpen = (file: string, cause: unknown) =>
  new Error(`The database in ${file} cannot be opened: ${(cause as Error).message}.`, { cause })

/** Removes the permissions of others from a file, as older versions created it. Permissions of the group stay. */
function hideFromOthers(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  const isOurs = stat?.uid === process.getuid?.()
  if (stat && isOurs && (stat.mode & 0o007) !== 0) chmodSync(path, ownFile)
}
