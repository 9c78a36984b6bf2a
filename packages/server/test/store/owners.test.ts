import { engine as kind, lastingDatabase } from '@openparley/test-kit/database'
import { expect, onTestFinished, test } from 'vitest'
import type { Engine } from '../../src/store/engine.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'
import {
  logTable,
  tablesOfApps,
  tablesOfConversations,
  tablesOfNoApp,
} from '../../src/store/tables/owners.ts'

/** The columns of each table of the schema. */
async function tablesOf(engine: Engine): Promise<Map<string, string[]>> {
  const rows = await engine.rows(
    kind === 'sqlite'
      ? `SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`
      : `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
         WHERE table_schema = 'public'`,
  )
  const tables = new Map<string, string[]>()
  for (const { table, column } of rows)
    if (!engine.dialect.search.tables.includes(table as string))
      tables.set(table as string, [...(tables.get(table as string) ?? []), column as string])
  return tables
}

test('every table is listed with the owner of its rows', async () => {
  const engine = await openEngine(await lastingDatabase())
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  const tables = await tablesOf(engine)
  const withColumn = (column: string) =>
    [...tables].flatMap(([name, columns]) => (columns.includes(column) ? [name] : [])).sort()
  expect(withColumn('app_id')).toEqual([...Object.keys(tablesOfApps), logTable].sort())
  expect([...tables.keys()].sort()).toEqual([...withColumn('app_id'), ...tablesOfNoApp].sort())
  expect(withColumn('conversation_id')).toEqual(Object.keys(tablesOfConversations).sort())
  for (const [name, order] of Object.entries(tablesOfApps))
    expect(tables.get(name), name).toEqual(expect.arrayContaining(order))
  for (const [name, when] of Object.entries(tablesOfConversations))
    if (typeof when === 'object')
      expect(tables.get(name), name).toEqual(expect.arrayContaining([...when.order, 'seq']))
})
