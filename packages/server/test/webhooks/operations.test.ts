import { createHmac } from 'node:crypto'
import type { Client } from '@openparley/client'
import type { components } from '@openparley/spec/types'
import { chatOf, dataOf, expectFaults, faults } from '@openparley/test-kit/chat'
import { withStore } from '@openparley/test-kit/event-log'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { clientOf, testServer } from '@openparley/test-kit/server'
import { type ReceivedDelivery, webhookReceiver } from '@openparley/test-kit/webhook-receiver'
import { beforeAll, describe, expect, test } from 'vitest'
import { deleteApp } from '../../src/operations/apps.ts'

type Schemas = components['schemas']

const url = 'https://shop.example/webhooks'
const secret = `whsec_${Buffer.alloc(24, 'secret').toString('base64')}`

const callsOf = (client: Client) => {
  const at = (webhookId: string) => ({ params: { path: { webhookId } } })
  return {
    list: async () => (await dataOf(client.GET('/webhooks'))).data,
    create: (body: Schemas['WebhookToCreate']) => client.POST('/webhooks', { body }),
    get: (id: string) => client.GET('/webhooks/{webhookId}', at(id)),
    change: (id: string, body: Schemas['WebhookPatch']) =>
      client.PATCH('/webhooks/{webhookId}', { ...at(id), body }),
    delete: (id: string) => client.DELETE('/webhooks/{webhookId}', at(id)),
    rotate: (id: string, body?: Schemas['WebhookSecretChoice']) =>
      client.POST('/webhooks/{webhookId}/rotate', { ...at(id), ...(body && { body }) }),
    test: (id: string) => client.POST('/webhooks/{webhookId}/test', at(id)),
    replay: (id: string, body: Schemas['WebhookReplay']) =>
      client.POST('/webhooks/{webhookId}/replay', { ...at(id), body }),
    attempts: (webhookId: string, query: { limit?: number; startingAfter?: string } = {}) =>
      client.GET('/webhooks/{webhookId}/attempts', { params: { path: { webhookId }, query } }),
    resend: (webhookId: string, attemptId: string) =>
      client.POST('/webhooks/{webhookId}/attempts/{attemptId}/resend', {
        params: { path: { webhookId, attemptId } },
      }),
  }
}

let server: Awaited<ReturnType<typeof testServer>>
let receiver: Awaited<ReturnType<typeof webhookReceiver>>
let webhooks: ReturnType<typeof callsOf>

beforeAll(async () => {
  receiver = await webhookReceiver(({ path, headers }, response) => {
    const status = path === '/gone' ? 410 : path === '/broken' ? 500 : 200
    response.writeHead(status).end(`got ${headers['webhook-id']}`)
  })
  onFileFinished(async () => void (await receiver.close()))
  const apps = ['shop', 'other', 'full', 'closing'].map((id) => ({
    id,
    secretKey: `sk_test_${id}_0001`,
  }))
  server = await testServer({ apps, webhookAllow: ['127.0.0.0/8'] }, {}, onFileFinished)
  webhooks = callsOf(server.client)
})

const appOf = (appId: string) =>
  clientOf({ baseUrl: server.baseUrl, appId, secretKey: `sk_test_${appId}_0001` })

const created = (body: Partial<Schemas['WebhookToCreate']> = {}) =>
  dataOf(webhooks.create({ url, ...body }))

/** The deliveries to a path of the receiver that fulfil the condition. */
async function deliveriesTo(path: string, isEnough: (all: readonly ReceivedDelivery[]) => boolean) {
  const there = (all: readonly ReceivedDelivery[]) => all.filter((one) => one.path === path)
  return there(await receiver.until((all) => isEnough(there(all))))
}

const isSignedBy = (
  { headers, ...delivery }: ReceivedDelivery,
  secrets: string[],
  body: string,
) => {
  const signed = `${delivery.id}.${headers['webhook-timestamp']}.${body}`
  const signatures = secrets.map((one) => {
    const key = Buffer.from(one.slice('whsec_'.length), 'base64')
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  })
  return headers['webhook-signature'] === signatures.join(' ')
}

