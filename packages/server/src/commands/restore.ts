import type { Command } from 'commander'
import { databaseOption, examples } from './options.ts'

interface Options {
  database: string
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .summary('replace the SQLite database with a backup')
    .description(
      'Replaces the SQLite database with a copy of a backup. The old database is kept beside it. ' +
        'Stop the server first.',
    )
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley restore /backups/parley-monday.db'))
    .action(async (file: string, { database }: Options) => {
      const { restoreDatabase } = await import('../store/database.ts')
      const kept = await restoreDatabase(database, file, new Date())
      console.log(`The database was restored from ${file}.`)
      if (kept !== undefined) console.log(`The old database was kept as ${kept}.`)
    })
}
