import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statfsSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder in memory, so that commits need not wait for a disk, if the machine has one with space. A container may have 64 MB. */
export const quickFolder =
  existsSync('/dev/shm') && spaceOf('/dev/shm') > 2 ** 30 ? '/dev/shm' : tmpdir()

/** The free bytes of the file system. */
function spaceOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Creates a folder that is deleted after the test, or by `onEnd`, when everything opened later has been closed. */
export function temporaryFolder(
  onEnd: (end: () => void) => void = onTestFinished,
  parent = tmpdir(),
): string {
  const folder = mkdtempSync(join(parent, 'parley-test-'))
  onEnd(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Makes a folder with the same files, without copying them if both are on one disk. Files and folders with the names are left out. */
export function linkFolder(from: string, to: string, ...except: string[]): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (except.includes(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkFolder(source, target, ...except)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkFile(source, target)
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    copyFileSync(source, target)
  }
}
