import type { Command } from 'commander'
import { settings } from '../compose/settings.ts'
import { defaultSettings } from '../model/app.ts'
import { appOption, examples, keyOption, settingOption } from './options.ts'

interface Options {
  port: string
  host: string
  stateful?: true
  app: string
  key: string
}

export function addMock(program: Command): void {
  program
    .command('mock')
    .summary("serve the document's examples, or run the real server on a temporary database")
    .description(
      "Returns the document's examples for every call and stores nothing. It uses Prism, which must be " +
        'installed beside this package. With --stateful, it runs the real server on a database that is deleted at the end.',
    )
    .addOption(settingOption(settings.port).default('4010'))
    .addOption(settingOption(settings.host).default('127.0.0.1'))
    .option('--stateful', 'run the real server on a temporary database')
    .addOption(appOption())
    .addOption(keyOption('its key').default('sk_mock_not_a_secret'))
    .addHelpText('after', examples('openparley mock', 'openparley mock --stateful --port 3000'))
    .action((options: Options) =>
      options.stateful ? startTemporaryServer(options) : runMock(options),
    )
}

async function runMock({ port, host }: Options): Promise<void> {
  const { runPrism } = await import('./prism.ts')
  await runPrism({ port: Number(port), host })
}

async function startTemporaryServer({ port, host, app, key }: Options): Promise<void> {
  const { settingsFrom } = await import('../compose/settings.ts')
  const { startUntilSignal } = await import('../compose/until-signal.ts')
  const { apps: _, ...values } = settingsFrom({ ...process.env, PORT: port, HOST: host })
  const openToUsers = {
    clientSideUserSync: 'own' as const,
    clientSideConversationSync: true,
    allowedOrigins: ['*'],
  }
  const { baseUrl } = await startUntilSignal({
    ...values,
    databaseUrl: 'sqlite::memory:',
    apps: [{ id: app, secretKey: key, settings: { ...defaultSettings, ...openToUsers } }],
  })
  console.log(`Parley listens on ${baseUrl}: app ${app}, key ${key}`)
}
