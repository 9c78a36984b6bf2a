import closeWithGrace from 'close-with-grace'
import type { StartedServer, StartOptions } from './start.ts'
import { startServerWith } from './start.ts'

/** Milliseconds after which the process ends although the server has not closed. */
const maxClosingTime = 9000

/** Starts a server that SIGINT, SIGTERM or an uncaught error closes; a second signal ends it at once. Throws a sentence if its port is taken. */
export async function startUntilSignal(options: StartOptions): Promise<StartedServer> {
  const server = await startServerWith(options, {}).catch((error) => {
    throw error.code === 'EADDRINUSE'
      ? new Error(
          `Port ${options.port} of ${options.host} is taken. Choose another with --port or PORT; 0 takes a free one.`,
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
