import { chatOf, faults, systemMessage } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { withStore } from '@openparley/test-kit/event-log'
import { type TestApp, testApp, testServer } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'
import { customBounds } from '../../src/model/patch.ts'

const { keys: maxKeys, bytes: maxBytes } = customBounds

const manyKeys = (count: number, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index + from}`, 'here']))

/** Custom data whose JSON has this many bytes, with as many characters of three bytes as possible. */
function ofBytes(bytes: number, key = 'k') {
  const rest = bytes - Buffer.byteLength(JSON.stringify({ [key]: '' }))
  return { [key]: '漢'.repeat(Math.floor(rest / 3)) + 'x'.repeat(rest % 3) }
}

type Custom = Record<string, string | null>

/** How to change and read each resource that has custom data. */
const holders = {
  user: {
    put: ({ client }: TestApp, custom: Custom | null) =>
      client.PUT('/users/{userId}', {
        params: { path: { userId: 'alice' } },
        body: { name: 'Alice', custom },
      }),
    get: async ({ client }: TestApp) => (await chatOf(client).user('alice')).custom,
    prepare: async () => {},
  },
  conversation: {
    put: ({ client }: TestApp, custom: Custom | null) =>
      client.PUT('/conversations/{conversationId}', {
        params: { path: { conversationId: 'order' } },
        body: { custom },
      }),
    get: async ({ client }: TestApp) => (await chatOf(client).get('order')).custom,
    prepare: async () => {},
  },
  message: {
    put: async ({ client }: TestApp, custom: Custom | null) => {
      const [message] = await chatOf(client).messages('order')
      const path = { conversationId: 'order', messageId: message?.id ?? '' }
      return client.PUT('/conversations/{conversationId}/messages/{messageId}', {
        params: { path },
        body: { custom },
      })
    },
    get: async ({ client }: TestApp) => (await chatOf(client).messages('order'))[0]?.custom,
    prepare: async ({ client }: TestApp) => {
      const chat = chatOf(client)
      await chat.put('order')
      await chat.send('order', systemMessage('Hello'))
    },
  },
}

describe.each(Object.entries(holders))('custom data of a %s', (_, { put, get, prepare }) => {
  test('has up to 100 keys and 64 KiB after the merge', async () => {
    const server = await testApp()
    await prepare(server)
    const expectOk = async (custom: Custom | null) =>
      expect(await put(server, custom)).toMatchObject({ response: { status: 200 } })
    await expectOk(manyKeys(maxKeys - 1))
    await expectOk({ last: 'here' })
    expect(await faults(put(server, { more: 'one' }))).toEqual({
      '#/custom': [`Would have ${maxKeys + 1} keys; the max is ${maxKeys}.`],
    })
    await expectOk({ more: 'one', last: null })
    await expectOk(null)

    await expectOk(ofBytes(maxBytes))
    expect(await get(server)).toEqual(ofBytes(maxBytes))
    expect(await faults(put(server, ofBytes(maxBytes + 1)))).toEqual({
      '#/custom': [`Would have ${maxBytes + 1} bytes of JSON; the max is ${maxBytes}.`],
    })
    expect(Object.keys(await faults(put(server, { n: '' })))).toEqual(['#/custom'])
    expect(await get(server)).toEqual(ofBytes(maxBytes))
  })
})

test('custom data of a new message has up to 100 keys and 64 KiB', async () => {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.put('order')
  const send = (...customs: Record<string, string>[]) =>
    server.client.POST('/conversations/{conversationId}/messages', {
      params: { path: { conversationId: 'order' } },
      body: customs.map((custom) => systemMessage('Hello', { custom })),
    })
  expect(await send(manyKeys(maxKeys), ofBytes(maxBytes))).toMatchObject({
    response: { status: 200 },
  })
  expect(Object.keys(await faults(send({}, manyKeys(maxKeys + 1))))).toEqual(['#/1/custom'])
  expect(Object.keys(await faults(send({}, ofBytes(maxBytes + 1))))).toEqual(['#/1/custom'])
  expect(await chat.messages('order')).toHaveLength(2)
})

test('larger custom data from an older version stays readable, and may only shrink', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  await chat.users('alice')
  const large = { ...manyKeys(150), ...ofBytes(2 * maxBytes, 'large') }
  await withStore(databaseUrl, ({ write }) =>
    write([], async (tx) => {
      const user = await tx.users.get('shop', 'alice')
      if (user) await tx.users.put('shop', { ...user, custom: large })
    }),
  )
  expect((await chat.user('alice')).custom).toEqual(large)
  const put = (custom: Custom) =>
    server.client.PUT('/users/{userId}', {
      params: { path: { userId: 'alice' } },
      body: { name: 'Alicia', custom },
    })
  await faults(put({ more: 'one' }))
  await faults(put({ key0: 'here!' }))
  await faults(put({ key0: null, more: 'one' }))
  await chat.putUser('alice', { name: 'Al', custom: { key0: 'here' } })
  await chat.putUser('alice', { custom: { key0: null } })
  await chat.putUser('alice', { custom: { large: null } })
  expect(Object.keys((await chat.user('alice')).custom)).toHaveLength(149)
  await faults(put({ key1: 'there' }))
})

test('a user has up to 100 devices', async () => {
  const { client } = await testApp()
  const chat = chatOf(client)
  const devices = (count: number, from = 0) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`fcm:${index + from}`, true as const]),
    )
  await chat.putUser('alice', { name: 'Alice', pushTokens: devices(100) })
  const put = client.PUT('/users/{userId}', {
    params: { path: { userId: 'alice' } },
    body: { pushTokens: devices(1, 100) },
  })
  expect(Object.keys(await faults(put))).toEqual(['#/pushTokens'])
  await chat.putUser('alice', { pushTokens: { ...devices(1, 100), 'fcm:0': null } })
})

test.each<[object, string]>([
  [{ name: 'x'.repeat(1001) }, '#/name'],
  [{ welcomeMessage: 'x'.repeat(10_001) }, '#/welcomeMessage'],
  [{ photoUrl: 'x'.repeat(10_001) }, '#/photoUrl'],
  [{ headerPhotoUrl: 'x'.repeat(10_001) }, '#/headerPhotoUrl'],
  [{ availabilityText: 'x'.repeat(10_001) }, '#/availabilityText'],
  [{ role: 'x'.repeat(256) }, '#/role'],
  [{ locale: 'x'.repeat(256) }, '#/locale'],
  [{ email: ['x'.repeat(1001)] }, '#/email/0'],
  [{ phone: Array(101).fill('1') }, '#/phone'],
  [{ pushTokens: { [`fcm:${'x'.repeat(4093)}`]: true } }, '#/pushTokens'],
])('a user with a larger field than the document allows is refused: %#', async (body, place) => {
  const { call } = await testApp()
  const answer = await call('PUT', '/users/alice', { body: { name: 'Alice', ...body } })
  expect(answer).toMatchObject({ status: 400, body: { errors: { [place]: expect.any(Array) } } })
})

test.each<[object, string]>([
  [{ subject: 'x'.repeat(1001) }, '#/subject'],
  [{ photoUrl: 'x'.repeat(10_001) }, '#/photoUrl'],
  [{ topicId: 'x'.repeat(1001) }, '#/topicId'],
  [{ welcomeMessages: ['x'.repeat(10_001)] }, '#/welcomeMessages/0'],
  [{ welcomeMessages: Array(11).fill('Hi') }, '#/welcomeMessages'],
])(
  'a conversation with a larger field than the document allows is refused: %#',
  async (body, place) => {
    const { call } = await testApp()
    const answer = await call('PUT', '/conversations/order', { body })
    expect(answer).toMatchObject({ status: 400, body: { errors: { [place]: expect.any(Array) } } })
  },
)
