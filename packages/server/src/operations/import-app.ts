import type { App } from '../model/app.ts'
import type { FileCopier } from '../store/files/copy.ts'
import { schemaVersion } from '../store/migrations.ts'
import { appGrace, purgeDeleted } from '../store/purge.ts'
import { appLock, type Store } from '../store/store.ts'
import { type AppTable, appTables } from '../store/tables/app-rows.ts'
import { addKey, deleteApp } from './apps.ts'
import type { ExportEnd, ExportedRow, ExportHeader } from './export-app.ts'

export interface ImportOptions {
  /** Unix milliseconds. */
  now: () => number
  /** Copies the bytes of a file. Without it, they must be in the storage already. */
  copyFile?: FileCopier['copy'] | undefined
}

/** Rows of one write. */
const batchSize = 64

/**
 * Creates an app from the lines of an export, with a new key. Its webhooks are disabled. The app can be found only when
 * the import is complete. Rows of an interrupted import are deleted first. Throws an `Error` for the terminal if the
 * app exists,
 * or if the lines are not a complete export.
 */
export async function importApp(
  store: Store,
  lines: AsyncIterable<string>,
  { now, copyFile }: ImportOptions,
): Promise<{ app: App; rows: ExportEnd['rows'] }> {
  const reader = lines[Symbol.asyncIterator]()
  const header = headerOf((await reader.next()).value)
  const { id } = header.app
  await begin(store, header, now)
  const counts = Object.fromEntries(appTables.map((table) => [table, 0])) as ExportEnd['rows']
  let batch: ExportedRow[] = []
  let end: ExportEnd | undefined
  const flush = async () => {
    const [first] = batch
    if (!first) return
    await insert(store, id, first.table, batch)
    if (first.table === 'files' && copyFile) for (const { row } of batch) await copy(copyFile, row)
    counts[first.table] += batch.length
    batch = []
  }
  for (let next = await reader.next(); !next.done; next = await reader.next()) {
    const value = parsed(next.value) as ExportedRow | ExportEnd
    if ('rows' in value) {
      end = value
      break
    }
    if (!appTables.includes(value.table)) throw notExport(`it has a table "${value.table}"`)
    if (batch.length === batchSize || (batch[0] && batch[0].table !== value.table)) await flush()
    batch.push(value)
  }
  await flush()
  await check(store, id, counts, end)
  const { users, conversations, messages } = counts
  await store.write([appLock(id)], (tx) =>
    tx.usage.addTotal(id, { users, conversations, messages }),
  )
  return { app: await addKey(store, id, now()), rows: counts }
}

const notExport = (reason: string) =>
  new Error(`This is not an export that can be imported: ${reason}.`)

function parsed(line: string | undefined): unknown {
  try {
    const value = JSON.parse(line ?? '')
    if (value !== null && typeof value === 'object') return value
  } catch {
    // Reported below.
  }
  throw notExport('a line is not a JSON object')
}

function headerOf(line: string | undefined): ExportHeader {
  const header = parsed(line) as ExportHeader
  if (header.format !== 'openparley-export')
    throw notExport('its first line is not the header of an export')
  if (header.schema !== schemaVersion)
    throw notExport(
      `it was made with schema ${header.schema}, and this program has ${schemaVersion}; use the same version of Parley for both`,
    )
  return header
}

/** Creates the app without a key, so that nobody can use it yet. */
async function begin(store: Store, { app }: ExportHeader, now: () => number) {
  const { id, settings, custom } = app
  if (await store.read.apps.get(id)) throw new Error(`The app "${id}" exists already.`)
  if (await store.read.apps.isBeingDeleted(id)) {
    const purge = await store.read.purges.get(id, '')
    if (purge && purge.createdAt + appGrace > now())
      throw new Error(`The app "${id}" has just been deleted. Try again in a minute.`)
    // Nobody could write to an app without keys, so its deletion does not have to wait.
    await deleteApp(store, id, now() - appGrace)
    await purgeDeleted({ store, now }, id)
  }
  await store.write([appLock(id)], async (tx) => {
    if ((await tx.apps.get(id)) || (await tx.apps.isBeingDeleted(id)))
      throw new Error(`The app "${id}" exists already.`)
    await tx.apps.put({ id, settings, createdAt: now() })
    await tx.apps.putCustom(id, custom)
  })
}

async function insert(store: Store, id: string, table: AppTable, batch: ExportedRow[]) {
  const rows = batch.map(({ row }) => ({ ...row, ...replacements(table, row) }))
  await store.write([appLock(id)], async (tx) => {
    await tx.appRows.insert(table, id, rows)
    if (table === 'message_files')
      await tx.files.addUses(
        id,
        rows.map(({ file_id }) => file_id as string),
      )
    if (table === 'webhooks') {
      const end = await tx.events.position()
      for (const row of rows) await tx.webhookProgress.start(id, row.id as string, end, false)
    }
    if (table === 'participants') {
      const present = rows.filter(({ access }) => access !== 'None')
      for (const [conversationId, those] of Map.groupBy(present, (row) => row.conversation_id))
        await tx.memberships.open(
          id,
          conversationId as string,
          those.map(({ user_id }) => user_id as string),
        )
    }
  })
}

/** Columns that get other values than in the export. */
function replacements(table: AppTable, row: ExportedRow['row']): ExportedRow['row'] {
  if (table === 'files') return { uses: 0 }
  // The old server may still deliver to them.
  if (table === 'webhooks')
    return { data: JSON.stringify({ ...JSON.parse(row.data as string), disabledReason: 'manual' }) }
  return {}
}

async function copy(copyFile: FileCopier['copy'], { id, data }: ExportedRow['row']): Promise<void> {
  const outcome = await copyFile(id as string, JSON.parse(data as string).hash)
  if (outcome === 'missing') throw new Error(`The bytes of the file ${id} are not in --files-from.`)
}

async function check(store: Store, id: string, counts: ExportEnd['rows'], end?: ExportEnd) {
  if (!end) throw notExport('its end is missing')
  for (const table of appTables) {
    const [wanted, found] = [end.rows[table], await store.read.appRows.count(table, id)]
    if (wanted !== counts[table] || wanted !== found)
      throw notExport(
        `it has ${counts[table]} of ${wanted} rows of ${table}, and ${found} are stored`,
      )
  }
}
