import { type Config, configFrom } from './config.ts'
import { type RunningServer, type StartOptions, startServer } from './start.ts'

const hint = ({ baseUrl, appId, secretKey }: RunningServer, config: Config) => `
Parley listens on ${baseUrl}

  app   ${appId}
  key   ${config.app ? 'as given in SECRET_KEY' : secretKey}
  docs  ${baseUrl}/docs
  data  ${config.databaseUrl.replace(/:[^:@/]*@/, ':…@')}

Make a user:

  curl -X PUT ${baseUrl}/v1/${encodeURIComponent(appId)}/users/alice \\
    -H 'Authorization: Bearer ${config.app ? '<SECRET_KEY>' : secretKey}' \\
    -H 'Content-Type: application/json' \\
    -d '{ "name": "Alice" }'
`

/** Runs the server until a signal stops it; throws a sentence where it cannot start. */
export async function serve(environment: Record<string, string | undefined>): Promise<void> {
  const config = configFrom(environment)
  const { app, ...options } = config
  console.log(hint(await runServer({ ...options, apps: app ? [app] : [] }), config))
}

/** A server that a signal closes. */
export async function runServer(options: StartOptions): Promise<RunningServer> {
  const server = await startServer(options).catch((error) => {
    throw error.code === 'EADDRINUSE'
      ? new Error(
          `Port ${options.port} of ${options.host} is taken. Choose another; 0 is a free one.`,
        )
      : error
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.close())
  return server
}
