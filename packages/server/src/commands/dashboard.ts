import type { Command } from 'commander'
import { withDatabase } from './database.ts'
import { databaseOption, examples, urlOption } from './options.ts'

interface Options {
  database: string
  url: string
}

export function addDashboard(program: Command): void {
  program
    .command('dashboard')
    .summary('print a link that signs an operator in')
    .description(
      'Prints a link that begins a session of an operator in a browser. It works once, for 10 minutes. Uses the ' +
        'database directly, so that only people with access to the database can make a link.',
    )
    .addOption(urlOption().env('PUBLIC_URL'))
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples('openparley dashboard', 'openparley dashboard --url https://chat.example'),
    )
    .action(async ({ database, url }: Options) => {
      const { newAdminSecret } = await import('../base/ids.ts')
      const { addLink, dashboardUrl } = await import('../operations/admin/sessions.ts')
      const code = newAdminSecret()
      await withDatabase(database, (store) => addLink(store, code, Date.now()))
      console.log(dashboardUrl(url, code))
    })
}
