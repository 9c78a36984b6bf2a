import { clock } from '@openparley/test-kit/clock'
import { lastingDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import { expect, onTestFinished, test } from 'vitest'
import type { Engine } from '../../src/store/engine.ts'
import { deleteExpiredKeys, purgeDeleted } from '../../src/store/purge.ts'
import { openStore } from '../../src/store/store.ts'
import { callsOn, fillConversation, filledId } from './large-conversation.ts'

/** More with `npm run soak -- --only purges`. */
const many = Number(process.env.MESSAGES ?? 10_000)

const order = { conversationId: 'order' }
const alice = { userId: 'alice' }
const hello = (key?: string) => [
  { type: 'UserMessage', sender: 'alice', text: 'Hello', ...(key && { idempotencyKey: key }) },
]

/** A store with alice and her conversation of many messages. */
async function storeWith(messages: number) {
  const engine = await testEngine(await lastingDatabase())
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  const call = callsOn(store)
  await call('putUser', alice, { name: 'Alice' })
  await call('putConversation', order, { participants: ['alice'] })
  await fillConversation(engine, 'order', messages)
  return { engine, store, call }
}

const countOf = async (engine: Engine, table: string) =>
  (await engine.rows(`SELECT COUNT(*) AS count FROM ${table}`))[0]?.count as number

const countsOf = async (engine: Engine) => ({
  messages: await countOf(engine, 'messages'),
  keys: await countOf(engine, 'idempotency_keys'),
  purges: await countOf(engine, 'purges'),
})

/** Purges until `until` returns true, and then aborts like a server that stops. */
async function purgeUntil(
  store: Awaited<ReturnType<typeof storeWith>>['store'],
  until: () => Promise<boolean>,
) {
  const stop = new AbortController()
  const purge = purgeDeleted({ store, now: Date.now, signal: stop.signal })
  while (!(await until()));
  stop.abort()
  await purge
}

test(`a deleted conversation of ${many} messages disappears immediately, and other calls continue while its rows are deleted`, async () => {
  const { engine, store, call } = await storeWith(many)
  await call('deleteConversation', order)
  expect(await countsOf(engine), 'no call waits for this').toMatchObject({ messages: many })
  const notFound = { code: 'not-found' }
  await expect(call('getConversation', order)).rejects.toMatchObject(notFound)
  await expect(call('listMessages', order)).rejects.toMatchObject(notFound)
  await expect(call('getMessage', { ...order, messageId: filledId(many) })).rejects.toMatchObject(
    notFound,
  )
  await expect(call('deleteConversation', order)).rejects.toMatchObject(notFound)

  let isOver = false
  const purge = purgeDeleted({ store, now: Date.now }).finally(() => {
    isOver = true
  })
  const left: number[] = []
  while (!isOver) {
    await call('putUser', alice, { custom: { round: String(left.length) } })
    expect(await call('getUser', alice)).toMatchObject({ id: 'alice' })
    left.push(await countOf(engine, 'messages'))
  }
  await purge
  expect(new Set(left).size, 'calls that saw another part of them deleted').toBeGreaterThan(10)
  expect(await countsOf(engine)).toEqual({ messages: 0, keys: 0, purges: 0 })
})

test('a new conversation with the same id has no data of the deleted one, before, while and after the old rows are deleted', async () => {
  const { engine, store, call } = await storeWith(2000)
  await call('deleteConversation', order)
  await call('putConversation', order, { participants: ['alice'] })

  const check = async (sent: string[]) => {
    const { data } = await call('listMessages', order, undefined, { limit: 100 })
    expect(data.map(({ id }) => id)).toEqual(sent.toReversed())
    const ascending = { limit: 100, orderDirection: 'ASC' }
    const upwards = await call('listMessages', order, undefined, ascending)
    expect(upwards.data.map(({ id }) => id)).toEqual(sent)
    expect((await call('getConversation', order)).lastMessage?.id).toBe(sent.at(-1))
    for (const n of [1, 1000, 2000])
      await expect(call('getMessage', { ...order, messageId: filledId(n) })).rejects.toMatchObject({
        code: 'not-found',
      })
  }
  expect((await call('getConversation', order)).lastMessage).toBeNull()
  expect((await call('listMessages', order)).data).toEqual([])

  const sent: string[] = []
  const send = async (key: string) => {
    const [message] = await call('sendMessages', order, hello(key))
    expect(message?.id, 'a key of the deleted conversation').toMatch(/^msg_n/)
    sent.push(message?.id ?? '')
    expect(await call('sendMessages', order, hello(key))).toEqual([message])
  }
  await send('key 1')
  await check(sent)
  await expect(
    call('sendMessages', order, [{ ...hello()[0], referencedMessageId: filledId(2000) }]),
  ).rejects.toMatchObject({ code: 'invalid-request' })

  await purgeUntil(store, async () => (await countOf(engine, 'messages')) <= 1500)
  expect(await countOf(engine, 'messages')).toBeGreaterThan(1)
  await send('key 2000')
  await check(sent)
  await call('putUser', { userId: 'bob' }, { name: 'Bob' })
  await call('putConversation', order, { participants: ['bob'] })
  const [bob] = await engine.rows(
    `SELECT unread_count FROM participants WHERE conversation_id = 'order' AND user_id = 'bob'`,
  )
  expect(bob, 'counts no message of the deleted one').toEqual({ unread_count: 2 })

  await purgeDeleted({ store, now: Date.now })
  await check(sent)
  expect(await countsOf(engine)).toEqual({ messages: 2, keys: 2, purges: 0 })
  await send('key 5')
  await check(sent)
})

test('a conversation that is deleted again while its rows are being deleted leaves no rows', async () => {
  const { engine, store, call } = await storeWith(2000)
  await call('deleteConversation', order)
  await purgeUntil(store, async () => (await countOf(engine, 'messages')) <= 1500)
  await call('putConversation', order, { participants: ['alice'] })
  const purge = purgeDeleted({ store, now: Date.now })
  await call('sendMessages', order, hello('again'))
  await call('deleteConversation', order)
  await purge
  await purgeDeleted({ store, now: Date.now })
  expect(await countsOf(engine)).toEqual({ messages: 0, keys: 0, purges: 0 })
})

test('a conversation with few messages is deleted with all of its rows in one write', async () => {
  const { engine, call } = await storeWith(100)
  await call('deleteConversation', order)
  expect(await countsOf(engine)).toEqual({ messages: 0, keys: 0, purges: 0 })
})

test('expired idempotency keys are deleted in bounded batches, and others stay', async () => {
  const { engine, store, call } = await storeWith(5000)
  const now = clock(Date.now() + 25 * 60 * 60 * 1000)
  const later = callsOn(store, now)
  await later('sendMessages', order, hello('fresh'))
  let isOver = false
  const deletion = deleteExpiredKeys({ store, now }).finally(() => {
    isOver = true
  })
  const left = new Set<number>()
  while (!isOver) {
    expect(await call('getUser', alice)).toMatchObject({ id: 'alice' })
    left.add(await countOf(engine, 'idempotency_keys'))
  }
  await deletion
  expect(left.size, 'calls that saw another part of them deleted').toBeGreaterThan(5)
  const rows = await engine.rows('SELECT idempotency_key FROM idempotency_keys')
  expect(rows).toEqual([{ idempotency_key: '"fresh"' }])
})
