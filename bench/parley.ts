import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { type ServerProcess, startProcess } from './processes.ts'

const secretKey = 'sk_bench_not_a_secret'
const benchApp = 'bench'

export interface Parley extends ServerProcess {
  /** The URL of the app. */
  app: string
  headers: Record<string, string>
  databaseUrl: string
}

export interface ParleyOptions {
  /** Default: a new embedded database. */
  databaseUrl?: string
  appId?: string
  environment?: Record<string, string>
  /** The checkout whose build is started. Default: this one. */
  checkout?: string
}

/** Starts the built server. */
export async function startParley(given: ParleyOptions = {}): Promise<Parley> {
  const { appId = benchApp, environment, checkout = '.' } = given
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const databaseUrl = given.databaseUrl ?? `sqlite:${join(folder, `${randomUUID()}.db`)}`
  const server = await startProcess({
    name: 'parley',
    command: [process.execPath, join(checkout, 'packages/server/dist/compose/cli.js'), 'serve'],
    env: {
      PORT: '0',
      DATABASE_URL: databaseUrl,
      APP_ID: appId,
      SECRET_KEY: secretKey,
      LOG_LEVEL: 'warn',
      ...environment,
    },
    ready: '/health',
  })
  return {
    ...server,
    app: `${server.url}/v1/${appId}`,
    headers: { authorization: `Bearer ${secretKey}` },
    databaseUrl,
    async stop(signal) {
      await server.stop(signal)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Makes one call and returns its JSON. Throws if it was not successful. */
export async function call(
  { app, headers }: Pick<Parley, 'app' | 'headers'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(app + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}

export const userToken = (userId: string) =>
  new SignJWT({ tokenType: 'user' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(benchApp)
    .setSubject(userId)
    .setExpirationTime('2h')
    .sign(new TextEncoder().encode(secretKey))
