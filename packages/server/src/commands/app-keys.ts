import { type Command, Option } from 'commander'
import { appIdArgument } from './app-settings.ts'
import { printApp } from './app-text.ts'
import { withDatabase } from './database.ts'
import { databaseOption, examples, span } from './options.ts'

interface Options {
  database: string
  overlap: number
  json?: true
}

export function addRotateKey(apps: Command): void {
  apps
    .command('rotate-key')
    .addArgument(appIdArgument())
    .summary('give an app a new secret key')
    .description(
      'Makes a new secret key and prints it. The one before stays valid for a while, so that your ' +
        'backend can change to the new key meanwhile, and so do the user tokens that it signed.',
    )
    .addOption(
      new Option('--overlap <span>', 'how long the old key stays valid: 0, 90s, 15m, 24h, 7d')
        .argParser(span)
        .default(24 * 60 * 60 * 1000, '24h'),
    )
    .option('--json', 'as JSON')
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples('openparley apps rotate-key shop', 'openparley apps rotate-key shop --overlap 0'),
    )
    .action(async (id: string, { database, overlap, json }: Options) => {
      const { rotateKey } = await import('../operations/apps.ts')
      const app = await withDatabase(database, (store) => rotateKey(store, id, overlap, Date.now()))
      printApp(app, { keys: true, json })
    })
}

export function addRevokeKey(apps: Command): void {
  apps
    .command('revoke-key')
    .addArgument(appIdArgument())
    .argument('<prefix>', 'how the key begins, as `apps show` prints it')
    .summary('end the overlap of an old secret key')
    .description(
      'Revokes an old secret key at once. Tokens that it signed open nothing any more, and streams that ' +
        'were opened with them end within a few seconds. The current key can only be rotated.',
    )
    .option('--json', 'as JSON')
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley apps revoke-key shop sk_4fTz2K'))
    .action(async (id: string, prefix: string, { database, json }: Options) => {
      const { revokeKey } = await import('../operations/apps.ts')
      const app = await withDatabase(database, (store) => revokeKey(store, id, prefix, Date.now()))
      printApp(app, { json })
    })
}
