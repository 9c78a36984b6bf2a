import type { Command } from 'commander'
import { databaseOption, examples } from './options.ts'

interface Options {
  database: string
  force?: true
}

export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<file>', 'where to write the copy')
    .summary('copy the SQLite database, even while a server uses it')
    .description(
      'Copies a consistent snapshot of the SQLite database to a file, even while a server uses it. The file appears ' +
        'only once it is complete and on disk.',
    )
    .option('--force', 'replace the file if it exists')
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley backup /backups/parley-monday.db'))
    .action(async (file: string, { database, force }: Options) => {
      const { backupDatabase } = await import('../store/database.ts')
      await backupDatabase(database, file, { force })
      console.log(`The database was copied to ${file}.`)
    })
}
