import type { Command } from 'commander'
import { withDatabase } from './database.ts'
import { appOption, databaseOption, examples } from './options.ts'

interface Options {
  app: string
  database: string
  force?: boolean
}

export function addExport(program: Command): void {
  program
    .command('export')
    .argument('<file>', 'where to write it')
    .summary('write an app to a file, to move it to another database')
    .description(
      'Writes one app, with its users, conversations, messages, reactions and webhooks, to a file with a JSON object in each ' +
        'line: one consistent snapshot, even while a server uses the database. The file appears only once it is complete. ' +
        'It contains personal data and the secrets of webhooks, but no keys of the app, no event log and no bytes of files.',
    )
    .addOption(appOption())
    .option('--force', 'replace the file if it exists')
    .addOption(databaseOption())
    .addHelpText('after', examples('openparley export shop.ndjson --app shop'))
    .action(async (file: string, { app, database, force = false }: Options) => {
      const { exportApp } = await import('../operations/export-app.ts')
      const { writeAtomically } = await import('../store/own-files.ts')
      const rows = await withDatabase(database, (store) =>
        writeAtomically(file, force, (write) => exportApp(store, app, Date.now(), write)),
      )
      console.log(`The app "${app}" was exported to ${file}: ${countsOf(rows)}.`)
    })
}

/** The numbers of rows, for the terminal. */
export const countsOf = ({ users, conversations, messages, files }: Record<string, number>) =>
  `${users} users, ${conversations} conversations, ${messages} messages, ${files} files`
