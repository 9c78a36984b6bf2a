#!/usr/bin/env node
import { createRequire, enableCompileCache } from 'node:module'

// Nothing else is imported before this is known: an older Node has no `node:sqlite` to import.
const { engines, version } = createRequire(import.meta.url)('openparley/package.json')
const needed: string = engines.node.replace('>=', '')
if (process.versions.node.localeCompare(needed, 'en', { numeric: true }) < 0) {
  console.error(`Parley needs Node ${needed} or newer. This is Node ${process.versions.node}.`)
  process.exitCode = 1
} else {
  // The next command need not compile again what this one compiles.
  enableCompileCache()
  const { runCommand } = await import('../commands/program.ts')
  await runCommand(version, process.argv)
}
