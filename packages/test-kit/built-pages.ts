import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './program.ts'

let built: Promise<unknown> | undefined

/** Builds the pages that the server serves, with `npm run pages`: the docs, the demo, the inbox and the dashboard. Once for each worker. */
export async function builtPages(): Promise<void> {
  const { pages } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
  built ??= promisify(execFile)('sh', ['-c', pages], { cwd: root })
  await built
}
