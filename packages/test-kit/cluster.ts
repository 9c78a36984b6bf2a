import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.ts'

export interface Cluster {
  /** The URL of its maintenance database, as the superuser. */
  url: string
  /** Its data directory. */
  data: string
  /**
   * Stops it and starts it again. SIGINT aborts running statements and shuts down cleanly; SIGQUIT and SIGKILL do not
   * clean up. `meanwhile` runs while it is stopped.
   */
  restart(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL', meanwhile?: () => Promise<void>): Promise<void>
  /** Freezes all its processes with SIGSTOP, so that connections stay open and silent. Returns their number. */
  freeze(): number
  thaw(): void
  /** Kills it with all its processes. */
  kill(): Promise<void>
  stop(): Promise<void>
}

const testSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 300,
  // No fsync: data that was written before a COMMIT survives a killed server, and no test cuts the power.
  fsync: 'off',
  full_page_writes: 'off',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
}

export interface ClusterOptions {
  /** Default: those of `postgresPrograms`. */
  programs?: PostgresPrograms | undefined
  /** An empty data directory to copy, from `emptyDataDirectory`. Creating one takes longer than all else of a start. */
  template?: string | undefined
}

/**
 * Starts a PostgreSQL server with a separate empty data directory, on a free port. `settings` replace the settings for
 * tests.
 */
export async function startCluster(
  settings: Record<string, string> = {},
  { programs, template }: ClusterOptions = {},
): Promise<Cluster> {
  const chosen = programs ?? (await postgresPrograms())
  const folder = ownedFolder(chosen)
  const data = join(folder, 'data')
  if (template === undefined) await createDataDirectory(chosen, folder)
  // Copies the owner too, since the server refuses a directory of another owner.
  else await promisify(execFile)('cp', ['-a', template, data])
  return clusterOn(chosen, folder, data, settings)
}

/** Creates a data directory to copy. */
export async function emptyDataDirectory() {
  const programs = await postgresPrograms()
  const folder = ownedFolder(programs)
  await createDataDirectory(programs, folder)
  return { data: join(folder, 'data'), remove: () => rmSync(folder, { recursive: true }) }
}

/** A folder of the user who runs the server. */
function ownedFolder({ user }: PostgresPrograms): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-postgres-'))
  if (user) chownSync(folder, ...user)
  return folder
}

/** Starts a PostgreSQL server on an existing data directory, on a free port. `folder` is removed when it stops. */
export async function clusterOn(
  programs: PostgresPrograms,
  folder: string,
  data: string,
  settings: Record<string, string> = {},
): Promise<Cluster> {
  const port = await freePort()
  const options = Object.entries({ ...testSettings, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const start = () => startPostgres(programs, ['-D', data, '-p', String(port), ...options])
  let server = await start()
  // If the tests end without cleaning up, no server must remain.
  const abandon = () => void server.kill('SIGQUIT')
  process.once('exit', abandon)
  return {
    url: `postgres://postgres:parley@127.0.0.1:${port}/postgres`,
    data,
    async restart(signal, meanwhile) {
      await stopPostgres(server, signal)
      await meanwhile?.()
      // The children of a killed server run for a moment longer and would prevent a new start.
      for (let tries = 1; ; tries += 1) {
        const next = await start().catch((error) => {
          if (tries === 100) throw error
        })
        if (next) {
          server = next
          return
        }
        await setTimeout(50)
      }
    },
    freeze: () => signalAll(server, 'SIGSTOP'),
    thaw: () => void signalAll(server, 'SIGCONT'),
    async kill() {
      const pid = server.pid as number
      const exit = once(server, 'exit')
      // When it is stopped, it starts no more processes. When it is killed, it is no longer the parent of its
      // processes.
      process.kill(pid, 'SIGSTOP')
      for (const one of [...childrenOf(pid), pid]) process.kill(one, 'SIGKILL')
      await exit
    },
    async stop() {
      process.off('exit', abandon)
      if (server.exitCode === null && server.signalCode === null)
        await stopPostgres(server, 'SIGINT')
      rmSync(folder, { recursive: true })
    },
  }
}

const spawnPostgres = ({ user }: PostgresPrograms, program: string, options: string[]) =>
  spawn(program, options, {
    ...(user && { uid: user[0], gid: user[1] }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Creates the directory `data` in the folder. */
async function createDataDirectory(programs: PostgresPrograms, folder: string): Promise<void> {
  const password = join(folder, 'password')
  writeFileSync(password, 'parley')
  if (programs.user) chownSync(password, ...programs.user)
  const child = spawnPostgres(programs, programs.initdb, [
    `--pgdata=${join(folder, 'data')}`,
    '--username=postgres',
    '--auth=password',
    `--pwfile=${password}`,
    '--encoding=UTF8',
    // A locale that does not sort by bytes, so that code that relies on the default order fails.
    '--locale-provider=icu',
    '--icu-locale=en-US',
    '--no-sync',
  ])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`PostgreSQL cannot create its data directory:\n${said}`)
}

async function startPostgres(programs: PostgresPrograms, options: string[]): Promise<ChildProcess> {
  const child = spawnPostgres(programs, programs.postgres, options)
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (text) => {
      said += text
      if (/ready to accept (read-only )?connections/.test(said)) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`PostgreSQL does not start:\n${said}`)))
  })
  child.stdout.resume()
  return child
}

async function stopPostgres(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(server, 'exit')
  server.kill(signal)
  await exit
}

/** Signals the server, then its children: each connection has a process. Returns the number of processes. */
function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): number {
  process.kill(pid as number, signal)
  const children = childrenOf(pid as number)
  for (const child of children) process.kill(child, signal)
  return children.length + 1
}

const childrenOf = (pid: number) =>
  execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number)
