import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { testServer } from '@openparley/test-kit/server'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Engine } from '../../src/store/engine.ts'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'
import { walCommits } from './wal-commits.ts'

async function openNotes(file: string) {
  const engine = openSqlite(file)
  onTestFinished(() => engine.close())
  const write = (sql: string, ...parameters: number[]) =>
    engine.transaction([], (connection) => connection.run(sql, parameters))
  await write('CREATE TABLE notes (id INTEGER PRIMARY KEY)')
  return { engine, insert: (id: number) => write('INSERT INTO notes (id) VALUES ($1)', id) }
}

const onDisk = () => join(temporaryFolder(), 'parley.db')

const idsIn = async (engine: Pick<Engine, 'rows'>) =>
  (await engine.rows('SELECT id FROM notes ORDER BY id')).map(({ id }) => id)

describe('writes that wait at the same time', () => {
  test.each([
    [1, 1],
    [2, 1],
    [256, 1],
    [257, 2],
    [600, 3],
  ])('%i of them are %i commits on disk', async (writes, commits) => {
    const file = onDisk()
    const { engine, insert } = await openNotes(file)
    const before = walCommits(file)
    await Promise.all(Array.from({ length: writes }, (_, id) => insert(id)))
    expect(walCommits(file) - before).toBe(commits)
    expect(await idsIn(engine)).toHaveLength(writes)
  })

  test('are one commit each if they run one after the other', async () => {
    const file = onDisk()
    const { insert } = await openNotes(file)
    const before = walCommits(file)
    for (let id = 0; id < 10; id += 1) await insert(id)
    expect(walCommits(file) - before).toBe(10)
  })

  test('a batch of failed writes commits nothing', async () => {
    const file = onDisk()
    const { engine, insert } = await openNotes(file)
    await insert(1)
    const before = walCommits(file)
    const results = await Promise.allSettled([insert(1), insert(1), insert(1)])
    expect(results.map(({ status }) => status)).toEqual(Array(3).fill('rejected'))
    expect(walCommits(file) - before).toBe(0)
    expect(await idsIn(engine)).toEqual([1])
  })

  test('requests of many clients share commits', async () => {
    const file = onDisk()
    const arrived = Promise.withResolvers<void>()
    let waiting = 0
    const { call } = await testServer(
      { databaseUrl: `sqlite:${file}` },
      {
        prepare: (server) =>
          server.addHook('preHandler', async () => {
            waiting += 1
            if (waiting === 30) arrived.resolve()
          }),
      },
    )
    const before = walCommits(file)
    // On a busy machine, each write could otherwise end before the next request arrives.
    using elsewhere = new DatabaseSync(file)
    elsewhere.exec('BEGIN IMMEDIATE')
    const answers = Promise.all(
      Array.from({ length: 30 }, (_, id) =>
        call('PUT', `/users/${id}`, { body: { name: 'Alice' } }),
      ),
    )
    await arrived.promise
    elsewhere.exec('COMMIT')
    expect((await answers).map(({ status }) => status)).toEqual(Array(30).fill(200))
    expect(walCommits(file) - before).toBeLessThan(30)
  })
})

test('each write resolves after the commit, and is not visible before the commit', async () => {
  const file = onDisk()
  const { engine } = await openNotes(file)
  using elsewhere = new DatabaseSync(file, { readOnly: true })
  const seen = () => elsewhere.prepare('SELECT COUNT(*) AS count FROM notes').get()?.count
  let answered = 0
  await Promise.all(
    Array.from({ length: 20 }, (_, id) =>
      engine
        .transaction([], async (connection) => {
          await connection.run('INSERT INTO notes (id) VALUES ($1)', [id])
          expect([answered, seen()], 'inside the batch').toEqual([0, 0])
          expect(await idsIn(engine), 'by a read meanwhile').toEqual([])
        })
        .then(() => {
          answered += 1
          expect(seen(), 'at the answer').toBe(20)
        }),
    ),
  )
  expect(answered).toBe(20)
})

describe.each([
  ['a file', onDisk],
  ['memory', () => ':memory:'],
])('in %s', (_, database) => {
  test('a reader sees all of a write or nothing', async () => {
    const { engine } = await openNotes(database())
    const reads: Promise<unknown[]>[] = []
    const write = engine.transaction([], async (connection) => {
      for (let id = 0; id < 5; id += 1) {
        await connection.run('INSERT INTO notes (id) VALUES ($1)', [id])
        reads.push(idsIn(engine), engine.snapshot(idsIn))
        await new Promise(setImmediate)
      }
    })
    await write
    reads.push(idsIn(engine))
    for (const ids of await Promise.all(reads)) expect([0, 5]).toContain(ids.length)
    expect(await reads.at(-1)).toHaveLength(5)
  })

  test('a reader sees nothing of a write that fails', async () => {
    const { engine, insert } = await openNotes(database())
    await insert(1)
    const reads: Promise<unknown[]>[] = []
    const failing = engine.transaction([], async (connection) => {
      await connection.run('DELETE FROM notes')
      await connection.run('INSERT INTO notes (id) VALUES (2)')
      reads.push(idsIn(engine), engine.snapshot(idsIn))
      await new Promise(setImmediate)
      throw new Error('No')
    })
    await expect(failing).rejects.toThrow('No')
    reads.push(idsIn(engine), engine.snapshot(idsIn))
    for (const ids of await Promise.all(reads)) expect(ids).toEqual([1])
  })

  test('a failed write does not affect other writes of its batch', async () => {
    const { engine, insert } = await openNotes(database())
    const results = await Promise.allSettled([insert(1), insert(2), insert(1), insert(3)])
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(await idsIn(engine)).toEqual([1, 2, 3])
  })
})
