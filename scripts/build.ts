import { execFile } from 'node:child_process'
import { chmod, copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** In the order of their dependencies; packages in one row do not depend on each other. */
const packages = [
  ['generated'],
  ['packages/client', 'packages/contract'],
  ['packages/conformance', 'packages/inbox'],
  ['packages/server'],
]

const root = join(import.meta.dirname, '..')
const server = join(root, 'packages/server')
const compiler = join(root, 'node_modules/typescript-7/bin/tsc')

async function run(file: string, ...words: string[]): Promise<void> {
  const program = promisify(execFile)(process.execPath, [file, ...words], { cwd: root })
  program.child.stdout?.pipe(process.stdout)
  program.child.stderr?.pipe(process.stderr)
  await program
}

async function compile(folder: string): Promise<void> {
  await rm(join(root, folder, 'dist'), { recursive: true, force: true })
  await run(compiler, '-p', folder)
}

async function compileAll(): Promise<void> {
  for (const row of packages) await Promise.all(row.map(compile))
}

await Promise.all([compileAll(), run('scripts/docs.ts')])
const documents = ['openapi.json', 'openapi.clients.json', 'openapi.yaml']
for (const name of [...documents, 'workflows.arazzo.yaml', 'receipt.txt'])
  await copyFile(join(root, 'generated', name), join(server, 'dist', name))
for (const name of ['README.md', 'LICENSE']) await copyFile(join(root, name), join(server, name))
await chmod(join(server, 'dist/compose/cli.js'), 0o755)
