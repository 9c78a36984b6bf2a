import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Where a commit need not wait for a disk, if the machine has such a place. */
export const quickFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A new folder, gone after the test, or at another end: after what is opened later has been closed. */
export function temporaryFolder(
  onEnd: (end: () => void) => void = onTestFinished,
  parent = tmpdir(),
): string {
  const folder = mkdtempSync(join(parent, 'parley-test-'))
  onEnd(() => rmSync(folder, { recursive: true }))
  return folder
}
