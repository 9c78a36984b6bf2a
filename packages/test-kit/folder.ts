import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder in memory, so that commits need not wait for a disk, if the machine has one. */
export const quickFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Creates a folder that is deleted after the test, or by `onEnd`, when everything opened later has been closed. */
export function temporaryFolder(
  onEnd: (end: () => void) => void = onTestFinished,
  parent = tmpdir(),
): string {
  const folder = mkdtempSync(join(parent, 'parley-test-'))
  onEnd(() => rmSync(folder, { recursive: true }))
  return folder
}