describe('a webhook', () => {
  test('is created with defaults, and its secret is shown this once', async () => {
    const { secret: made, ...webhook } = await created()
    expect(Buffer.from(made.replace(/^whsec_/, ''), 'base64')).toHaveLength(32)
    const defaults = { description: null, events: null, ordered: true, enabled: true }
    expect(webhook).toMatchObject({ url, ...defaults, disabledReason: null })
    expect(await dataOf(webhooks.get(webhook.id))).toEqual(webhook)
    expect(await webhooks.list()).toContainEqual(webhook)
  })

  test('is created with its own settings', async () => {
    const settings = {
      ...{ description: 'Tells the warehouse', ordered: false, enabled: false },
      events: ['message.sent', 'webhook.disabled'] as const,
    }
    const webhook = await created({ ...settings, events: [...settings.events], secret })
    expect(webhook).toMatchObject({ ...settings, secret, disabledReason: 'manual' })
  })

  test('changes only what is sent, and null is the default', async () => {
    const { secret: _, ...first } = await created({
      ...{ description: 'x', events: ['message.sent'] },
    })
    const { id } = first
    expect(await dataOf(webhooks.change(id, {}))).toEqual(first)
    const second = await dataOf(webhooks.change(id, { url: `${url}/2`, ordered: false }))
    expect(second).toEqual({ ...first, url: `${url}/2`, ordered: false })
    const third = await dataOf(webhooks.change(id, { description: null, events: null }))
    expect(third).toEqual({ ...second, description: null, events: null })
  })

  test('is disabled and enabled', async () => {
    const { id } = await created()
    const disabled = { enabled: false, disabledReason: 'manual' }
    expect(await dataOf(webhooks.change(id, { enabled: false }))).toMatchObject(disabled)
    expect(await dataOf(webhooks.change(id, { ordered: false }))).toMatchObject(disabled)
    const enabled = { enabled: true, disabledReason: null }
    expect(await dataOf(webhooks.change(id, { enabled: true }))).toMatchObject(enabled)
  })

  test('is deleted', async () => {
    const { id } = await created()
    await dataOf(webhooks.delete(id))
    for (const call of [webhooks.get, webhooks.delete, webhooks.test, webhooks.rotate])
      expect((await call(id)).response.status).toBe(404)
  })

  test('of another app does not exist, and ids of another form do not exist either', async () => {
    const { id } = await created()
    const other = callsOf(appOf('other'))
    expect(await other.list()).toEqual([])
    for (const call of [other.get, other.delete, other.test, other.rotate, other.attempts])
      expect((await call(id)).response.status).toBe(404)
    for (const wrong of ['wh_', 'x\0y', '‰', `${id}0`])
      for (const call of [webhooks.get, webhooks.delete])
        expect((await call(wrong)).response.status).toBe(404)
  })

  test('is one of at most 50 of an app', async () => {
    const full = callsOf(appOf('full'))
    for (let count = 0; count < 50; count += 1) await dataOf(full.create({ url, enabled: false }))
    expect(await faults(full.create({ url }))).toEqual({
      '#': ['The app has 50 webhooks, which is the max.'],
    })
    expect(await full.list()).toHaveLength(50)
  })

  test('is deleted with its app, with its attempts and its position in the log', async () => {
    const app = appOf('closing')
    const { id } = await dataOf(callsOf(app).create({ url: `${receiver.url}closing` }))
    await chatOf(app).putUser('alice', { name: 'Alice' })
    await deliveriesTo('/closing', ({ length }) => length === 1)
    await withStore(server.databaseUrl, async (store) => {
      const rows = async () => [
        (await store.read.webhooks.list('closing')).length,
        (await store.read.webhookAttempts.list('closing', id, 10)).length,
        (await store.read.webhookProgress.get('closing', id)) === undefined,
      ]
      await expect.poll(rows).toEqual([1, 1, false])
      await deleteApp(store, 'closing', Date.now())
      await expect.poll(rows).toEqual([0, 0, true])
    })
  })
})

describe('a URL', () => {
  test.each([
    ['not a URL', 'Must be a URL'],
    ['ftp://shop.example/', 'Must begin with https:.'],
    ['javascript:alert(1)', 'Must begin with https:.'],
    ['https://user:password@shop.example/', 'user name or a password'],
    ['https://user@shop.example/', 'user name or a password'],
    ['http://8.8.8.8/', 'Without TLS'],
    ['http://10.1.2.3/', 'Without TLS'],
    ['https://10.1.2.3/', 'not public'],
    ['https://172.16.0.1/', 'not public'],
    ['https://192.168.1.1/', 'not public'],
    ['https://169.254.169.254/latest/meta-data', 'not public'],
    ['https://100.64.0.1/', 'not public'],
    ['https://0.0.0.0/', 'not public'],
    ['https://224.0.0.1/', 'not public'],
    ['https://240.0.0.1/', 'not public'],
    ['https://0xa000001/', 'not public'],
    ['https://167772161/', 'not public'],
    ['https://012.0.0.1/', 'not public'],
    ['https://[::]/', 'not public'],
    ['https://[::1]/', 'not public'],
    ['https://[fd00::1]/', 'not public'],
    ['https://[fe80::1]/', 'not public'],
    ['https://[::ffff:10.0.0.1]/', 'not public'],
    ['https://[64:ff9b::a00:1]/', 'not public'],
    ['https://[2002:a00:1::]/', 'not public'],
    ['https://[2001:db8::1]/', 'not public'],
    ['https://[3fff::1]/', 'not public'],
    ['https://[ff02::1]/', 'not public'],
  ])('%s is refused: %s', async (refused, why) => {
    const { '#/url': [first] = [] } = await faults(webhooks.create({ url: refused }))
    expect(first).toContain(why)
  })

  test.each([
    ...['https://shop.example/', 'https://8.8.8.8/', 'https://[2606:4700::1111]:8443/x?y=z'],
    // The server allows 127.0.0.0/8. The address of a name is known only when a connection is made.
    ...['http://127.0.0.1:3000/', 'https://127.1/', 'http://localhost:3000/', 'http://receiver/'],
  ])('%s is accepted', async (accepted) => {
    expect(await created({ url: accepted, enabled: false })).toMatchObject({ url: accepted })
  })

  test('is checked when it is changed', async () => {
    const { id } = await created()
    await expectFaults(webhooks.change(id, { url: 'https://10.0.0.1/' }), '#/url')
    expect(await dataOf(webhooks.get(id))).toMatchObject({ url })
  })
})

