import { type Command, Option } from 'commander'
import { defaultSettings } from '../model/app.ts'
import { examples, hostOption, portOption } from './options.ts'

interface Options {
  port: number
  host: string
  stateful?: true
  appId: string
  secretKey: string
}

export function addMock(program: Command): void {
  program
    .command('mock')
    .summary("answer with the document's examples, or run the real server on a temporary database")
    .description(
      "Answers every call with the document's examples and keeps nothing: Prism, which is to be " +
        'installed beside this package. With --stateful, the real server runs, on a database that is gone when it stops.',
    )
    .addOption(portOption().default(4010))
    .addOption(hostOption().default('127.0.0.1'))
    .option('--stateful', 'run the real server, on a temporary database')
    .addOption(
      new Option('--app-id <id>', 'the app of the stateful server').env('APP_ID').default('demo'),
    )
    .addOption(
      new Option('--secret-key <key>', 'its key').env('SECRET_KEY').default('sk_mock_not_a_secret'),
    )
    .addHelpText('after', examples('openparley mock', 'openparley mock --stateful --port 3000'))
    .action((options: Options) =>
      options.stateful ? runServerInMemory(options) : runMock(options),
    )
}

async function runMock(options: Options): Promise<void> {
  const { runPrism } = await import('./prism.ts')
  await runPrism(options)
}

async function runServerInMemory({ port, host, appId, secretKey }: Options): Promise<void> {
  const { configFrom } = await import('../compose/config.ts')
  const { runServer } = await import('../compose/serve.ts')
  const { app: _, ...config } = configFrom(process.env)
  const settings = { ...defaultSettings, clientSideUserSync: 'own' as const, allowedOrigins: ['*'] }
  const { baseUrl } = await runServer({
    ...config,
    port,
    host,
    databaseUrl: 'sqlite::memory:',
    apps: [{ id: appId, secretKey, settings }],
  })
  console.log(`Parley answers from memory on ${baseUrl}: app ${appId}, key ${secretKey}`)
}
