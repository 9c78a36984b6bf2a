import type { StartedServer, StartOptions } from './start.ts'
import { startServerWith } from './start.ts'

/** Starts a server that SIGINT or SIGTERM closes. Throws a sentence if its port is taken. */
export async function startUntilSignal(options: StartOptions): Promise<StartedServer> {
  const server = await startServerWith(options, {}).catch((error) => {
    throw error.code === 'EADDRINUSE'
      ? new Error(
          `Port ${options.port} of ${options.host} is taken. Choose another with --port or PORT; 0 takes a free one.`,
        )
      : error
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.close())
  return server
}
