import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Only the user that runs Parley may read: databases and uploaded files hold messages and keys. */
export const ownFile = 0o600
const ownFolder = 0o700

/** Creates the folder and its parents if missing. */
// Not `recursive`: in /proc, Node would try forever.
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: ownFolder })
  } catch (error) {
    // Another process may have created it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
