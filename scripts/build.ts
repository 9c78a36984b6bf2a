import { execFileSync } from 'node:child_process'
import { chmod, copyFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** In the order in which they need each other's types. */
const packages = [
  'generated',
  'packages/client',
  'packages/contract',
  'packages/conformance',
  'packages/server',
]

const root = join(import.meta.dirname, '..')
const server = join(root, 'packages/server')
const run = (file: string, ...words: string[]) =>
  execFileSync(process.execPath, [file, ...words], { cwd: root, stdio: 'inherit' })

for (const folder of packages) {
  await rm(join(root, folder, 'dist'), { recursive: true, force: true })
  run(createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', folder)
}
run('scripts/docs.ts')
for (const name of ['openapi.json', 'openapi.clients.json', 'openapi.yaml'])
  await copyFile(join(root, 'generated', name), join(server, 'dist', name))
for (const name of ['README.md', 'LICENSE']) await copyFile(join(root, name), join(server, name))
await chmod(join(server, 'dist/compose/cli.js'), 0o755)
