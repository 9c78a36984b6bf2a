import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { addressesOf } from './poolers.ts'

const cli = fileURLToPath(new URL('../server/src/compose/cli.ts', import.meta.url))

export const appId = 'shop'
export const secretKey = 'sk_test_shop_0001'

export interface ServerProcess {
  pid: number
  baseUrl: string
  appId: string
  secretKey: string
  /** Kills it immediately, without a clean shutdown; resolves when it has ended. */
  kill(): Promise<void>
  /** Asks it to stop. Resolves with its exit code when it has ended. */
  stop(): Promise<number | null>
  /** Bytes in use after a garbage collection, including buffers. */
  memory(): Promise<number>
}

type Environment = Record<string, string | undefined>

/**
 * Loaded before the server. Most servers of the tests are killed, and Node writes compiled code only when a program
 * ends by itself. A start without compiled code takes twice as much CPU. A flag such as `--expose-gc` on the command
 * line would need compiled code of its own. Threads of the server load this too, and have no channel.
 */
const preloaded = `import { flushCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
for (const wait of [200, 2000]) setTimeout(flushCompileCache, wait).unref()
process.on('message', () => {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, external } = process.memoryUsage()
  process.send(heapUsed + external)
})
process.channel?.unref()`

/** A folder beside the database, or one for all databases that have no folder. */
const filesUrl = (databaseUrl: string) => {
  const [, file = join(tmpdir(), 'parley-test/postgres')] =
    /^sqlite:(.*\.db)$/.exec(databaseUrl) ?? []
  return `file:${join(dirname(file), 'files')}`
}

export function spawnServer(databaseUrl: string, environment: Environment = {}): ChildProcess {
  const { databaseUrl: url, databaseDirectUrl } = addressesOf(databaseUrl)
  const preload = ['--import', `data:text/javascript,${encodeURI(preloaded)}`]
  return spawn(process.execPath, ['--conditions=source', ...preload, cli, 'serve'], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: url,
      DATABASE_DIRECT_URL: databaseDirectUrl,
      FILES_URL: filesUrl(databaseUrl),
      LOG_LEVEL: 'warn',
      APP_ID: appId,
      SECRET_KEY: secretKey,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

export const killer = (child: ChildProcess) => async () => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Starts the same program as users do, on the database; resolves when it listens. */
export async function startProcess(
  databaseUrl: string,
  environment: Environment = {},
): Promise<ServerProcess> {
  const child = spawnServer(databaseUrl, environment)
  const said: string[] = []
  child.stderr?.on('data', (data) => said.push(String(data)))
  let baseUrl: string | undefined
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    said.push(line)
    baseUrl ??= /Parley listens on (\S+)/.exec(line)?.[1]
    // The key is printed after the address.
    const key = /^ {2}key {3}(.+)$/.exec(line)?.[1]
    if (baseUrl === undefined || key === undefined) continue
    child.stdout?.resume()
    const app = key.startsWith('sk_demo_')
      ? { appId: 'demo', secretKey: key }
      : { appId, secretKey }
    return {
      pid: child.pid as number,
      baseUrl,
      ...app,
      kill: killer(child),
      async stop() {
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        await gone
        return child.exitCode
      },
      async memory() {
        const answer = once(child, 'message')
        child.send('memory')
        return (await answer)[0]
      },
    }
  }
  throw new Error(`The server did not start:\n${said.join('\n')}`)
}

/** Starts the program when it cannot start, and returns its output and exit code. */
export async function failedStart(databaseUrl: string) {
  const child = spawnServer(databaseUrl)
  let said = ''
  child.stdout?.on('data', (data) => {
    said += data
  })
  child.stderr?.on('data', (data) => {
    said += data
  })
  const [code] = await once(child, 'close')
  return { code, said }
}

/** Starts it and kills it after `milliseconds`, even if it does not listen yet. */
export async function killWhileStarting(databaseUrl: string, milliseconds: number): Promise<void> {
  const child = spawnServer(databaseUrl)
  child.stdout?.resume()
  child.stderr?.resume()
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  await killer(child)()
}
