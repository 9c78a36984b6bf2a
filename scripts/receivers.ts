import { execSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { root } from './contract/document.ts'
import { expectedStory, rotationStory } from './receivers/rotation.ts'
import { folderOf, hasTool, type ReceiverTarget, receivers } from './receivers/targets.ts'

/**
 * Installs the libraries of the receivers of `examples/webhooks`, compiles them, and sends them deliveries that the
 * server signs before, during and after a rotation of its secret. Afterwards `npm test` runs them too.
 */
function prepare(target: ReceiverTarget): void {
  const folder = folderOf(target)
  if (target.prepare.length === 0) return
  mkdirSync(folder, { recursive: true })
  cpSync(join(root, 'examples/webhooks', target.name), folder, { recursive: true })
  for (const command of target.prepare) execSync(command, { cwd: folder, stdio: 'inherit' })
}

for (const target of receivers) {
  if (!hasTool(target)) {
    console.log(`${target.name}: skipped; it needs ${target.tool}.`)
    continue
  }
  prepare(target)
  const [statuses, expected] = [await rotationStory(target), expectedStory(target)]
  const passes = isDeepStrictEqual(statuses, expected)
  console.log(`${target.name}: ${passes ? 'verifies' : `FAILED: ${JSON.stringify(statuses)}`}`)
  if (!passes) process.exitCode = 1
}
