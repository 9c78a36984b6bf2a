import closeWithGrace from 'close-with-grace'
import type { StartedServer, StartOptions } from './start.ts'
import { startServerWith } from './start.ts'

/** Milliseconds after which the process ends even if the server has not closed. */
const maxClosingTime = 9000

/**
 * Starts a server that SIGINT, SIGTERM or an uncaught error closes; a second signal ends the process immediately.
 * Throws an `Error` for the terminal if the port is in use.
 */
export async function startUntilSignal(options: StartOptions): Promise<StartedServer> {
  const server = await startServerWith(options, {}).catch((error) => {
    throw error.code === 'EADDRINUSE'
      ? new Error(
          `Port ${options.port} of ${options.host} is in use. Choose another with --port or PORT, or 0 for any free port.`,
        )
      : error
  })
  closeWithGrace({ delay: maxClosingTime }, async ({ err }) => {
    if (err) console.error(err)
    console.log('Parley is stopping.')
    await server.close()
    console.log('Parley has stopped.')
  })
  return server
}
