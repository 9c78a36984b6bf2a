import { appsWith } from '@openparley/test-kit/apps-with'
import { lastingDatabase } from '@openparley/test-kit/database'
import { withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import { operatorOf } from '@openparley/test-kit/operator'
import { adminKey, testApp, testServer } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const { shop, bakery } = await appsWith({ shop: {}, bakery: {} }, { adminKey })
const operator = operatorOf(shop)

for (const app of [shop, bakery]) {
  for (const id of ['alice', 'bob']) await app.call('PUT', `/users/${id}`, { body: { name: id } })
  await app.call('PUT', '/conversations/order', { body: { participants: ['alice', 'bob'] } })
  for (const text of ['one', 'two', 'three'])
    await app.call('POST', '/conversations/order/messages', {
      body: [{ type: 'UserMessage', sender: 'alice', text }],
    })
}

interface Entry {
  id: number
  type: string
  conversationId: string | null
  userId: string | null
  event: { message?: { text: string } }
}

const entries = async (query: string): Promise<Entry[]> =>
  (await operator('listLogEntries', { appId: 'shop' }, undefined, query)).body.data

test('the newest entries of one app are listed, newest first, in pages', async () => {
  const [newest, ...older] = await entries('?limit=2')
  expect(newest).toMatchObject({ type: 'message.created', conversationId: 'order', userId: null })
  expect(newest?.event.message?.text).toBe('three')
  expect(older).toHaveLength(1)
  const all = await entries('?limit=100')
  expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted((a, b) => b - a))
  const next = await entries(`?limit=100&startingAfter=${older[0]?.id}`)
  expect(next).toEqual(all.slice(2))
})

test('entries are found by their type, conversation and user', async () => {
  const messages = await entries('?type=message.created')
  expect(messages.map(({ event }) => event.message?.text)).toEqual(['three', 'two', 'one'])
  const inOrder = await entries('?conversationId=order&limit=100')
  expect(new Set(inOrder.map(({ conversationId }) => conversationId))).toEqual(new Set(['order']))
  expect(inOrder.length).toBeGreaterThan(3)
  const ofBob = await entries('?userId=bob&limit=100')
  expect(ofBob.map(({ type }) => type)).toContain('user.created')
  expect(new Set(ofBob.map(({ userId }) => userId))).toEqual(new Set(['bob']))
  expect(await entries('?conversationId=nothing')).toEqual([])
  expect(await entries('?conversationId=order&type=user.created')).toEqual([])
})

test('an entry that only webhooks get names its conversation, but no user', async () => {
  const app = await testApp()
  await app.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  await app.call('PUT', '/conversations/order', { body: { participants: ['alice'] } })
  const missed = { userId: 'alice', messageIds: [] }
  await withStore(app.databaseUrl, (store) =>
    store.write([], (tx) =>
      tx.events.insertPrivate(app.appId, 1, 'notification.triggered', { missed }, 'order'),
    ),
  )
  const { body } = await operatorOf(app)('listLogEntries', { appId: app.appId })
  expect(body.data[0]).toMatchObject({
    type: 'notification.triggered',
    conversationId: 'order',
    userId: null,
  })
  const query = '?conversationId=order&limit=100'
  const ofOrder = await operatorOf(app)('listLogEntries', { appId: app.appId }, undefined, query)
  expect(ofOrder.body.data[0]).toEqual(body.data[0])
  expect(ofOrder.body.data.at(-1).type).toBe('conversation.created')
})

test('the state of the log has its times, its bounds and its readers', async () => {
  const { body } = await operator('getLog')
  expect(body).toMatchObject({
    newestId: expect.any(Number),
    oldestAt: expect.any(Number),
    newestAt: expect.any(Number),
    unsettled: expect.any(Number),
    retention: { hours: 168, events: 1_000_000, bytes: 2 ** 30 },
  })
  expect(body.newestId).toBeGreaterThan(10)
  expect(body.newestAt).toBeGreaterThanOrEqual(body.oldestAt)
})

test('a reader that is behind says since when, and by how much', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  await withStore(databaseUrl, async (store) => {
    const [at] = [await store.read.events.position()]
    await store.write([], async (tx) => {
      await tx.consumers.put({ name: 'behind', at: { xid: 0, id: 0, mark: 0 }, enabled: true })
      await tx.consumers.put({ name: 'done', at, enabled: false })
    })
  })
  const { body } = await operatorOf(server)('getLog')
  expect(body.consumers).toContainEqual({
    name: 'behind',
    enabled: true,
    lag: expect.any(Number),
    behindSince: body.oldestAt,
  })
  expect(body.consumers).toContainEqual({ name: 'done', enabled: false, lag: 0, behindSince: null })
})

test('the nodes are listed with their streams', async () => {
  const app = await testApp()
  await openStream(app, 'alice')
  await eventually(async () => {
    const { body } = await operatorOf(app)('listNodes')
    const [own] = body.data.filter(({ isThis }: { isThis: boolean }) => isThis)
    expect(own.streams).toBeGreaterThan(0)
  })
})
