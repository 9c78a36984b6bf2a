import type { components } from '@openparley/spec/types'
import { chatOf, dataOf, faults } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import { testServer } from '@openparley/test-kit/server'
import { webhookReceiver } from '@openparley/test-kit/webhook-receiver'
import { expect, onTestFinished, test } from 'vitest'

test('the log keeps what an enabled webhook has not received, and a disabled webhook shows what it has lost', async () => {
  const now = clock()
  let status = 503
  const receiver = await webhookReceiver((_, response) => response.writeHead(status).end())
  onTestFinished(() => void receiver.close())
  const server = await testServer({ webhookAllow: ['127.0.0.0/8'], now })
  const chat = chatOf(server.client)
  await chat.users('alice', 'bob')
  await chat.put('order', { participants: ['alice', 'bob'] })
  const create = (events: components['schemas']['WebhookEventType'][]) =>
    dataOf(server.client.POST('/webhooks', { body: { url: receiver.url, events } }))
  const at = (id: string) => ({ params: { path: { webhookId: id } } })
  const enable = (id: string, enabled: boolean) =>
    dataOf(server.client.PATCH('/webhooks/{webhookId}', { ...at(id), body: { enabled } }))
  const lostBy = async (id: string) =>
    (await dataOf(server.client.GET('/webhooks/{webhookId}', at(id)))).lost
  const trim = () =>
    withStore(server.databaseUrl, ({ write }) =>
      write(['log'], (tx) => tx.events.trim({ since: 1e15, events: 0, bytes: 0 }, 1000)),
    )
  const failing = await create(['message.sent'])
  const other = await create(['user.created'])
  const first = now.time
  await chat.say('order', 'alice', 'one')
  await eventually(() => expect(receiver.received).toHaveLength(1))
  now.time += 1000
  await chat.say('order', 'alice', 'two')
  now.time += 1000
  await chat.putUser('bob', { name: 'Bobby' })
  const saved = () =>
    withStore(server.databaseUrl, ({ read }) =>
      read.webhookAttempts.list(server.appId, failing.id, 10),
    )
  await eventually(async () => expect((await saved()).length).toBeGreaterThan(0))
  await trim()
  expect(await trim()).toBe(0)
  expect(await lostBy(failing.id)).toBeNull()

  await enable(failing.id, false)
  await enable(other.id, false)
  expect(await trim()).toBeGreaterThan(0)
  expect(await lostBy(failing.id)).toEqual({ from: first, until: first + 1000 })
  expect(await lostBy(other.id)).toBeNull()

  const replay = (body: components['schemas']['WebhookReplay']) =>
    faults(server.client.POST('/webhooks/{webhookId}/replay', { ...at(failing.id), body }))
  expect(await replay({ since: first })).toEqual({
    '#/since': [`The log begins at ${first + 2000}. Earlier events are gone.`],
  })
  expect(await replay({ cursor: receiver.received[0]?.id as string })).toEqual({
    '#/cursor': ['The event is no longer in the log. Use a later event, or a time.'],
  })

  status = 204
  now.time += 10_000
  await enable(failing.id, true)
  const [id] = await chat.say('order', 'alice', 'three')
  const accepted = await receiver.until(({ length }) => length > 0)
  expect(accepted.map(({ data }) => data.message?.id)).toEqual([id])
  expect(await lostBy(failing.id)).toEqual({ from: first, until: first + 1000 })
  now.time += 1000
  await enable(failing.id, false)
  await chat.say('order', 'alice', 'four')
  await chat.putUser('bob', { name: 'Bob' })
  await trim()
  expect(await lostBy(failing.id)).toEqual({ from: now.time, until: now.time })
})
