import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './contract/document.ts'
import { lintFindings } from './contract/lint.ts'

// Prints what the rules find, with the place of each, and fails for errors.
if ((await lintFindings()) > 0) {
  const redocly = join(root, 'node_modules/.bin/redocly')
  const { status } = spawnSync(redocly, ['lint'], { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
}
