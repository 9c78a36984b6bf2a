import { once } from 'node:events'
import { chatOf } from '@openparley/test-kit/chat'
import { withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import { register } from '@openparley/test-kit/registered-webhook'
import { testServer } from '@openparley/test-kit/server'
import {
  deliveryFaults,
  type Respond,
  webhookReceiver,
} from '@openparley/test-kit/webhook-receiver'
import { expect, onTestFinished, test } from 'vitest'
import { notificationWrites } from '../../src/feed/notification-writes.ts'
import { addressRule } from '../../src/feed/webhooks/addresses.ts'
import { Deliveries } from '../../src/feed/webhooks/deliveries.ts'
import { DeliveryThread } from '../../src/feed/webhooks/delivery-thread.ts'
import { deliveryWrites } from '../../src/feed/webhooks/delivery-writes.ts'
import { openDatabase } from '../../src/store/database.ts'
import { logStart } from '../../src/store/tables/events.ts'

/**
 * A log with messages of three conversations, and a webhook that has received none of them. There is no server any
 * more.
 */
async function backlog(count: number, respond?: Respond) {
  const receiver = await webhookReceiver(respond)
  onTestFinished(() => void receiver.close())
  const { client, appId, databaseUrl, close } = await testServer()
  const chat = chatOf(client)
  await chat.users('alice', 'bob')
  const sent = new Map<string, string[]>()
  for (const id of ['a', 'b', 'c']) {
    await chat.put(id, { participants: ['alice', 'bob'] })
    const messages: string[] = []
    while (messages.length < count / 3) messages.push(...(await chat.say(id, 'alice', ...tenTexts)))
    sent.set(id, messages)
  }
  await close()
  const id = await register({ appId, databaseUrl }, receiver.url, { events: ['message.sent'] })
  const store = await openDatabase(databaseUrl)
  onTestFinished(() => store.close())
  await store.write([], (tx) => tx.webhookProgress.rewind(appId, id, logStart))
  const progress = async () => ({
    ...(await store.read.webhookProgress.get(appId, id)),
    rests: await store.read.webhookRests.list(id),
    attempts: await store.read.webhookAttempts.list(appId, id, 1000),
  })
  /** A node. Its leases are lost when `lost` aborts. */
  const node = (lost = new AbortController().signal) => {
    const deliveries = new Deliveries({
      store,
      writes: deliveryWrites(store),
      lease: async () => (lost.aborted ? undefined : { lost, release: async () => undefined }),
      rule: addressRule(['127.0.0.0/8']),
      ...{ now: Date.now, poll: 1000, timeout: 30_000 },
      log: { info: () => undefined, warn: () => undefined },
      onError: (error) => {
        throw error
      },
    })
    onTestFinished(() => deliveries.close(0))
    return deliveries
  }
  return { receiver, sent, store, progress, node }
}

const tenTexts = Array.from({ length: 10 }, (_, number) => `Number ${number}`)

test('a node that starts with a full backlog delivers all of it in order', async () => {
  const { receiver, sent, progress, node } = await backlog(300)
  node()
  await receiver.until(({ length }) => length === 300)
  expect(deliveryFaults(receiver.accepted, sent)).toEqual([])
  await eventually(async () => expect((await progress()).cursor?.id).toBeGreaterThan(300))
})

test('a node that stops finishes its running attempts, so that no other node repeats them', async () => {
  const responses: (() => void)[] = []
  const { receiver, sent, node } = await backlog(30, (_, response) => {
    responses.push(() => response.writeHead(204).end())
  })
  const first = node()
  await eventually(() => expect(responses).toHaveLength(3))
  const closed = first.close()
  for (const respond of responses.splice(0)) respond()
  await closed
  expect(receiver.received).toHaveLength(3)
  node()
  while (receiver.accepted.length < 30) {
    for (const respond of responses.splice(0)) respond()
    await new Promise(setImmediate)
  }
  expect(receiver.received).toHaveLength(30)
  expect(deliveryFaults(receiver.accepted, sent)).toEqual([])
})

test('a node that stops before an attempt ends aborts it and saves nothing of it, and the next node repeats it with its id', async () => {
  let isHolding = true
  const { receiver, sent, progress, node } = await backlog(30, (_, response) => {
    if (!isHolding) response.writeHead(204).end()
  })
  const first = node()
  await eventually(() => expect(receiver.received).toHaveLength(3))
  const ids = receiver.received.map(({ id }) => id)
  await first.close(0)
  const { rests, attempts } = await progress()
  const keys = ['a', 'b', 'c'].map((id) => `conversation ${id}`)
  expect(rests.map((rest) => [rest.key, rest.eventId, rest.attempts])).toEqual(
    keys.map((key) => [key, null, 0]),
  )
  expect(attempts).toEqual([])
  isHolding = false
  node()
  await receiver.until(({ length }) => length === 30)
  expect(receiver.accepted.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
  expect(deliveryFaults(receiver.accepted, sent)).toEqual([])
})

test('a node that loses its lease ends its attempts before another node repeats them, and can save nothing more', async () => {
  const open = new Set<string>()
  let overlaps = 0
  let isHolding = true
  const { receiver, sent, progress, node } = await backlog(30, ({ data }, response) => {
    const key = `${data.conversation?.id}`
    if (open.has(key)) overlaps += 1
    open.add(key)
    response.on('close', () => open.delete(key))
    if (!isHolding) response.writeHead(204).end()
  })
  const lease = new AbortController()
  node(lease.signal)
  await eventually(() => expect(receiver.received).toHaveLength(3))
  const claim = (await progress()).claim ?? 0
  lease.abort()
  await eventually(() => expect(open.size).toBe(0))
  isHolding = false
  node()
  await receiver.until(({ length }) => length === 30)
  expect(overlaps).toBe(0)
  expect(deliveryFaults(receiver.accepted, sent)).toEqual([])
  await eventually(async () =>
    expect(await progress()).toMatchObject({ claim: claim + 1, rests: [] }),
  )
})

test('leases of a thread that fails are free again, and the failure is reported', async () => {
  const { databaseUrl } = await testServer()
  await withStore(databaseUrl, async (store) => {
    const program = `import { parentPort } from 'node:worker_threads'
      parentPort.once('message', () => { throw new Error('The program has a fault.') })
      parentPort.postMessage({ call: 1, name: 'lease', parameters: ['webhook wh_1'] })`
    const errors: unknown[] = []
    const ended = new EventTarget()
    const settings = { databaseUrl, publicUrl: '', allowed: [], poll: 1000, timeout: 1000 }
    const thread = new DeliveryThread({
      program: new URL(`data:text/javascript,${encodeURIComponent(program)}`),
      ...{ store, settings, typists: () => [] },
      writes: { ...deliveryWrites(store), ...notificationWrites(store, Date.now) },
      log: { info: () => undefined, warn: () => undefined },
      onError: (error) => errors.push(error),
      onEnd: () => ended.dispatchEvent(new Event('end')),
    })
    await once(ended, 'end')
    expect(errors).toMatchObject([{ message: 'The program has a fault.' }])
    expect(await store.lease('webhook wh_1')).toBeDefined()
    await thread.close()
  })
})
