import type { StartOptions } from '../server/src/compose/start.ts'
import { lastingDatabase } from './database.ts'
import { freePort } from './free-port.ts'
import { type TestServer, testServer } from './server.ts'

export interface RestartableServer extends TestServer {
  /** Starts it again on the same port after it was closed, on the same database or the given one. */
  start(options?: StartOptions): Promise<TestServer>
}

/** A server whose database is kept, so that it can be restarted on the same port. */
export async function restartableServer(options: StartOptions = {}): Promise<RestartableServer> {
  const first = { databaseUrl: await lastingDatabase(), port: await freePort(), ...options }
  const server = await testServer(first)
  return { ...server, start: (more) => testServer({ ...first, ...more }) }
}
