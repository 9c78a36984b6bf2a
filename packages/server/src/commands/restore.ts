import type { Command } from 'commander'
import { databaseOption, examples, filesOption } from './options.ts'

interface Options {
  database: string
  files: string
  filesFrom?: string
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
    .option('--files-from <url>', 'first copy missing uploaded files back from this storage')
    .addOption(filesOption())
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley restore /backups/parley-monday.db',
        'openparley restore /backups/parley-monday.db --files-from file:/backups/files',
      ),
    )
    .action(async (file: string, { database, files, filesFrom }: Options) => {
      if (filesFrom !== undefined) {
        const { copyFilesOf } = await import('./files.ts')
        console.log(await copyFilesOf(file, filesFrom, files))
      }
      const { restoreDatabase } = await import('../store/database.ts')
      const kept = await restoreDatabase(database, file, new Date())
      console.log(`The database was restored from ${file}.`)
      if (kept !== undefined) console.log(`The old database was kept as ${kept}.`)
    })
}
