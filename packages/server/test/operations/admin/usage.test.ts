import { eventually } from '@openparley/test-kit/eventually'
import { operatorOf } from '@openparley/test-kit/operator'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const message = { type: 'UserMessage', sender: 'alice', text: 'Hello' }

async function chat({ call }: TestApp, messages: number) {
  for (const id of ['alice', 'bob']) await call('PUT', `/users/${id}`, { body: { name: id } })
  await call('PUT', '/conversations/order', { body: { participants: ['alice', 'bob'] } })
  await call('POST', '/conversations/order/messages', { body: Array(messages).fill(message) })
}

const usageOf = async (app: TestApp, query = '') =>
  (await operatorOf(app)('getUsage', { appId: app.appId }, undefined, query)).body

const today = () => new Date().toISOString().slice(0, 10)

test("usage has an app's current numbers and what was created today; deletions change only the current numbers", async () => {
  const app = await testApp()
  await chat(app, 10)
  await app.call('POST', '/import/conversations/order/messages', {
    body: [1, 2].map((createdAt) => ({ ...message, createdAt })),
  })
  const created = { users: 2, conversations: 1, messages: 12 }
  await eventually(async () => expect((await usageOf(app)).now).toEqual(created))
  const { days } = await usageOf(app)
  expect(days).toHaveLength(90)
  expect(days.at(-1)).toEqual({ date: today(), ...created })
  const { body } = await app.call('GET', '/conversations/order/messages?limit=1')
  const [{ id }] = (body as { data: [{ id: string }] }).data
  await app.call('DELETE', `/conversations/order/messages/${id}`)
  await eventually(async () => expect((await usageOf(app)).now.messages).toBe(11))
  await app.call('DELETE', '/conversations/order')
  await eventually(async () =>
    expect((await usageOf(app, '?days=1')).now).toEqual({
      users: 2,
      conversations: 0,
      messages: 0,
    }),
  )
  expect((await usageOf(app, '?days=1')).days).toEqual([{ date: today(), ...created }])
})

test('a large conversation that is deleted in batches is no longer counted', async () => {
  const app = await testApp()
  await chat(app, 10)
  for (let count = 0; count < 25; count += 1)
    await app.call('POST', '/conversations/order/messages', { body: Array(10).fill(message) })
  await eventually(async () => expect((await usageOf(app)).now.messages).toBe(260))
  await app.call('DELETE', '/conversations/order')
  await eventually(async () => expect((await usageOf(app)).now.messages).toBe(0))
})

test('open streams are counted, and other apps are not', async () => {
  const app = await testApp()
  await openStream(app, 'alice')
  await eventually(async () => expect((await usageOf(app)).streams).toBe(1))
  const other = await testApp()
  expect(await usageOf(other, '?days=2')).toMatchObject({
    now: { users: 0, conversations: 0, messages: 0 },
    streams: 0,
    days: [{ messages: 0 }, { messages: 0, date: today() }],
  })
})
