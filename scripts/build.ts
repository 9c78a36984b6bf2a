import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { chmod, copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'

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

/**
 * The server's types are those that `npm run types` checks. Other projects allow less: the client's project has no
 * types of Node.
 */
const wide = new Set(['packages/server'])

async function compile(folder: string): Promise<void> {
  await rm(join(root, folder, 'dist'), { recursive: true, force: true })
  // Each of several threads would check the types of the libraries again.
  const words = ['--singleThreaded', ...(wide.has(folder) ? ['--noCheck'] : [])]
  await run(compiler, '-p', folder, ...words)
}

async function compileAll(): Promise<void> {
  for (const row of packages) await Promise.all(row.map(compile))
}

/**
 * Bundles the modules of the server into few files, which load in half of the time. Entries keep their paths. TypeScript
 * writes only the types.
 */
const bundleServer = () =>
  build({
    absWorkingDir: join(server, 'src'),
    entryPoints: [
      ...globSync('exports/*.ts', { cwd: join(server, 'src') }),
      'commands/program.ts',
      'compose/cli.ts',
      'compose/start.ts',
      'compose/webhook-thread.ts',
    ],
    outbase: '.',
    outdir: '../dist',
    bundle: true,
    splitting: true,
    // In a folder, as the modules are: some paths are relative to them.
    chunkNames: 'chunks/[name]-[hash]',
    packages: 'external',
    format: 'esm',
    platform: 'node',
    // As Node runs the sources. For Node 24, esbuild would compile some regular expressions when they are loaded.
    target: 'esnext',
    sourcemap: true,
    logLevel: 'warning',
  })

await Promise.all([compileAll().then(bundleServer), run('scripts/docs.ts')])
const documents = ['openapi.json', 'openapi.clients.json', 'openapi.yaml']
for (const name of [...documents, 'workflows.arazzo.yaml', 'receipt.txt'])
  await copyFile(join(root, 'generated', name), join(server, 'dist', name))
for (const name of ['README.md', 'LICENSE']) await copyFile(join(root, name), join(server, name))
await chmod(join(server, 'dist/compose/cli.js'), 0o755)
