import type { Command } from 'commander'
import { databaseOption, examples } from './options.ts'

interface Options {
  database: string
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .summary('put a backup in the place of the SQLite database')
    .description(
      'Puts a copy of a backup in the place of the SQLite database and keeps the one that was there beside it. ' +
        'Stop the server first.',
    )
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley restore /backups/parley-monday.db'))
    .action(async (file: string, { database }: Options) => {
      const { restoreDatabase } = await import('../store/database.ts')
      const kept = await restoreDatabase(database, file, new Date())
      console.log(`The database is restored from ${file}.`)
      if (kept !== undefined) console.log(`The one that was there is kept as ${kept}.`)
    })
}
