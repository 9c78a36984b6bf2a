import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

// What public code sends about users. One server for all tests of the file, an app for each.

/** Applies a patch to the user alice by the call for one user, and by the call for many. */
const ways: [string, string, (patch: object) => object, string][] = [
  ['PUT of a user', '/users/alice', (patch) => patch, ''],
  ['PUT of users', '/users', (patch) => ({ alice: patch }), 'alice'],
]

async function appWithAlice() {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.putUser('alice', { name: 'Alice' })
  return { ...app, chat }
}

/** The places of the faults of a patch. */
function placesIn(body: unknown, key: string): string[] {
  const answer = body as { errors: object } & Record<string, object>
  return Object.keys((key === '' ? answer.errors : answer[key]) ?? {})
}

test.each(ways)('%s: configuration, the older name of role', async (_, path, bodyOf, key) => {
  const { call, chat } = await appWithAlice()
  const put = (patch: object) => call('PUT', path, { body: bodyOf(patch) })
  expect(await put({ configuration: 'buyer' })).toMatchObject({ status: 200, body: {} })
  expect(await chat.user('alice')).toMatchObject({ role: 'buyer' })
  expect(await chat.user('alice')).not.toHaveProperty('configuration')
  expect((await put({ role: 'seller', configuration: 'seller' })).status).toBe(200)
  expect(await chat.user('alice')).toMatchObject({ role: 'seller' })
  for (const wrong of [
    { role: 'buyer', configuration: 'seller' },
    { role: null, configuration: 'seller' },
    { configuration: 1 },
  ]) {
    const { status, body } = await put(wrong)
    expect({ status, places: placesIn(body, key) }).toEqual({
      status: 400,
      places: ['#/configuration'],
    })
  }
  expect(await chat.user('alice')).toMatchObject({ role: 'seller' })
  expect((await put({ configuration: null })).status).toBe(200)
  expect(await chat.user('alice')).toMatchObject({ role: 'default' })
})

test.each(ways)('%s: email and phone as one string', async (_, path, bodyOf, key) => {
  const { call, chat } = await appWithAlice()
  const patch = { email: 'alice@example.com', phone: '+1123456789' }
  expect((await call('PUT', path, { body: bodyOf(patch) })).status).toBe(200)
  expect(await chat.user('alice')).toMatchObject({
    email: ['alice@example.com'],
    phone: ['+1123456789'],
  })
  for (const wrong of [1, true, { a: 'b' }, 'x'.repeat(1001)]) {
    const { status, body } = await call('PUT', path, { body: bodyOf({ email: wrong }) })
    expect({ status, places: placesIn(body, key) }).toEqual({ status: 400, places: ['#/email'] })
  }
})

test.each(ways)('%s: email and phone with null inside', async (_, path, bodyOf, key) => {
  const { call, chat } = await appWithAlice()
  const patch = { email: [null, 'alice@example.com', null], phone: [null] }
  expect((await call('PUT', path, { body: bodyOf(patch) })).status).toBe(200)
  expect(await chat.user('alice')).toMatchObject({ email: ['alice@example.com'], phone: [] })
  const { status, body } = await call('PUT', path, { body: bodyOf({ phone: [null, 7] }) })
  expect({ status, places: placesIn(body, key) }).toEqual({ status: 400, places: ['#/phone/1'] })
})

test.each(ways)(
  '%s: custom and pushTokens as [], which is how PHP writes an empty map',
  async (_, path, bodyOf, key) => {
    const { call, chat } = await appWithAlice()
    const maps = { custom: { country: 'ca' }, pushTokens: { 'fcm:token': true as const } }
    await chat.putUser('alice', maps)
    const empty = { custom: [], pushTokens: [] }
    expect((await call('PUT', path, { body: bodyOf(empty) })).status).toBe(200)
    expect(await chat.user('alice'), 'no key was sent, so none changes').toMatchObject(maps)
    for (const name of ['custom', 'pushTokens']) {
      const { status, body } = await call('PUT', path, { body: bodyOf({ [name]: ['x'] }) })
      expect({ status, places: placesIn(body, key) }).toEqual({
        status: 400,
        places: [`#/${name}`],
      })
    }
  },
)

test('a new user with [] for custom and pushTokens has none', async () => {
  const { call, chat } = await appWithAlice()
  const body = { name: 'Bob', custom: [], pushTokens: [] }
  expect((await call('PUT', '/users/bob', { body })).status).toBe(200)
  expect(await chat.user('bob')).toMatchObject({ custom: {}, pushTokens: null })
})

test('clearing PII as public scripts do leaves a user with nothing but a name', async () => {
  const { chat } = await appWithAlice()
  await chat.putUser('alice', {
    email: ['alice@example.com'],
    phone: ['+1123456789'],
    photoUrl: 'avatar-1',
    availabilityText: 'Away',
    headerPhotoUrl: 'header-1',
    role: 'any string',
    locale: 'ar',
    custom: { country: 'ca' },
    welcomeMessage: 'Hi!',
    pushTokens: { 'fcm:token': true },
  })
  expect(await chat.user('alice')).toMatchObject({ photoUrl: 'avatar-1', role: 'any string' })
  await chat.putUser('alice', {
    id: 'alice',
    name: 'Anonymous',
    availabilityText: null,
    headerPhotoUrl: null,
    role: null,
    locale: null,
    custom: null,
    welcomeMessage: null,
    photoUrl: null,
    email: null,
    phone: null,
    pushTokens: null,
  })
  const { createdAt: _, ...user } = await chat.user('alice')
  expect(user).toEqual({
    id: 'alice',
    name: 'Anonymous',
    availabilityText: null,
    headerPhotoUrl: null,
    role: 'default',
    locale: 'en-US',
    custom: {},
    welcomeMessage: null,
    photoUrl: null,
    email: null,
    phone: null,
    pushTokens: null,
  })
})

test('set and createIfNotExists of a client: email and phone as one string, maps as []', async () => {
  const app = await testApp({ settings: { clientSideUserSync: 'own' } })
  const chat = chatOf(app.client)
  const headers = { authorization: `Bearer ${await userToken(app, 'alice')}` }
  const path = '/realtime/users/alice'
  const body = { name: 'Alice', email: 'alice@example.com', custom: [], pushTokens: [] }
  expect((await app.call('POST', path, { headers, body })).status).toBe(200)
  expect(await chat.user('alice')).toMatchObject({
    email: ['alice@example.com'],
    custom: {},
    pushTokens: null,
  })
  const patch = { phone: '+1123456789', email: [null, 'a@example.com'], custom: [] }
  expect((await app.call('PUT', path, { headers, body: patch })).status).toBe(200)
  expect(await chat.user('alice')).toMatchObject({
    email: ['a@example.com'],
    phone: ['+1123456789'],
  })
  const wrong = await app.call('PUT', path, { headers, body: { phone: 7, configuration: 'buyer' } })
  expect(wrong).toMatchObject({ status: 400 })
  expect(placesIn(wrong.body, '')).toEqual(['#/configuration', '#/phone'])
})
