#!/usr/bin/env node
// Uses only features of Node 18, and no named import, so that an older Node gets as far as the message below.
import module from 'node:module'

const { engines, version } = module.createRequire(import.meta.url)('openparley/package.json')
const needed: string = engines.node.replace('>=', '')
// Not with `localeCompare`: a collator takes 10 ms and 3 MB.
const sortable = (text: string) => text.replace(/\d+/g, (digits) => digits.padStart(6, '0'))
if (sortable(process.versions.node) < sortable(needed)) {
  console.error(
    `Parley needs Node ${needed} or newer; this is Node ${process.versions.node}. ` +
      'Get it from https://nodejs.org/en/download, or with `nvm install 24`.',
  )
  process.exitCode = 1
} else {
  const { cacheFolder } = await import('./compile-cache.ts')
  const folder = cacheFolder(process.env)
  // The next command reuses the compiled code.
  if (folder !== undefined) module.enableCompileCache(folder)
  const { runCommand } = await import('../commands/program.ts')
  await runCommand(version, process.argv)
}
