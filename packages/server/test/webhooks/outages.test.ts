import { chatOf } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { eventually } from '@openparley/test-kit/eventually'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { withFileStore } from '@openparley/test-kit/file-store'
import { register } from '@openparley/test-kit/registered-webhook'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { deliveryFaults, webhookReceiver } from '@openparley/test-kit/webhook-receiver'
import { beforeAll, expect, test } from 'vitest'

const hour = 3_600_000

const now = clock()
let server: TestServer
let statusOf: (path: string) => number = () => 204
let receiver: Awaited<ReturnType<typeof webhookReceiver>>

beforeAll(async () => {
  server = await testServer({ webhookAllow: ['127.0.0.0/8'], now }, {}, onFileFinished)
  receiver = await webhookReceiver(({ path }, response) => {
    const status = statusOf(path)
    // A status of 0 is no response.
    if (status !== 0) response.writeHead(status).end('sorry')
  })
  onFileFinished(() => void receiver.close())
  await chatOf(server.client).users('alice', 'bob')
})

const at = (path: string) => receiver.received.filter((delivery) => delivery.path === path)
const acceptedAt = (path: string) => at(path).filter(({ isAccepted }) => isAccepted)

/** Creates conversations, and a webhook for the messages in them. */
async function endpoint(name: string, conversations: string[], more = {}) {
  const chat = chatOf(server.client)
  for (const id of conversations) await chat.put(id, { participants: ['alice', 'bob'] })
  const id = await register(server, `${receiver.url}${name}`, { events: ['message.sent'], ...more })
  return { id, chat, path: `/${name}` }
}

const stored = <T>(read: Parameters<typeof withFileStore<T>>[1]) =>
  withFileStore(server.databaseUrl, read)

/** Resolves when the results of all requests are stored. The clock must not move before. */
const settled = ({ id, path }: { id: string; path: string }) =>
  eventually(async () => {
    const attempts = await stored(({ read }) => read.webhookAttempts.list(server.appId, id, 1000))
    expect(attempts).toHaveLength(at(path).length)
  })

test('an endpoint that is down for a day gets everything in order when it is back; the log keeps the events until then', async () => {
  const { id, chat, path } = await endpoint('day', ['day-1', 'day-2'])
  statusOf = (to) => (to === path ? 503 : 204)
  const sent = new Map<string, string[]>([
    ['day-1', []],
    ['day-2', []],
  ])
  const say = async () => {
    for (const [conversation, messages] of sent)
      messages.push(...(await chat.say(conversation, 'alice', 'one', 'two', 'three')))
  }
  await say()
  await eventually(() => expect(at(path)).toHaveLength(2))
  const rests = () => stored(({ read }) => read.webhookRests.list(id))
  await eventually(async () =>
    expect((await rests()).map(({ key, attempts }) => [key, attempts]).sort()).toEqual([
      ['conversation day-1', 1],
      ['conversation day-2', 1],
    ]),
  )
  const held = await stored(({ read }) => read.consumers.get(`webhook ${id} rests`))
  expect(held).toMatchObject({ enabled: true })
  for (const later of [0.01, 0.1, 1, 4, 8, 12]) {
    const before = at(path).length
    now.time += later * hour
    await say()
    await eventually(() => expect(at(path).length).toBeGreaterThan(before))
    await settled({ id, path })
  }
  expect(acceptedAt(path)).toEqual([])
  statusOf = () => 204
  now.time += 24 * hour
  await receiver.until((all) => all.filter((one) => one.path === path).length >= 42)
  expect(deliveryFaults(acceptedAt(path), sent)).toEqual([])
  await eventually(async () => expect(await rests()).toEqual([]))
  expect(await stored(({ read }) => read.consumers.get(`webhook ${id} rests`))).toBeUndefined()
})

test('an endpoint that does not respond delays neither other endpoints nor calls', async () => {
  const dead = await endpoint('dead', ['both'])
  const { chat, path } = await endpoint('alive', [])
  statusOf = (to) => (to === dead.path ? 0 : 204)
  const sent = await chat.say('both', 'alice', 'one', 'two', 'three')
  await receiver.until((all) => all.filter((one) => one.path === path).length === 3)
  expect(deliveryFaults(acceptedAt(path), new Map([['both', sent]]))).toEqual([])
  await eventually(() => expect(at(dead.path)).toHaveLength(1))
})

test('an endpoint that returns 410 is disabled, and its missed events wait in the log until it is enabled', async () => {
  const { id, chat, path } = await endpoint('gone', ['gone'])
  statusOf = (to) => (to === path ? 410 : 204)
  const other = await endpoint('told', [], { events: ['webhook.disabled'] })
  const sent = await chat.say('gone', 'alice', 'one', 'two')
  const webhook = () => stored(({ read }) => read.webhooks.get(server.appId, id))
  await eventually(async () => expect(await webhook()).toMatchObject({ disabledReason: 'gone' }))
  expect(at(path)).toHaveLength(1)
  expect(await stored(({ read }) => read.consumers.get(`webhook ${id}`))).toMatchObject({
    enabled: false,
  })
  const told = () => at(other.path).map(({ data }) => data.webhook)
  await eventually(() =>
    expect(told()).toMatchObject([{ id, enabled: false, disabledReason: 'gone' }]),
  )
  statusOf = () => 204
  now.time += hour
  await stored(({ write }) =>
    write([], async (tx) => {
      const record = await tx.webhooks.get(server.appId, id)
      if (record) await tx.webhooks.put({ ...record, disabledReason: null })
      await tx.webhookProgress.setEnabled(server.appId, id, true)
    }),
  )
  await receiver.until((all) => all.filter((one) => one.path === path).length === 2)
  expect(deliveryFaults(acceptedAt(path), new Map([['gone', sent]]))).toEqual([])
})

