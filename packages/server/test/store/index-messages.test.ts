import { lastingDatabase } from '@openparley/test-kit/database'
import { expect, onTestFinished, test } from 'vitest'
import { queryWords } from '../../src/model/words.ts'
import type { Engine } from '../../src/store/engine.ts'
import { indexMessages } from '../../src/store/index-messages.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { purgeDeleted } from '../../src/store/purge.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { appId, callsOn, fillConversation, filledId } from './large-conversation.ts'

const order = { conversationId: 'order' }
const alice = { userId: 'alice' }

/** A store with alice and her conversation of messages that are not indexed. */
async function storeWith(messages: number) {
  const engine = await openEngine(await lastingDatabase())
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  const call = callsOn(store)
  await call('putUser', alice, { name: 'Alice' })
  await call('putConversation', order, { participants: ['alice'] })
  if (messages > 0) await fillConversation(engine, 'order', messages)
  return { engine, store, call }
}

/** The sequence numbers of the messages that are found in all cells. */
async function find(store: Store, query: string, id = 'order'): Promise<number[]> {
  const cells = await store.read.messageWords.cells(appId, new Map([[id, 0]]))
  const found = await Promise.all(
    cells.map((cell) => store.read.messageWords.find(appId, cell, queryWords(query))),
  )
  return found.flatMap(({ found }) => found.map(({ seq }) => seq)).sort((a, b) => a - b)
}

const countOf = async (engine: Engine, table: string) =>
  (await engine.rows(`SELECT COUNT(*) AS count FROM ${table}`))[0]?.count as number

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('all messages are found before, while and after they are indexed, and a stopped index continues', async () => {
  const { engine, store } = await storeWith(700)
  expect(await find(store, 'hel')).toEqual(numbers(1, 700))
  const indexed: number[] = []
  while ((indexed.at(-1) ?? 0) < 700) {
    const stop = new AbortController()
    const index = indexMessages({ store, signal: stop.signal, pause: 0 })
    while ((await countOf(engine, 'message_words')) === (indexed.at(-1) ?? 0));
    stop.abort()
    await index
    indexed.push(await countOf(engine, 'message_words'))
    expect(await find(store, 'hel')).toEqual(numbers(1, 700))
    expect(await find(store, 'bye')).toEqual([])
  }
  expect(indexed.length).toBeGreaterThan(1)
  expect(await store.read.messageWords.unindexed(undefined, 1)).toEqual([])
})

test('edits and deletions change what is found, whether the message is indexed or not', async () => {
  const { store, call } = await storeWith(20)
  const edit = (n: number, text: string) =>
    call('editMessage', { ...order, messageId: filledId(n) }, { text })
  const remove = (n: number) => call('deleteMessage', { ...order, messageId: filledId(n) })
  await edit(1, 'Goodbye')
  await remove(2)
  expect(await find(store, 'good')).toEqual([1])
  await indexMessages({ store, pause: 0 })
  await edit(3, 'Goodbye, world')
  await edit(1, 'Hello again')
  await edit(4, '?!')
  await remove(5)
  expect(await find(store, 'good')).toEqual([3])
  expect(await find(store, 'good wor')).toEqual([3])
  expect(await find(store, 'hello')).toEqual([1, ...numbers(6, 20)])
  await edit(4, 'Hello')
  expect(await find(store, 'hello')).toEqual([1, 4, ...numbers(6, 20)])
})

test('a few new messages are found, although they are indexed only when there are more', async () => {
  const { engine, store, call } = await storeWith(0)
  const send = (text: string) =>
    call('sendMessages', order, [{ type: 'UserMessage', sender: 'alice', text }])
  for (let n = 1; n <= 7; n += 1) await send(`Number ${n}`)
  await indexMessages({ store, pause: 0 })
  expect(await countOf(engine, 'message_words')).toBe(0)
  expect(await find(store, 'number')).toEqual(numbers(1, 7))
  await send('Number 8')
  await indexMessages({ store, pause: 0 })
  expect(await countOf(engine, 'message_words')).toBe(8)
  expect(await find(store, 'number 8')).toEqual([8])
})

test('only one node indexes at a time', async () => {
  const { engine, store } = await storeWith(20)
  const lease = await store.lease('search')
  await indexMessages({ store, pause: 0 })
  expect(await countOf(engine, 'message_words')).toBe(0)
  await lease?.release()
  await indexMessages({ store, pause: 0 })
  expect(await countOf(engine, 'message_words')).toBe(20)
})

test.each([20, 700])(
  'no part of a deleted conversation of %i messages is found in a new conversation with the same id, or stays in the index',
  async (messages) => {
    const { engine, store, call } = await storeWith(messages)
    await indexMessages({ store, pause: 0 })
    await call('deleteConversation', order)
    expect(await find(store, 'hello')).toEqual([])
    await call('putConversation', order, { participants: ['alice'] })
    expect(await find(store, 'hello')).toEqual([])
    const text = 'Hello again'
    const sent = { type: 'UserMessage', sender: 'alice', text }
    await call('sendMessages', order, Array(8).fill(sent))
    const first = messages > 200 ? messages + 1 : 1
    expect(await find(store, 'hello')).toEqual(numbers(first, first + 7))
    await indexMessages({ store, pause: 0 })
    expect(await find(store, 'hello')).toEqual(numbers(first, first + 7))
    await purgeDeleted({ store, now: Date.now })
    expect(await find(store, 'hello')).toEqual(numbers(first, first + 7))
    await call('deleteConversation', order)
    await purgeDeleted({ store, now: Date.now })
    for (const table of ['message_words', 'message_blocks'])
      expect(await countOf(engine, table), table).toBe(0)
  },
)
