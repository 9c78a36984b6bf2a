import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  createWriteStream,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { startServer } from '../../packages/server/src/compose/start.ts'
import { document, root } from '../contract/document.ts'
import { type RecordedCall, startRecorder } from './recorder.ts'
import { difference } from './story.ts'
import type { Target } from './target.ts'

export interface Result {
  /** The number of operations that the generated sources declare. */
  operations: number
  compiles: boolean
  /** Undefined if the sources are only read. */
  passes: boolean | undefined
  calls: RecordedCall[]
  /** The first failure. */
  failure?: string | undefined
}

/** Ignored by git. Not in node_modules, where TypeScript compiles nothing. */
export const cache = join(root, 'dist/clients')

/** Shared installations that were made in this run. */
const installed = new Set<string>()

export const operationIds = [
  ...JSON.stringify(document.paths).matchAll(/"operationId":"(\w+)"/g),
].map(([, id = '']) => id)

/** Generates, compiles and runs one client in its own folder under the cache. */
export async function runTarget(target: Target): Promise<Result> {
  const folder = join(cache, target.name)
  mkdirSync(folder, { recursive: true })
  rmSync(join(folder, 'client'), { recursive: true, force: true })
  cpSync(join(import.meta.dirname, 'stories', target.name), folder, { recursive: true })
  cpSync(join(root, 'generated', target.document), join(folder, target.document))

  for (const file of ['package.json', 'package-lock.json'])
    cpSync(join(import.meta.dirname, file), join(cache, file))

  const log = createWriteStream(join(folder, 'log.txt'))
  /** Runs the commands, and returns the first that fails. */
  const failing = async (commands: string[], env = {}) => {
    for (const command of commands) if (!(await succeeds(command, folder, log, env))) return command
    return undefined
  }
  const failed = (command: string) => `\`${command}\` failed; see ${folder}/log.txt`
  try {
    const result = { operations: 0, compiles: false, passes: undefined, calls: [] }
    const { install } = target
    if (install && !installed.has(install)) {
      if (!(await succeeds(install, cache, log))) return { ...result, failure: failed(install) }
      installed.add(install)
    }
    const generating = await failing(target.generate)
    if (generating) return { ...result, failure: failed(generating) }
    const operations = declared(target, join(folder, 'client'))
    const compiling = await failing(target.compile)
    if (compiling) return { ...result, operations, failure: failed(compiling) }
    const compiles = target.compile.length > 0
    if (target.run === undefined) return { ...result, operations, compiles }

    await using server = await startServer({
      apps: [{ id: 'demo', secretKey: 'sk_demo_0001_clients' }],
    })
    await using recorder = await startRecorder(server)
    const running = await failing([target.run], {
      PARLEY_URL: recorder.baseUrl,
      PARLEY_APP: server.appId,
      PARLEY_KEY: server.secretKey,
    })
    const failure = running ? failed(running) : difference(recorder.calls)
    return { operations, compiles, passes: failure === undefined, calls: recorder.calls, failure }
  } finally {
    log.end()
    await finished(log)
  }
}

async function succeeds(
  command: string,
  cwd: string,
  log: NodeJS.WritableStream,
  env: Record<string, string> = {},
): Promise<boolean> {
  log.write(`$ ${command}\n`)
  const child = spawn(command, { cwd, shell: true, env: { ...process.env, ...env } })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const [code] = await once(child, 'close')
  return code === 0
}

/** The number of operations that the sources in the folder declare. */
function declared({ declares }: Target, folder: string): number {
  const files = globSync('**/*', { cwd: folder, exclude: (name) => name.startsWith('.') })
    .map((file) => join('/', file))
    .filter((file) => statSync(join(folder, file)).isFile())
  const sources = [...files, ...files.map((file) => readFileSync(join(folder, file), 'utf8'))]
  return operationIds.filter((id) => sources.some((source) => source.includes(declares(id)))).length
}