test('an endpoint that fails for five days is disabled, unless a delivery succeeds in between', async () => {
  const failing = await endpoint('failing', ['five'])
  const sporadic = await endpoint('sporadic', [])
  const { chat } = failing
  statusOf = () => 500
  const reasons = () =>
    stored(async ({ read }) => {
      const all = await Promise.all(
        [failing, sporadic].map(({ id }) => read.webhooks.get(server.appId, id)),
      )
      return all.map((one) => one?.disabledReason)
    })
  await chat.say('five', 'alice', 'one')
  await eventually(() =>
    expect([at(failing.path).length, at(sporadic.path).length]).toEqual([1, 1]),
  )
  await Promise.all([settled(failing), settled(sporadic)])
  statusOf = (to) => (to === sporadic.path ? 204 : 500)
  now.time += 60 * hour
  await eventually(() => expect(acceptedAt(sporadic.path)).toHaveLength(1))
  await eventually(() => expect(at(failing.path)).toHaveLength(2))
  statusOf = () => 500
  await settled(sporadic)
  await chat.say('five', 'alice', 'two')
  await eventually(() => expect(at(sporadic.path)).toHaveLength(3))
  await Promise.all([settled(failing), settled(sporadic)])
  now.time += 60 * hour
  await eventually(async () => expect(await reasons()).toEqual(['failing', null]))
  expect((await server.call('GET', '/webhooks')).body).toMatchObject({
    data: expect.arrayContaining([
      expect.objectContaining({ id: failing.id, enabled: false, disabledReason: 'failing' }),
    ]),
  })
})

test('the attempts are kept, with the response of the endpoint and the time of the next attempt', async () => {
  const { id, chat, path } = await endpoint('attempts', ['attempts'])
  statusOf = (to) => (to === path ? 500 : 204)
  await chat.say('attempts', 'alice', 'one')
  const attempts = () => stored(({ read }) => read.webhookAttempts.list(server.appId, id, 10))
  await eventually(async () => expect(await attempts()).toHaveLength(1))
  const [failed] = await attempts()
  expect(failed).toMatchObject({
    ...{ type: 'message.sent', status: 500, response: 'sorry', createdAt: now.time },
    error: 'The endpoint responded with 500.',
  })
  expect(failed?.eventId).toBe(at(path)[0]?.id)
  expect(failed?.nextAttemptAt).toBeGreaterThanOrEqual(now.time + 4000)
  expect(failed?.nextAttemptAt).toBeLessThanOrEqual(now.time + 6000)
  statusOf = () => 204
  now.time += 6000
  await eventually(async () => expect(await attempts()).toHaveLength(2))
  expect(await attempts()).toMatchObject([
    { eventId: failed?.eventId, status: 204, error: null, nextAttemptAt: null },
    { id: failed?.id },
  ])
  expect(
    await stored(({ read }) => read.webhookAttempts.get(server.appId, id, `${failed?.id}`)),
  ).toEqual(failed)
})

test('without order, a failing event delays no other of its conversation', async () => {
  const { id, chat, path } = await endpoint('loose', ['loose'], { ordered: false })
  let failures = 0
  statusOf = (to) => {
    if (to !== path || failures > 0) return 204
    failures += 1
    return 500
  }
  const sent = await chat.say('loose', 'alice', 'one', 'two', 'three')
  await receiver.until((all) => all.filter((one) => one.path === path).length === 2)
  await settled({ id, path })
  now.time += 6000
  await receiver.until((all) => all.filter((one) => one.path === path).length === 3)
  expect(new Set(acceptedAt(path).map(({ data }) => data.message?.id))).toEqual(new Set(sent))
})

test('a rewound endpoint gets all events since that time again, with the same ids and in order', async () => {
  const { id, chat, path } = await endpoint('again', ['again'])
  statusOf = () => 204
  const start = await stored(({ read }) => read.events.position())
  const sent = await chat.say('again', 'alice', 'one', 'two', 'three')
  const count = (all: readonly { path: string }[]) => all.filter((one) => one.path === path).length
  await receiver.until((all) => count(all) === 3)
  await stored(({ write }) => write([], (tx) => tx.webhookProgress.rewind(server.appId, id, start)))
  await receiver.until((all) => count(all) === 6)
  const accepted = acceptedAt(path)
  expect(deliveryFaults(accepted, new Map([['again', sent]]))).toEqual([])
  const ids = accepted.map((one) => one.id)
  expect(ids.slice(3)).toEqual(ids.slice(0, 3))
})

test('the log is not kept for webhooks that were deleted with their app', async () => {
  const { id } = await endpoint('stays', [])
  const names = await stored(async ({ read, write }) => {
    await write([], async (tx) => {
      const at = await tx.events.position()
      for (const name of ['webhook wh_gone', 'webhook wh_gone rests', 'other'])
        await tx.consumers.put({ name, at, enabled: true })
      await tx.webhookProgress.forgetLost()
    })
    return (await read.consumers.list()).map(({ name }) => name)
  })
  expect(names).toEqual(expect.arrayContaining([`webhook ${id}`, 'other']))
  expect(names.filter((name) => name.includes('wh_gone'))).toEqual([])
})
