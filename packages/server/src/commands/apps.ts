import type { Command } from 'commander'
import type { App, AppSettings } from '../model/app.ts'
import type { Store } from '../store/store.ts'
import { appIdArgument, settingOptions, settingsFrom } from './app-settings.ts'
import { databaseOption, examples } from './options.ts'

interface Options extends Partial<AppSettings> {
  database: string
  keys?: true
  json?: true
}

export function addApps(program: Command): void {
  const apps = program
    .command('apps')
    .summary('list, create and change apps')
    .description(
      'Works on the database: no server is needed. A running server sees a change within a second or two.',
    )
    .addHelpText(
      'after',
      examples('openparley apps list', 'openparley apps create shop', 'openparley apps set --help'),
    )
  addList(apps)
  addCreate(apps)
  addSet(apps)
}

function addList(apps: Command): void {
  apps
    .command('list')
    .description('Lists the apps with their settings.')
    .option('--keys', 'with their secret keys')
    .option('--json', 'as JSON')
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley apps list', 'openparley apps list --keys --json'))
    .action(async ({ database, json, keys }: Options) => {
      const { openExistingDatabase } = await import('../store/database.ts')
      const all = await within(openExistingDatabase(database), (store) => store.read.apps.list())
      const shown = all.map((app) => (keys ? app : withoutKey(app)))
      const text = json ? JSON.stringify(shown, null, 2) : shown.map(described).join('\n')
      if (text !== '') console.log(text)
      else console.error('There is no app yet. `openparley apps create <id>` makes one.')
    })
}

function addCreate(apps: Command): void {
  const create = apps.command('create').addArgument(appIdArgument())
  for (const option of settingOptions()) create.addOption(option)
  create
    .description('Makes an app and prints it with its secret key.')
    .option('--json', 'as JSON')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley apps create shop',
        'openparley apps create shop --client-side-user-sync own --allowed-origins https://a.example',
      ),
    )
    .action(async (id: string, options: Options) => {
      const { createApp } = await import('../operations/apps.ts')
      const { openDatabase } = await import('../store/database.ts')
      const settings = settingsFrom(options)
      const app = await within(openDatabase(options.database), (store) =>
        createApp(store, id, settings),
      )
      print(app, options)
    })
}

function addSet(apps: Command): void {
  const set = apps.command('set').addArgument(appIdArgument())
  for (const option of settingOptions()) set.addOption(option)
  set
    .description('Changes the settings that are given, and prints all.')
    .option('--json', 'as JSON')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley apps set shop --allowed-origins https://a.example,https://b.example',
        'openparley apps set shop --api-version 2021-02-09 --default-locale de-DE',
      ),
    )
    .action(async (id: string, options: Options) => {
      const settings = settingsFrom(options)
      if (Object.keys(settings).length === 0) set.error('error: no setting is given')
      const { changeApp } = await import('../operations/apps.ts')
      const { openExistingDatabase } = await import('../store/database.ts')
      const app = await within(openExistingDatabase(options.database), (store) =>
        changeApp(store, id, settings),
      )
      print(withoutKey(app), options)
    })
}

async function within<T>(opening: Promise<Store>, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await opening
  return work(store).finally(() => store.close())
}

const withoutKey = ({ id, settings }: App) => ({ id, settings })

const print = (app: Omit<App, 'secretKey'>, { json }: Options) =>
  console.log(json ? JSON.stringify(app, null, 2) : described(app))

const described = ({ id, settings, secretKey }: Omit<App, 'secretKey'> & Partial<App>) =>
  [
    id,
    ...(secretKey === undefined ? [] : [`  secret key             ${secretKey}`]),
    `  default locale         ${settings.defaultLocale}`,
    `  API version            ${settings.apiVersion}`,
    `  client-side user sync  ${settings.clientSideUserSync}`,
    `  allowed origins        ${settings.allowedOrigins.join(' ') || 'none'}`,
  ].join('\n')
