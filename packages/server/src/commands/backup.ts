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
    .summary('copy the SQLite database, also while a server uses it')
    .description(
      'Copies the SQLite database to a file, as it is at one moment, also while a server uses it. The file is ' +
        'there once all of it is on the disk, and not at all if it cannot be.',
    )
    .option('--force', 'replace the file if it is there')
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley backup /backups/parley-monday.db'))
    .action(async (file: string, { database, force }: Options) => {
      const { backupDatabase } = await import('../store/database.ts')
      await backupDatabase(database, file, { force })
      console.log(`The database is copied to ${file}.`)
    })
}
