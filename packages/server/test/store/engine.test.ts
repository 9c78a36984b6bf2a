import { engine as kind, lastingDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { Engine, ReadConnection, WriteConnection } from '../../src/store/engine.ts'

const opened: Engine[] = []

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close()
})

async function opens(url: string): Promise<Engine> {
  const engine = await testEngine(url)
  opened.push(engine)
  return engine
}

/** An engine on a database with one table of counts. */
async function withCounts() {
  const url = await lastingDatabase()
  const engine = await opens(url)
  await engine.transaction([], (db) =>
    db.run('CREATE TABLE counts (name TEXT NOT NULL PRIMARY KEY, count BIGINT NOT NULL)'),
  )
  onTestFinished(async () => {
    const engine = await testEngine(url)
    await engine.transaction([], (db) => db.run('DROP TABLE counts'))
    await engine.close()
  })
  return { engine, url }
}

const put = (db: WriteConnection, name: string, count: number) =>
  db.run('INSERT INTO counts (name, count) VALUES ($1, $2)', [name, count])

const names = async (db: ReadConnection) =>
  (await db.rows('SELECT name FROM counts ORDER BY name')).map(({ name }) => name)

test('a write that throws is rolled back without affecting others', async () => {
  const { engine } = await withCounts()
  const writes = Array.from({ length: 40 }, (_, index) =>
    engine.transaction([`lock ${index % 7}`], async (db) => {
      if (index % 4 === 1) throw new Error('refused before')
      await put(db, `name ${String(index).padStart(2, '0')}`, index)
      await db.rows('SELECT COUNT(*) AS count FROM counts')
      if (index % 4 === 2) throw new Error('refused after')
      return index
    }),
  )
  const answers = await Promise.allSettled(writes)
  for (const [index, answer] of answers.entries())
    if (index % 4 === 1 || index % 4 === 2)
      expect(answer).toMatchObject({
        reason: { message: index % 4 === 1 ? 'refused before' : 'refused after' },
      })
    else expect(answer).toEqual({ status: 'fulfilled', value: index })
  expect(await names(engine)).toEqual(
    answers.flatMap(({ status }, index) =>
      status === 'fulfilled' ? [`name ${String(index).padStart(2, '0')}`] : [],
    ),
  )
})

test('writes with the same work run together, whatever their locks, and each gets its own result', async () => {
  const { engine } = await withCounts()
  const calls: string[][] = []
  const work = async (db: WriteConnection, inputs: string[]) => {
    calls.push(inputs)
    for (const name of inputs) if (name !== 'refused') await put(db, name, 1)
    return inputs.map((name) => (name === 'refused' ? new Error('refused') : `put ${name}`))
  }
  const together = (name: string, ...locks: string[]) =>
    engine.transactionTogether(locks, work, name)
  const add = (lock: string) =>
    engine.transaction([lock], (db) => db.run('UPDATE counts SET count = count + 1'))
  // Until the first one ends, the others wait, for its lock or for a connection.
  const answers = await Promise.allSettled([
    add('a'),
    ...['one', 'two', 'refused'].map((name) => together(name, 'a')),
    ...['three', 'four'].map((name) => together(name, name, 'a')),
    add('a'),
  ])
  expect(answers.map((answer) => ('value' in answer ? answer.value : answer.reason))).toEqual([
    ...[undefined, 'put one', 'put two', new Error('refused'), 'put three', 'put four'],
    undefined,
  ])
  expect(await names(engine)).toEqual(['four', 'one', 'three', 'two'])
  expect(Math.max(...calls.map(({ length }) => length))).toBeGreaterThan(2)
})

test('writes that run together and fail run again one by one', async () => {
  const { engine } = await withCounts()
  await engine.transaction([], (db) => put(db, 'taken', 0))
  const work = async (db: WriteConnection, inputs: string[]) => {
    if (inputs.includes('throws')) throw new Error('thrown')
    for (const name of inputs) await put(db, name, 1)
    return inputs.map(() => 'put')
  }
  const answers = await Promise.allSettled(
    ['one', 'taken', 'two', 'throws', 'three'].map((name) =>
      engine.transactionTogether(['lock'], work, name),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
  ])
  expect(await names(engine)).toEqual(['one', 'taken', 'three', 'two'])
})

test('a statement that the database refuses affects only its own write', async () => {
  const { engine } = await withCounts()
  await engine.transaction([], (db) => put(db, 'taken', 0))
  const answers = await Promise.allSettled(
    ['one', 'taken', 'two', 'taken', 'three'].map((name) =>
      engine.transaction([name], (db) => put(db, name, 1)),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(await names(engine)).toEqual(['one', 'taken', 'three', 'two'].toSorted())
})

test('a failed COMMIT rejects only the write that caused it', async () => {
  const { engine } = await withCounts()
  await engine.transaction([], (db) =>
    db.run(`CREATE TABLE replies (
      name TEXT NOT NULL REFERENCES counts (name) DEFERRABLE INITIALLY DEFERRED)`),
  )
  const reply = (name: string) =>
    engine.transaction([], (db) => db.run('INSERT INTO replies (name) VALUES ($1)', [name]))
  try {
    for (const name of ['one', 'three', 'two']) {
      const writes = await Promise.allSettled([
        engine.transaction([], (db) => put(db, name, 1)),
        reply('nobody'),
      ])
      expect(writes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
      await reply(name)
    }
    expect(await names(engine)).toEqual(['one', 'three', 'two'])
    expect(await engine.rows('SELECT name FROM replies')).toHaveLength(3)
  } finally {
    await engine.transaction([], (db) => db.run('DROP TABLE replies'))
  }
})

test('writes that share a lock run one after the other, across all nodes', async () => {
  const { engine, url } = await withCounts()
  await engine.transaction([], async (db) => {
    await put(db, 'a', 0)
    await put(db, 'b', 0)
  })
  const nodes = kind === 'postgres' ? [engine, await opens(url)] : [engine]
  const add = (db: WriteConnection, name: string) =>
    db.rows('SELECT count FROM counts WHERE name = $1', [name]).then(async ([row]) => {
      await new Promise(setImmediate)
      await db.run('UPDATE counts SET count = $2 WHERE name = $1', [
        name,
        (row?.count as number) + 1,
      ])
    })
  await Promise.all(
    Array.from({ length: 120 }, (_, index) => {
      const node = nodes[index % nodes.length] as Engine
      // A third of them name the locks in the other order, which must not cause a deadlock.
      const locks = [['a'], ['a', 'b'], ['b', 'a']][index % 3] as string[]
      return node.transaction(locks, async (db) => {
        for (const name of locks) await add(db, name)
      })
    }),
  )
  expect(await engine.rows('SELECT name, count FROM counts ORDER BY name')).toMatchObject([
    { name: 'a', count: 120 },
    { name: 'b', count: 80 },
  ])
})

test('a snapshot is consistent, and no read sees a write before it is committed', async () => {
  const { engine } = await withCounts()
  await engine.transaction([], (db) => put(db, 'before', 0))
  if (kind === 'postgres')
    await engine.transaction([], async (db) => {
      await put(db, 'during', 0)
      expect(await names(db)).toEqual(['before', 'during'])
      expect(await names(engine)).toEqual(['before'])
    })
  else await engine.transaction([], (db) => put(db, 'during', 0))
  await engine.snapshot(async (past) => {
    expect(await names(past)).toEqual(['before', 'during'])
    await engine.transaction([], (db) => put(db, 'later', 0))
    expect(await names(past)).toEqual(['before', 'during'])
  })
  expect(await names(engine)).toEqual(['before', 'during', 'later'])
})
