import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../server/src/compose/cli.ts', import.meta.url))

export const appId = 'shop'
export const secretKey = 'sk_test_shop_0001'

export interface ServerProcess {
  pid: number
  baseUrl: string
  appId: string
  secretKey: string
  /** Ends it at once, with no chance to tidy up; resolves when it is gone. */
  kill(): Promise<void>
  /** Asks it to stop; resolves when it is gone, with its exit code. */
  stop(): Promise<number | null>
  /** Bytes that it holds on to, its buffers too, after a garbage collection. */
  memory(): Promise<number>
}

type Environment = Record<string, string | undefined>

const memoryReport = `process.on('message', () => {
  gc()
  const { heapUsed, external } = process.memoryUsage()
  process.send(heapUsed + external)
})
process.channel.unref()`

export function spawnServer(databaseUrl: string, environment: Environment = {}): ChildProcess {
  const watched = ['--expose-gc', '--import', `data:text/javascript,${encodeURI(memoryReport)}`]
  return spawn(process.execPath, ['--conditions=source', ...watched, cli, 'serve'], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
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

/** Starts the program that users start, on the database; resolves once it listens. */
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
    // The key is said after the address.
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

/** Starts the program where it cannot start: what it says, and the exit code. */
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

/** Starts it and kills it after `milliseconds`, whether it listens by then or not. */
export async function killWhileStarting(databaseUrl: string, milliseconds: number): Promise<void> {
  const child = spawnServer(databaseUrl)
  child.stdout?.resume()
  child.stderr?.resume()
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  await killer(child)()
}
