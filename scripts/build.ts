import { execFileSync } from 'node:child_process'
import { chmod, copyFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

// `dist` repeats the folders that it is made from, so that every relative path means the same in both.
const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const run = (file: string, ...words: string[]) =>
  execFileSync(process.execPath, [file, ...words], { cwd: root, stdio: 'inherit' })

await rm(dist, { recursive: true, force: true })
run(createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json')
run('scripts/docs.ts', 'dist/docs/site')
for (const name of ['openapi.json', 'openapi.yaml'])
  await copyFile(join(root, 'generated', name), join(dist, 'generated', name))
await chmod(join(dist, 'src/cli.js'), 0o755)
