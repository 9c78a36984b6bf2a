import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite, type SqliteOptions } from '../../src/store/sqlite/open-sqlite.ts'
import { openStore } from '../../src/store/store.ts'

async function openTestEngine(options?: SqliteOptions) {
  const file = join(temporaryFolder(), 'parley.db')
  const engine = openSqlite(file, options)
  onTestFinished(() => engine.close())
  const run = (sql: string, ...parameters: (string | number)[]) =>
    engine.transaction([], (connection) => connection.run(sql, parameters))
  await run('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')
  return { file, engine, run }
}

const count = async (engine: Pick<ReturnType<typeof openSqlite>, 'rows'>) =>
  (await engine.rows('SELECT COUNT(*) AS count FROM notes'))[0]?.count

test('a read sees what was committed before it, even while a snapshot is open', async () => {
  const { engine, run } = await openTestEngine()
  await engine.snapshot(async (connection) => {
    expect(await count(connection)).toBe(0)
    await run('INSERT INTO notes (text) VALUES ($1)', 'one')
    expect(await count(engine), 'a read during the snapshot').toBe(1)
    expect(await engine.snapshot(count), 'another snapshot').toBe(1)
    expect(await count(connection), 'the snapshot itself').toBe(0)
  })
})

test('all snapshots run, even if there are more of them than connections', async () => {
  const { engine } = await openTestEngine()
  let most = 0
  let running = 0
  const results = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      engine.snapshot(async (connection) => {
        running += 1
        most = Math.max(most, running)
        await new Promise(setImmediate)
        await count(connection)
        running -= 1
        return index
      }),
    ),
  )
  expect(results).toEqual(Array.from({ length: 40 }, (_, index) => index))
  expect(most).toBeGreaterThan(1)
})

test('a snapshot that fails leaves its connection usable for the next', async () => {
  const { engine } = await openTestEngine()
  for (let round = 0; round < 10; round += 1)
    await expect(
      engine.snapshot(async (connection) => connection.rows('SELECT 1 FROM nowhere')),
    ).rejects.toThrow('no such table')
  expect(await engine.snapshot(count)).toBe(0)
})

test('a failed write does not affect others of its batch', async () => {
  const { engine } = await openTestEngine()
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      engine.transaction([], async (connection) => {
        await connection.run('INSERT INTO notes (text) VALUES ($1)', [`note ${index}`])
        if (index % 3 === 0) throw new Error(`no ${index}`)
      }),
    ),
  )
  const kept = results.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []))
  expect(kept).toEqual(Array.from({ length: 50 }, (_, index) => index).filter((n) => n % 3 > 0))
  expect((await engine.rows('SELECT text FROM notes ORDER BY id')).map(({ text }) => text)).toEqual(
    kept.map((index) => `note ${index}`),
  )
})

test('a write waits for another process to unlock the database; reads continue', async () => {
  const { file, engine, run } = await openTestEngine()
  const other = new DatabaseSync(file)
  onTestFinished(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  let isWritten = false
  const write = run('INSERT INTO notes (text) VALUES ($1)', 'awaitDrain').then(() => {
    isWritten = true
  })
  for (let round = 0; round < 20; round += 1) {
    expect(await count(engine)).toBe(0)
    await new Promise(setImmediate)
  }
  expect(isWritten).toBe(false)
  other.exec('ROLLBACK')
  await write
  expect(await count(engine)).toBe(1)
})

test('a write that another process blocks for too long is refused, and so are all writes that wait after it', async () => {
  const { file, engine, run } = await openTestEngine({ busyTimeout: 50 })
  const other = new DatabaseSync(file)
  onTestFinished(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  const insert = (text: string) => run('INSERT INTO notes (text) VALUES ($1)', text)
  const results = await Promise.allSettled(Array.from({ length: 600 }, () => insert('refused')))
  for (const result of results)
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
  other.exec('ROLLBACK')
  await insert('taken')
  expect(await engine.rows('SELECT text FROM notes')).toEqual([{ text: 'taken' }])
})

test('the write-ahead log stays short while there is always a reader', async () => {
  const { file, engine, run } = await openTestEngine()
  let isOver = false
  const readers = Array.from({ length: 3 }, async () => {
    while (!isOver)
      await engine.snapshot(async (connection) => {
        for (let page = 0; page < 5; page += 1) {
          await count(connection)
          await new Promise(setImmediate)
        }
      })
  })
  const megabyte = 1024 * 1024
  let longest = 0
  const text = 'x'.repeat(megabyte / 8)
  const written = 100 * megabyte
  for (let bytes = 0; bytes < written; bytes += text.length) {
    await run('INSERT INTO notes (text) VALUES ($1)', text)
    longest = Math.max(longest, statSync(`${file}-wal`).size)
  }
  isOver = true
  await Promise.all(readers)
  expect(await count(engine)).toBe(written / text.length)
  expect(longest / megabyte).toBeLessThan(24)
})

test('temporary data is in memory once the schema is current, but not while a large database is migrated', async () => {
  const file = join(temporaryFolder(), 'parley.db')
  const engine = openSqlite(file)
  const place = () =>
    engine.transaction([], (connection) =>
      connection.rows('SELECT temp_store FROM pragma_temp_store'),
    )
  onTestFinished(() => engine.close())
  const asCompiled = 0
  const inMemory = 2
  expect(await place()).toEqual([{ temp_store: asCompiled }])
  await openStore(engine)
  expect(await place()).toEqual([{ temp_store: inMemory }])
})