describe('a secret', () => {
  test.each([
    ['whsec_', 'Must be whsec_ followed by Base64.'],
    [secret.slice('whsec_'.length), 'Must be whsec_ followed by Base64.'],
    [`whsec_${'-'.repeat(32)}`, 'Must be whsec_ followed by Base64.'],
    [`whsec_${'A'.repeat(33)}`, 'Must be whsec_ followed by Base64.'],
    [`whsec_${Buffer.alloc(23).toString('base64')}`, 'Must have 24 to 64 bytes; it has 23.'],
    [`whsec_${Buffer.alloc(65).toString('base64')}`, 'Must have 24 to 64 bytes; it has 65.'],
  ])('%s is refused: %s', async (wrong, why) => {
    expect(await faults(webhooks.create({ url, secret: wrong }))).toEqual({ '#/secret': [why] })
    const { id } = await created()
    expect(await faults(webhooks.rotate(id, { secret: wrong }))).toEqual({ '#/secret': [why] })
  })

  test.each([24, 25, 26, 63, 64])('of %i bytes is accepted', async (size) => {
    const own = `whsec_${Buffer.alloc(size, 'x').toString('base64')}`
    expect(await created({ secret: own, enabled: false })).toMatchObject({ secret: own })
  })

  test('that is rotated signs beside the new one', async () => {
    const { id, secret: first } = await created({ url: `${receiver.url}rotated` })
    const { secret: second } = await dataOf(webhooks.rotate(id))
    expect(second).not.toBe(first)
    expect((await dataOf(webhooks.rotate(id, { secret }))).secret).toBe(secret)
    await dataOf(webhooks.test(id))
    const [delivery] = await deliveriesTo('/rotated', ({ length }) => length > 0)
    const {
      id: eventId,
      type,
      data,
      createdAt,
    } = delivery as ReceivedDelivery & {
      createdAt: number
    }
    const body = JSON.stringify({ id: eventId, type, createdAt, data })
    expect(isSignedBy(delivery as ReceivedDelivery, [secret, second, first], body)).toBe(true)
  })
})

describe('an unknown event', () => {
  test.each(['message.created', 'webhook.test', '*', ''])('%j is refused', async (type) => {
    const events = [type] as never
    await expectFaults(webhooks.create({ url, events }), '#/events/0')
  })

  test('and none, or one twice, are refused', async () => {
    for (const events of [[], ['message.sent', 'message.sent']])
      await expectFaults(webhooks.create({ url, events: events as never }), '#/events')
  })
})

describe('a test', () => {
  test('is sent to a disabled webhook too, and its attempt is listed', async () => {
    const { secret: _, ...webhook } = await created({
      ...{ url: `${receiver.url}test`, enabled: false, events: ['message.sent'] },
    })
    const attempt = await dataOf(webhooks.test(webhook.id))
    const [delivery] = await deliveriesTo('/test', ({ length }) => length > 0)
    expect(attempt).toMatchObject({
      ...{ eventId: delivery?.id, type: 'webhook.test', status: 200, error: null },
      ...{ response: `got ${delivery?.id}`, nextAttemptAt: null },
    })
    expect(delivery).toMatchObject({ type: 'webhook.test', data: { webhook } })
    const { data } = await dataOf(webhooks.attempts(webhook.id))
    expect(data).toEqual([attempt])
    const resent = webhooks.resend(webhook.id, attempt.id)
    expect(await faults(resent)).toEqual({
      'path/attemptId': ['A test event is not in the log. testWebhook sends a new one.'],
    })
  })

  test('that fails returns why', async () => {
    const { id } = await created({ url: `${receiver.url}broken` })
    const failed = await dataOf(webhooks.test(id))
    expect(failed).toMatchObject({ status: 500, error: expect.stringMatching(/./) })
    const { id: nowhere } = await created({ url: 'http://127.0.0.1:1/' })
    const unreachable = await dataOf(webhooks.test(nowhere))
    expect(unreachable).toMatchObject({ status: null, error: expect.stringMatching(/./) })
  })
})

