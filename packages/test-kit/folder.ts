import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new folder, gone after the test, or at another end: after what is opened later has been closed. */
export function temporaryFolder(onEnd: (end: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'))
  onEnd(() => rmSync(folder, { recursive: true }))
  return folder
}
