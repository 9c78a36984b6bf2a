import type { Command } from 'commander'
import { printApp } from './app-text.ts'
import { countsOf } from './export.ts'
import { databaseOption, examples, filesOption } from './options.ts'

interface Options {
  database: string
  files: string
  filesFrom?: string
}

export function addImport(program: Command): void {
  program
    .command('import')
    .argument('<file>', 'an export')
    .summary('create an app from an export')
    .description(
      'Creates the app of an export with a new key, also in a database of the other engine, and while a server uses it. ' +
        'The app appears only when the import is complete; after an interruption, run the command again. Its webhooks are disabled.',
    )
    .option(
      '--files-from <url>',
      'copy the bytes of its files from this storage, given as in FILES_URL, to the storage of --files',
    )
    .addOption(filesOption())
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley import shop.ndjson --database postgres://parley@127.0.0.1/parley',
        'openparley import shop.ndjson --files-from file:./data/files --files s3://bucket/parley',
      ),
    )
    .action(async (file: string, { database, files, filesFrom }: Options) => {
      const { openDatabase } = await import('../store/database.ts')
      const { importApp } = await import('../operations/import-app.ts')
      const { linesOf } = await import('../store/own-files.ts')
      const { copierBetween } = await import('./files.ts')
      const copier = filesFrom === undefined ? undefined : await copierBetween(filesFrom, files)
      const store = await openDatabase(database)
      try {
        const { app, rows } = await importApp(store, linesOf(file), {
          now: Date.now,
          copyFile: copier?.copy,
        })
        console.log(`The app "${app.id}" was imported: ${countsOf(rows)}.`)
        printApp(app, { keys: true })
      } finally {
        await store.close()
        await copier?.close()
      }
    })
}