describe('events', () => {
  test('are delivered, listed page by page, sent again and replayed', async () => {
    const types = ['user.updated' as const]
    const { id } = await created({ url: `${receiver.url}events`, events: types })
    const chat = chatOf(server.client)
    await chat.putUser('alice', { name: 'Alice' })
    for (const name of ['Al', 'Ali', 'Alic']) await chat.putUser('alice', { name })
    const first = await deliveriesTo('/events', ({ length }) => length === 3)
    const attempts = async (query = {}) => (await dataOf(webhooks.attempts(id, query))).data
    await expect.poll(async () => (await attempts()).length).toBe(3)
    const all = await attempts()
    expect(all.map(({ eventId }) => eventId).toSorted()).toEqual(
      first.map((one) => one.id).toSorted(),
    )
    const page = await attempts({ limit: 2 })
    const rest = await attempts({ limit: 2, startingAfter: page[1]?.id as string })
    expect([...page, ...rest]).toEqual(all)
    const again = await dataOf(webhooks.resend(id, all[0]?.id as string))
    expect(again).toMatchObject({ eventId: all[0]?.eventId, status: 200, error: null })
    await dataOf(webhooks.replay(id, { cursor: first[0]?.id as string }))
    const second = await deliveriesTo('/events', ({ length }) => length === 6)
    expect(second.slice(4).map((one) => one.id)).toEqual(first.slice(1).map((one) => one.id))
    await dataOf(webhooks.replay(id, { since: 0 }))
    const third = await deliveriesTo('/events', ({ length }) => length === 9)
    expect(third.slice(6)).toMatchObject(first.map(({ id, data }) => ({ id, data })))
    await dataOf(webhooks.replay(id, { since: Date.now() + 60_000 }))
    await dataOf(webhooks.delete(id))
  })

  test('say that another webhook was disabled, because its receiver returned 410', async () => {
    const listening = ['webhook.disabled' as const]
    const { id } = await created({ url: `${receiver.url}listening`, events: listening })
    const gone = await created({ url: `${receiver.url}gone` })
    await chatOf(server.client).putUser('bob', { name: 'Bob' })
    const [delivery] = await deliveriesTo('/listening', ({ length }) => length > 0)
    const disabled = { id: gone.id, enabled: false, disabledReason: 'gone' }
    expect(delivery?.data).toMatchObject({ webhook: disabled })
    expect(await dataOf(webhooks.get(gone.id))).toMatchObject(disabled)
    await dataOf(webhooks.delete(id))
  })
})

describe('a replay is refused', () => {
  test('without a start, or with two', async () => {
    const { id } = await created({ enabled: false })
    await expectFaults(webhooks.replay(id, {}), '#')
    await expectFaults(webhooks.replay(id, { since: 1, cursor: 'evt_1_a_0' }), '#')
  })

  test.each(['evt_999999_a_0', 'evt_1_a_0', 'evt_x', 'evt_test_0'])(
    'after an event that the log does not have: %s',
    async (cursor) => {
      const { id } = await created({ enabled: false })
      expect(await faults(webhooks.replay(id, { cursor }))).toEqual({
        '#/cursor': ['There is no such event in the log of this app.'],
      })
    },
  )

  test('after an event of another app', async () => {
    const { id } = await created({ url: `${receiver.url}own`, events: ['user.created'] })
    await chatOf(server.client).putUser('carol', { name: 'Carol' })
    const [delivery] = await deliveriesTo('/own', ({ length }) => length > 0)
    const other = callsOf(appOf('other'))
    const { id: theirs } = await dataOf(other.create({ url, enabled: false }))
    await expectFaults(other.replay(theirs, { cursor: delivery?.id as string }), '#/cursor')
    await dataOf(webhooks.delete(id))
    await dataOf(other.delete(theirs))
  })
})

test('an unknown attempt cannot be sent again, and cannot be the start of a page', async () => {
  const { id } = await created({ enabled: false })
  for (const attempt of ['att_', 'x\0y', `att_${'0'.repeat(22)}`]) {
    expect((await webhooks.resend(id, attempt)).response.status).toBe(404)
    const page = webhooks.attempts(id, { startingAfter: attempt })
    if (attempt !== 'x\0y') await expectFaults(page, 'query/startingAfter')
  }
  expect(await dataOf(webhooks.attempts(id, { startingAfter: '' }))).toEqual({ data: [] })
})
