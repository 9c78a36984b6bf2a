import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@openparley/test-kit/free-port'
import { type ServerProcess, startProcess } from '../processes.ts'

const version = 'v0.36.8'
const credentials = ['bench@example.com', 'not-a-secret']

/** Builds PocketBase into the user's cache. Returns its program; undefined if there is no Go. */
export function pocketBaseProgram(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const folder = join(cache, 'parley-bench', `pocketbase-${version}`)
  const program = join(folder, 'base')
  if (existsSync(program)) return program
  const go = ['go', '/usr/local/go/bin/go'].find((name) => {
    try {
      return execFileSync(name, ['version'], { stdio: 'pipe' })
    } catch {
      return false
    }
  })
  if (go === undefined) return undefined
  console.error(`building PocketBase ${version} in ${folder}`)
  mkdirSync(folder, { recursive: true })
  execFileSync(go, ['install', `github.com/pocketbase/pocketbase/examples/base@${version}`], {
    cwd: folder,
    env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return program
}

export interface PocketBase extends ServerProcess {
  /** Makes a call as the superuser, and returns its JSON. */
  call(method: string, path: string, body?: object): Promise<Record<string, string>>
}

/** Starts PocketBase with an empty database in the folder. */
export async function startPocketBase(program: string, folder: string): Promise<PocketBase> {
  const dir = [`--dir=${join(folder, 'pb_data')}`, `--migrationsDir=${join(folder, 'migrations')}`]
  execFileSync(program, ['superuser', 'upsert', ...credentials, ...dir], { stdio: 'pipe' })
  const address = `127.0.0.1:${await freePort()}`
  const server = await startProcess({
    name: 'pocketbase',
    // Below a cache folder, it takes itself for `go run`, and prints each statement.
    command: [
      ...[program, 'serve', `--http=${address}`, '--dev=false', '--automigrate=false'],
      ...dir,
    ],
    url: `http://${address}`,
    ready: '/api/health',
  })
  let authorization = ''
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${server.url}/api/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response.json()
  }
  const [identity, password] = credentials
  const superuser = await call('POST', 'collections/_superusers/auth-with-password', {
    identity,
    password,
  })
  authorization = superuser.token
  return { ...server, call }
}
