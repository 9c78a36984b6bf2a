import { engine, lastingDatabase } from '@openparley/test-kit/database'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { conversationId, everywhere, fillDatabase, fillPostgres } from './large-database.ts'
import { listsOf } from './list-queries.ts'

const size = { conversations: 8000, messages: 1 }

let store: Store
let lists: ReturnType<typeof listsOf>
const ends: (() => void)[] = []

beforeAll(async () => {
  const url = await lastingDatabase((end) => ends.push(end))
  if (engine === 'sqlite') await fillDatabase(url.replace('sqlite:', ''), size)
  else {
    await (await openStore(await openEngine(url))).close()
    const client = new pg.Client(url)
    await client.connect()
    await fillPostgres(client, size)
    await client.end()
  }
  store = await openStore(await openEngine(url, { poolSize: 4 }))
  lists = listsOf(store)
})

afterAll(async () => {
  await store?.close()
  for (const end of ends) end()
})

const conversationLists = [
  'listConversations',
  'listUserConversations',
  'listOwnConversations',
] as const
const nothing = '{"custom":{"number":["==","none"]}}'

/** Starts lists that match nothing, each in its own turn of the event loop, as requests arrive. */
async function startLists(count: number) {
  let running = count
  const all: Promise<string[]>[] = []
  for (let index = 0; index < count; index += 1) {
    const id = conversationLists[index % conversationLists.length] as (typeof conversationLists)[0]
    const list = lists.list(id, { filter: nothing }).finally(() => {
      running -= 1
    })
    all.push(list)
    await new Promise(setImmediate)
  }
  return { all, running: () => running }
}

test('users are read and written, and /health is 200, while many lists read a large table', async () => {
  // Two run and two wait. With more, a busy machine could take longer than a list may wait.
  const { all, running } = await startLists(4)
  const rounds = 10
  for (let round = 0; round < rounds; round += 1) {
    expect(await store.read.users.get('shop', 'u1')).toMatchObject({ id: 'u1' })
    await store.write([], (tx) => tx.settings.put('round', String(round)))
    expect(await store.read.settings.get('round')).toBe(String(round))
  }
  expect(running(), 'no list has ended before thirty other calls').toBe(4)
  expect(await Promise.all(all)).toEqual(Array(4).fill([]))
})

test('a list is complete if few conversations match its filter, before lists that must search', async () => {
  const { all, running } = await startLists(3)
  const filter = '{"subject":["==","Order 7"]}'
  for (const id of conversationLists)
    expect(await lists.list(id, { filter })).toEqual([conversationId(7)])
  expect(running(), 'two are searching, and one waits for its turn').toBe(3)
  await Promise.all(all)
})

test('when the write-ahead log grows large, reads do not wait until a list ends', async () => {
  let isOver = false
  const list = store.list('shop', 10, async (tx, position: number | undefined, rows) => {
    const read = await tx.users.list('shop', { limit: rows })
    return { items: [], rows: read.length, size: 1, next: isOver ? undefined : (position ?? 0) + 1 }
  })
  const megabyte = 'x'.repeat(1024 * 1024)
  for (let round = 0; round < 20; round += 1) {
    await store.write([], (tx) => tx.settings.put(`large ${round}`, megabyte))
    expect(await store.read.users.get('shop', everywhere)).toMatchObject({ id: everywhere })
  }
  isOver = true
  expect(await list).toEqual([])
})

test('a list finds items at the far end of a large table, and the next page continues there', async () => {
  const last = { orderBy: 'createdAt', orderDirection: 'ASC' } as const
  const filter = '{"custom":{"number":["oneOf",["3","4000","7998","7999"]]}}'
  for (const id of ['listConversations', 'listUserConversations'] as const) {
    const first = await lists.list(id, { ...last, filter, limit: 3 })
    expect(first).toEqual(['c000003', 'c004000', 'c007998'])
    expect(
      await lists.list(id, { ...last, filter, limit: 3, startingAfter: first.at(-1) ?? '' }),
    ).toEqual(['c007999'])
  }
})
