import type { Command } from 'commander'
import { examples, hostOption, portOption } from './options.ts'

interface Options {
  port?: number
  host?: string
  database?: string
}

const environment = `
Environment, which the options override:
  PORT, HOST                         where to listen (default: 8080, 127.0.0.1)
  DATABASE_URL                       default: sqlite:./data/parley.db
  DATABASE_POOL                      most connections to PostgreSQL (default: 10)
  APP_ID, SECRET_KEY                 an app to make sure of (default: the app demo)
  LOG_LEVEL                          trace to fatal, or silent (default: warn)
  RATE_LIMIT, RATE_LIMIT_BURST       requests a second with an app's key, how many beyond (default: none)
  RATE_LIMIT_USER                    requests a second of a user (default: 50 with RATE_LIMIT)
  RATE_LIMIT_ADDRESS                 requests a second of an address without a valid token (default: 100)
  EVENT_LOG_HOURS, EVENT_LOG_EVENTS  how far back a stream resumes (default: 168, 1000000)
  STREAM_HEARTBEAT                   seconds between a stream's heartbeats (default: 15)
  REQUEST_TIMEOUT                    seconds within which a request must arrive (default: 30)
  MAX_CONNECTIONS                    max connections at a time (default: 10000)
  TOKEN_LEEWAY                       seconds that a signer's clock may differ (default: 60)
  TRUST_PROXY                        addresses of proxies whose X-Forwarded headers are believed (default: none)
`

export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('run the server')
    .description('Runs the server until Ctrl-C.')
    .addOption(portOption())
    .addOption(hostOption())
    .option('--database <url>', 'sqlite:<file> or postgres://…')
    .addHelpText(
      'after',
      environment +
        examples(
          'openparley serve',
          'openparley serve --port 3000 --database sqlite:/var/lib/parley/chat.db',
          'APP_ID=shop SECRET_KEY=sk_shop_not_a_secret openparley serve --host 0.0.0.0',
        ),
    )
    .action(async ({ port, host, database }: Options) => {
      const { serve } = await import('../compose/serve.ts')
      const given = {
        ...(port !== undefined && { PORT: String(port) }),
        ...(host !== undefined && { HOST: host }),
        ...(database !== undefined && { DATABASE_URL: database }),
      }
      await serve({ ...process.env, ...given }).catch((error) => {
        throw new Error(`The server cannot start: ${error.message}`)
      })
    })
}
