import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { expect, test } from 'vitest'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'
import { openStore } from '../../src/store/store.ts'
import { planOf } from './query-plan.ts'
import { recordedEngine } from './recorded-engine.ts'

test('in a new database, too, rows are found by all columns of an index, and not by their app alone', async () => {
  const file = join(temporaryFolder(), 'new.db')
  const { engine, queries } = recordedEngine(openSqlite(file))
  const store = await openStore(engine)
  queries.length = 0
  await store.read.memberships.of('shop', ['order', 'return'])
  await store.read.messages.withId('shop', 'msg_1')
  const database = new DatabaseSync(file)
  const steps = queries.flatMap((query) => planOf(database, query))
  database.close()
  await store.close()
  expect(steps.filter((step) => /INDEX memberships_by_conversation/.test(step))).toHaveLength(1)
  expect(steps.filter((step) => /INDEX messages_by_id/.test(step))).toHaveLength(1)
  expect(steps.filter((step) => /\(app_id=\?\)$/.test(step))).toEqual([])
})
