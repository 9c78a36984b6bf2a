import type { App } from '../model/app.ts'
import { schemaVersion } from '../store/migrations.ts'
import type { Store } from '../store/store.ts'
import { type AppTable, appTables } from '../store/tables/app-rows.ts'

/** The first line of an export. */
export interface ExportHeader {
  format: 'openparley-export'
  /** Version of the tables. An import needs the same. */
  schema: number
  app: Pick<App, 'id' | 'settings'> & { custom: Record<string, string> }
  /** Unix milliseconds. */
  exportedAt: number
}

/** A line with a row of a table, without the id of the app. */
export interface ExportedRow {
  table: AppTable
  row: Record<string, string | number | null>
}

/** The last line: the number of rows of each table. Without it, the export is not complete. */
export interface ExportEnd {
  rows: Record<AppTable, number>
}

/** Rows that are read at a time. */
const pageSize = 500

/**
 * Passes an app with its users, conversations, messages, reactions, webhooks and rows of files to `write`, in lines of
 * JSON. They are one snapshot, even while servers write. Resolves with the number of rows. Throws an `Error` for the
 * terminal if there is no such app.
 */
export async function exportApp(
  store: Store,
  id: string,
  now: number,
  write: (line: string) => Promise<void>,
): Promise<ExportEnd['rows']> {
  return store.snapshot(async (tx) => {
    const app = await tx.apps.get(id)
    if (!app) throw new Error(`There is no app "${id}". \`openparley apps list\` lists all apps.`)
    const line = (value: ExportHeader | ExportedRow | ExportEnd) =>
      write(`${JSON.stringify(value)}\n`)
    const custom = await tx.apps.custom(id)
    await line({
      format: 'openparley-export',
      schema: schemaVersion,
      app: { id, settings: app.settings, custom },
      exportedAt: now,
    })
    const counts = {} as ExportEnd['rows']
    for (const table of appTables) {
      counts[table] = 0
      let after: Parameters<typeof tx.appRows.page>[2]
      do {
        const { rows, last } = await tx.appRows.page(table, id, after, pageSize)
        for (const row of rows) await line({ table, row })
        counts[table] += rows.length
        after = last
      } while (after)
    }
    await line({ rows: counts })
    return counts
  })
}
