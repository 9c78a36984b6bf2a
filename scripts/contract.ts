import { join } from 'node:path'
import { runCommand } from '../packages/server/src/commands/program.ts'
import { root } from './contract/document.ts'
import { splitSources } from './contract/sources.ts'

// The command `contract`, with reports that name the lines of `spec/`.
await runCommand('', ['node', 'contract.ts', 'contract', ...process.argv.slice(2)], {
  sourceOf: splitSources(join(root, 'spec')),
})
