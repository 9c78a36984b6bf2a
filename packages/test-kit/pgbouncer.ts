import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

/** The program: `pgbouncer` on the PATH, or the program that `PGBOUNCER` names. */
const program = process.env.PGBOUNCER ?? 'pgbouncer'

const version = spawnSync(program, ['--version'], {
  encoding: 'utf8',
  env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
}).stdout

export const hasPgBouncer = Boolean(version)

/** Whether it tracks the prepared statements of its clients by default. */
export const preparesStatements = Number(/^PgBouncer 1\.(\d+)/.exec(version ?? '')?.[1]) >= 24

export interface PgBouncer {
  /** Its port on 127.0.0.1. */
  port: number
  stop(): Promise<void>
}

/** Starts PgBouncer in front of the databases of a PostgreSQL server, with the settings; by default on a free port. */
export async function startPgBouncer(
  serverUrl: string,
  settings: Record<string, string | number>,
  port?: number,
): Promise<PgBouncer> {
  const { hostname, port: serverPort, username, password } = new URL(serverUrl)
  const folder = mkdtempSync(join(tmpdir(), 'parley-pgbouncer-'))
  chmodSync(folder, 0o755)
  const file = join(folder, 'pgbouncer.ini')
  const listenPort = port ?? (await freePort())
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: listenPort,
    unix_socket_dir: '',
    auth_type: 'any',
    max_client_conn: 1000,
    default_pool_size: 20,
    ...settings,
  }
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${serverPort} user=${username} password=${password}
[pgbouncer]
${Object.entries(all)
  .map(([name, value]) => `${name} = ${value}`)
  .join('\n')}
`,
  )
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const bouncer = spawn(program, [...user, file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  const ended = once(bouncer, 'exit')
  // If the tests end without cleaning up, none must remain.
  const abandon = () => void bouncer.kill('SIGKILL')
  process.once('exit', abandon)
  let said = ''
  await new Promise<void>((resolve, reject) => {
    bouncer.stderr.on('data', (text) => {
      said += text
      if (said.includes('process up')) resolve()
    })
    ended.then(() => reject(new Error(`PgBouncer does not start:\n${said}`)), reject)
  })
  return {
    port: listenPort,
    async stop() {
      process.off('exit', abandon)
      bouncer.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

/** The URL with another port. */
export const onPort = (url: string, port: number): string =>
  Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href
