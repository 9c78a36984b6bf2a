import { join } from 'node:path'
import { judgeFolder } from './release/gate.ts'

// Fails if the document breaks callers of the last release, and its version does not say so.
const verdict = await judgeFolder(join(import.meta.dirname, '..'))
if (verdict?.fault) {
  console.error(verdict.fault)
  process.exitCode = 1
} else
  console.log(
    verdict
      ? `${verdict.changes.length} changes since the last release; the version allows them.`
      : 'No version has been released yet.',
  )
