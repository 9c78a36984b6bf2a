import { engine as kind, lastingDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Engine } from '../../src/store/engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'

async function opened(url: string): Promise<{ engine: Engine; store: Store }> {
  const engine = await testEngine(url)
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  await store.write([], (tx) => tx.settings.put('kept', 'as it was'))
  return { engine, store }
}

const urls: [string, () => Promise<string>][] = [
  ['a database that lasts', lastingDatabase],
  ...(kind === 'sqlite' ? [['sqlite::memory:', async () => 'sqlite::memory:'] as const] : []),
].map(([name, url]) => [name as string, url as () => Promise<string>])

const changing = [
  `UPDATE settings SET value = 'changed' RETURNING name`,
  `/* a comment first */ DELETE FROM settings RETURNING name`,
  `INSERT INTO settings (name, value) VALUES ('new', 'row') RETURNING name`,
]

describe.each(urls)('%s', (_, url) => {
  test.each(changing)('a read and a snapshot refuse to run %s', async (sql) => {
    const { engine, store } = await opened(await url())
    await expect(engine.rows(sql)).rejects.toThrow()
    await expect(engine.snapshot((db) => db.rows(sql))).rejects.toThrow()
    expect(await store.read.settings.get('kept')).toBe('as it was')
    expect(await store.read.settings.get('new')).toBeUndefined()
  })

  test.each(changing)('a write that reads by %s fails and is rolled back', async (sql) => {
    const { engine, store } = await opened(await url())
    const writes = await Promise.allSettled([
      store.write([], (tx) => tx.settings.put('beside', 'it')),
      engine.transaction([], (db) => db.rows(sql)),
    ])
    expect(writes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await store.read.settings.get('kept')).toBe('as it was')
    expect(await store.read.settings.get('beside')).toBe('it')
    expect(await store.read.settings.get('new')).toBeUndefined()
  })

  test('the tables of a read have no methods that write', async () => {
    const { store } = await opened(await url())
    // @ts-expect-error A read has no such method.
    expect(store.read.settings.put).toBeUndefined()
    // @ts-expect-error A read has no such method.
    expect(store.read.events.append).toBeUndefined()
    await store.snapshot(async (tx) => {
      // @ts-expect-error A read has no such method.
      expect(tx.users.put).toBeUndefined()
      // @ts-expect-error A read has no such method.
      expect(tx.conversations.delete).toBeUndefined()
    })
  })
})

test('a store that repeats writes runs each twice, and rolls the first run back', async () => {
  const url = await lastingDatabase()
  const store = await openStore(await testEngine(url, { repeatsWrites: true }))
  onTestFinished(() => store.close())
  const runs: number[] = []
  const add = (index: number) =>
    store.write(['count'], async (tx) => {
      runs.push(index)
      const count = Number((await tx.settings.get('count')) ?? 0) + 1
      await tx.settings.put('count', `${count}`)
      return count
    })
  const counts = await Promise.all([add(0), add(1), add(2)])
  for (const index of [0, 1, 2])
    expect(runs.filter((run) => run === index).length).toBeGreaterThanOrEqual(2)
  expect(counts.toSorted()).toEqual([1, 2, 3])
  expect(await store.read.settings.get('count')).toBe('3')
})

test('a write that is refused in its second run rejects', async () => {
  const store = await openStore(await testEngine(await lastingDatabase(), { repeatsWrites: true }))
  onTestFinished(() => store.close())
  let runs = 0
  const write = store.write([], async (tx) => {
    runs += 1
    await tx.settings.put('name', 'value')
    throw new Error(`refused in run ${runs}`)
  })
  await expect(write).rejects.toThrow('refused in run 2')
  expect(await store.read.settings.get('name')).toBeUndefined()
})
