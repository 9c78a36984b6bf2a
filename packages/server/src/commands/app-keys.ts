import { type Command, Option } from 'commander'
import { appIdArgument } from './app-settings.ts'
import { printApp } from './app-text.ts'
import { withDatabase } from './database.ts'
import { databaseOption, examples, parseDuration } from './options.ts'

interface Options {
  database: string
  overlap: number
  json?: true
}

export function addRotateKey(apps: Command): void {
  apps
    .command('rotate-key')
    .addArgument(appIdArgument())
    .argument('[prefix]', 'the first characters of the old key, if the app has several')
    .summary('give an app a new secret key')
    .description(
      'Creates a new secret key and prints it. The old key, and user tokens signed with it, stay valid ' +
        'for a while, so that your backend can switch to the new key. With --overlap 0 and without a prefix, the new key ' +
        'replaces all others.',
    )
    .addOption(
      new Option('--overlap <span>', 'how long the old key stays valid: 0, 90s, 15m, 24h, 7d')
        .argParser(parseDuration)
        .default(24 * 60 * 60 * 1000, '24h'),
    )
    .option('--json', 'print JSON')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples('openparley apps rotate-key shop', 'openparley apps rotate-key shop --overlap 0'),
    )
    .action(
      async (id: string, prefix: string | undefined, { database, overlap, json }: Options) => {
        const { rotateChosenKey } = await import('./chosen-keys.ts')
        const app = await withDatabase(database, (store) =>
          rotateChosenKey(store, id, overlap, Date.now(), prefix),
        )
        printApp(app, { keys: true, json })
      },
    )
}

export function addRevokeKey(apps: Command): void {
  apps
    .command('revoke-key')
    .addArgument(appIdArgument())
    .argument('<prefix>', 'the first characters of the key, as `apps show` prints them')
    .summary('revoke a secret key now')
    .description(
      'Revokes a secret key immediately. Tokens signed with it are no longer valid, and streams opened ' +
        'with them end within a few seconds. The last key that does not expire can only be rotated.',
    )
    .option('--json', 'print JSON')
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley apps revoke-key shop sk_4fTz2K'))
    .action(async (id: string, prefix: string, { database, json }: Options) => {
      const { revokeChosenKey } = await import('./chosen-keys.ts')
      const app = await withDatabase(database, (store) =>
        revokeChosenKey(store, id, prefix, Date.now()),
      )
      printApp(app, { json })
    })
}
