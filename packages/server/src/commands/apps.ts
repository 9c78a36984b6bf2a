import type { Command } from 'commander'
import type { AppSettings } from '../model/app.ts'
import { addRevokeKey, addRotateKey } from './app-keys.ts'
import { appIdArgument, settingOptions, settingsFrom } from './app-settings.ts'
import { printApp, printApps } from './app-text.ts'
import { withDatabase } from './database.ts'
import { databaseOption, examples } from './options.ts'

const deletion = `
The app disappears immediately: its keys and tokens are no longer valid, and its streams end within a few
seconds. A running server then deletes its rows in small batches. Until that is done, its id cannot be used again.
`

interface Options extends Partial<AppSettings> {
  database: string
  keys?: true
  json?: true
}

export function addApps(program: Command): void {
  const apps = program
    .command('apps')
    .summary('list, create and change apps and their keys')
    .description(
      'Uses the database directly; no server is needed. A running server applies a change within two seconds.',
    )
    .addHelpText(
      'after',
      examples('openparley apps list', 'openparley apps create shop', 'openparley apps set --help'),
    )
  addList(apps)
  addShow(apps)
  addCreate(apps)
  addSet(apps)
  addDelete(apps)
  addRotateKey(apps)
  addRevokeKey(apps)
}

function addList(apps: Command): void {
  apps
    .command('list')
    .description('Lists the apps with their settings.')
    .option('--keys', 'show whole secret keys')
    .option('--json', 'print JSON')
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley apps list', 'openparley apps list --keys --json'))
    .action(async ({ database, json, keys }: Options) => {
      const all = await withDatabase(database, (store) => store.read.apps.list())
      if (json || all.length > 0) printApps(all, { json, keys })
      else console.error('There is no app yet. Create one with `openparley apps create <id>`.')
    })
}

function addShow(apps: Command): void {
  apps
    .command('show')
    .addArgument(appIdArgument())
    .description('Shows an app: its settings, and the first characters of its valid keys.')
    .option('--keys', 'show whole secret keys')
    .option('--json', 'print JSON')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples('openparley apps show shop', 'openparley apps show shop --keys --json'),
    )
    .action(async (id: string, { database, json, keys }: Options) => {
      const { existingApp } = await import('../operations/apps.ts')
      printApp(await withDatabase(database, (store) => existingApp(store, id)), { json, keys })
    })
}

function addCreate(apps: Command): void {
  const create = apps.command('create').addArgument(appIdArgument())
  for (const option of settingOptions()) create.addOption(option)
  create
    .description('Creates an app and prints its secret key.')
    .option('--json', 'print JSON')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley apps create shop',
        'openparley apps create shop --client-side-user-sync own --allowed-origins https://a.example',
      ),
    )
    .action(async (id: string, { database, json, ...options }: Options) => {
      const { openDatabase } = await import('../store/database.ts')
      const { createApp } = await import('../operations/apps.ts')
      const store = await openDatabase(database)
      const created = createApp(store, id, settingsFrom(options), Date.now())
      printApp(await created.finally(() => store.close()), { keys: true, json })
    })
}

function addSet(apps: Command): void {
  const set = apps.command('set').addArgument(appIdArgument())
  for (const option of settingOptions()) set.addOption(option)
  set
    .description('Changes the given settings and prints all of them.')
    .option('--json', 'print JSON')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley apps set shop --allowed-origins https://a.example,https://b.example',
        'openparley apps set shop --api-version 2021-02-09 --default-locale de-DE',
      ),
    )
    .action(async (id: string, { database, json, ...options }: Options) => {
      const settings = settingsFrom(options)
      if (Object.keys(settings).length === 0) set.error('error: no setting is given')
      const { changeApp } = await import('../operations/apps.ts')
      printApp(await withDatabase(database, (store) => changeApp(store, id, () => settings)), {
        json,
      })
    })
}

function addDelete(apps: Command): void {
  const remove = apps.command('delete')
  remove
    .addArgument(appIdArgument())
    .description(
      'Deletes an app with all its users, conversations and messages. This cannot be undone.',
    )
    .option('--yes', 'confirm the deletion')
    .addOption(databaseOption())
    .addHelpText('after', deletion + examples('openparley apps delete shop --yes'))
    .action(async (id: string, { database, yes }: { database: string; yes?: true }) => {
      if (!yes)
        remove.error(`error: this deletes everything in the app "${id}". Confirm it with --yes`)
      const { deleteApp } = await import('../operations/apps.ts')
      await withDatabase(database, (store) => deleteApp(store, id, Date.now()))
      console.log(`The app "${id}" is deleted.`)
    })
}
