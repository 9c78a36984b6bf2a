import type { Command } from 'commander'
import { databaseOption, examples, filesOption } from './options.ts'

interface Options {
  database: string
  force?: true
  files: string
  filesTo?: string
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
    .option(
      '--files-to <url>',
      'also copy the uploaded files to this storage, given as in FILES_URL; it may contain files of earlier backups',
    )
    .addOption(filesOption())
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley backup /backups/parley-monday.db',
        'openparley backup /backups/parley-monday.db --files-to file:/backups/files',
      ),
    )
    .action(async (file: string, { database, force, files, filesTo }: Options) => {
      const { backupDatabase } = await import('../store/database.ts')
      await backupDatabase(database, file, { force })
      console.log(`The database was copied to ${file}.`)
      if (filesTo === undefined) return
      const { copyFilesOf } = await import('./files.ts')
      console.log(await copyFilesOf(file, files, filesTo))
    })
}
