import { lastingDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import type { Engine, ReadConnection, WriteConnection } from '../../src/store/engine.ts'

/** Two nodes, `one` and `other`, on a database with a table of counts. */
async function nodes(): Promise<[Engine, Engine]> {
  const url = await lastingDatabase()
  const [here, there] = [await testEngine(url), await testEngine(url)]
  await here.transaction([], async (db) => {
    await db.run('CREATE TABLE counts (name TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL)')
    await db.run(`INSERT INTO counts VALUES ('one', 0), ('other', 0)`)
  })
  onTestFinished(async () => {
    await here.transaction([], (db) => db.run('DROP TABLE counts'))
    await here.close()
    await there.close()
  })
  return [here, there]
}

/** Resolves once PostgreSQL has changed the row. */
const add = async (db: WriteConnection, name: string) => {
  await db.run('UPDATE counts SET count = count + 1 WHERE name = $1', [name])
  await db.rows('SELECT count FROM counts WHERE name = $1', [name])
}

test('if two writes wait for each other, the write that PostgreSQL aborts runs again', async () => {
  const [here, there] = await nodes()
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  let runs = 0
  const write = (node: Engine, first: string, second: string, own: 0 | 1) =>
    node.transaction([first], async (db) => {
      runs += 1
      await add(db, first)
      both[own].resolve()
      await both[own === 0 ? 1 : 0].promise
      await add(db, second)
    })
  await Promise.all([write(here, 'one', 'other', 0), write(there, 'other', 'one', 1)])
  expect(runs).toBeGreaterThan(2)
  expect(await here.rows('SELECT count FROM counts')).toEqual([{ count: 2 }, { count: 2 }])
})

test('many writes that wait for a lock of another node delay no other writes and no reads', async () => {
  const [here, there] = await nodes()
  const isHeld = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const holding = there.transaction(['hot'], async (db) => {
    await add(db, 'one')
    isHeld.resolve()
    await mayEnd.promise
  })
  await isHeld.promise
  let waiting = 100
  const hot = Array.from({ length: waiting }, () =>
    here.transaction(['hot'], (db) => add(db, 'one')).finally(() => (waiting -= 1)),
  )
  for (let number = 0; number < 50; number += 1)
    await here.transaction([`cold ${number}`], (db) => add(db, 'other'))
  await Promise.all(Array.from({ length: 50 }, () => here.rows('SELECT count FROM counts')))
  expect(waiting).toBe(100)
  mayEnd.resolve()
  await Promise.all([holding, ...hot])
  expect(await here.rows('SELECT name, count FROM counts ORDER BY name')).toEqual([
    { name: 'one', count: 101 },
    { name: 'other', count: 50 },
  ])
})

test('a statement that comes after the end of its transaction is refused', async () => {
  const [here] = await nodes()
  let late: WriteConnection | undefined
  await here.transaction([], async (db) => {
    late = db
  })
  await expect(late?.rows('SELECT 1')).rejects.toThrow('ended')
})

test('transactions set their isolation level and their time limits, whatever the defaults of the database are', async () => {
  const url = await lastingDatabase()
  const client = new pg.Client(url)
  await client.connect()
  const name = new URL(url).pathname.slice(1)
  const defaults = { default_transaction_isolation: 'serializable', statement_timeout: '20s' }
  for (const [setting, value] of Object.entries(defaults))
    await client.query(`ALTER DATABASE "${name}" SET ${setting} = '${value}'`)
  const node = await testEngine(url)
  onTestFinished(async () => {
    await node.close()
    await client.query(`ALTER DATABASE "${name}" RESET ALL`)
    await client.end()
  })
  const settings = async (db: ReadConnection) => {
    const [row] = await db.rows(
      `SELECT current_setting('transaction_isolation') AS level,
         current_setting('statement_timeout') AS statement,
         current_setting('idle_in_transaction_session_timeout') AS idle`,
    )
    return row
  }
  const limits = { statement: '10s', idle: '10s' }
  const committed = { level: 'read committed', ...limits }
  expect(await settings(node)).toEqual(committed)
  expect(await node.transaction(['lock'], settings)).toEqual(committed)
  expect(await node.snapshot(settings)).toEqual({ level: 'repeatable read', ...limits })
  expect(await node.transaction(['lock'], settings, { noTimeout: true })).toEqual({
    level: 'read committed',
    statement: '0',
    idle: '0',
  })
})
