import type { StartOptions } from '../server/src/compose/start.ts'
import { lastingDatabase } from './database.ts'
import { type TestServer, testServer } from './server.ts'

export interface RestartableServer extends TestServer {
  /** Starts it again, once it is closed, on the same port; on another database only where one is given. */
  start(options?: StartOptions): Promise<TestServer>
}

/** A server whose database outlives it, which can be started again where it was. */
export async function restartableServer(options: StartOptions = {}): Promise<RestartableServer> {
  const first = { databaseUrl: await lastingDatabase(), ...options }
  const server = await testServer(first)
  const port = Number(new URL(server.baseUrl).port)
  return { ...server, start: (more) => testServer({ ...first, port, ...more }) }
}
