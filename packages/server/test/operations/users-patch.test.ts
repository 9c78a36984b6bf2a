import type { components } from '@openparley/spec/types'
import { chatOf, dataOf, expectFaults, faults } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

type User = components['schemas']['User']
type UserPatch = components['schemas']['UserPatch']
type Field = Exclude<keyof UserPatch & keyof User, 'id' | 'name'>

/**
 * For each field: a first value, a second value, the result of sending both one after the other, and the result of
 * null.
 */
const fields: {
  [F in Field]: { first: UserPatch[F]; second: UserPatch[F]; both: User[F]; cleared: User[F] }
} = {
  welcomeMessage: { first: 'Hi!', second: 'Hello.', both: 'Hello.', cleared: null },
  photoUrl: {
    first: 'https://example.com/1.png',
    second: 'no URL',
    both: 'no URL',
    cleared: null,
  },
  headerPhotoUrl: { first: 'header-1', second: '', both: '', cleared: null },
  availabilityText: { first: 'Away', second: 'Back', both: 'Back', cleared: null },
  role: { first: 'buyer', second: 'any string', both: 'any string', cleared: 'default' },
  locale: { first: 'ar', second: 'de-CH', both: 'de-CH', cleared: 'nl-NL' },
  email: {
    first: ['a@example.com', 'b@example.com'],
    second: ['[email protected]'],
    both: ['[email protected]'],
    cleared: null,
  },
  phone: { first: ['+1123456789'], second: [], both: [], cleared: null },
  custom: {
    first: { country: 'ca', vip: 'yes' },
    second: { vip: null, city: 'Ottawa', gone: null },
    both: { country: 'ca', city: 'Ottawa' },
    cleared: {},
  },
  pushTokens: {
    first: { 'fcm:phone': true, 'apns:tablet': true },
    second: { 'fcm:phone': null, 'fcm:watch': true },
    both: { 'apns:tablet': true, 'fcm:watch': true },
    cleared: null,
  },
}

const settings = { defaultLocale: 'nl-NL' }

describe.each(Object.entries(fields))('%s of a user', (field, { first, second, both, cleared }) => {
  test('has its default until it is set, changes when sent, and null resets it', async () => {
    const chat = chatOf((await testApp({ settings })).client)
    const value = async () => (await chat.user('alice'))[field as Field]
    await chat.putUser('alice', { name: 'Alice' })
    expect(await value()).toEqual(cleared)
    await chat.putUser('alice', { [field]: first })
    expect(await value()).toEqual(first)
    await chat.putUser('alice', { [field]: second })
    expect(await value()).toEqual(both)
    await chat.putUser('alice', { [field]: null })
    expect(await value()).toEqual(cleared)
  })

  test('does not change when another field is sent, and a change of it changes no other field', async () => {
    const chat = chatOf((await testApp({ settings })).client)
    const all = Object.fromEntries(Object.entries(fields).map(([name, { first }]) => [name, first]))
    await chat.putUser('alice', { name: 'Alice', ...all })
    const before = await chat.user('alice')
    await chat.putUser('alice', {})
    await chat.putUser('alice', { name: 'Alice' })
    expect(await chat.user('alice')).toEqual(before)
    await chat.putUser('alice', { [field]: null })
    expect(await chat.user('alice')).toEqual({ ...before, [field]: cleared })
  })

  test('can be null from the start', async () => {
    const chat = chatOf((await testApp({ settings })).client)
    await chat.putUser('alice', { name: 'Alice', [field]: null })
    expect((await chat.user('alice'))[field as Field]).toEqual(cleared)
  })
})

describe('a user', () => {
  test('"you only need to send the subset of fields you want to update": only a new user needs a name', async () => {
    const { client } = await testApp()
    const chat = chatOf(client)
    const put = (body: UserPatch) =>
      client.PUT('/users/{userId}', { params: { path: { userId: 'alice' } }, body })
    expect(await faults(put({ role: 'buyer' }))).toEqual({
      '#': ['Required property name was not present.'],
    })
    expect((await put({ name: 'Alice' })).response.status).toBe(200)
    expect(await dataOf(put({ role: 'buyer' }))).toEqual({})
    expect(await chat.user('alice')).toMatchObject({ name: 'Alice', role: 'buyer' })
    await chat.putUser('alice', { name: 'Alice L.' })
    expect((await chat.user('alice')).name).toBe('Alice L.')
  })

  test.each([null, '', 7, ['Alice']])('cannot change its name to %j', async (name) => {
    const { client, call } = await testApp()
    const chat = chatOf(client)
    await chat.users('alice')
    const { status, body } = await call('PUT', '/users/alice', { body: { name } })
    expect(status).toBe(400)
    expect(body).toHaveProperty(['errors', '#/name'])
    expect((await chat.user('alice')).name).toBe('alice')
  })

  test('keeps its creation time, and the default locale of that time', async () => {
    const now = clock()
    const chat = chatOf((await testApp({ now, settings })).client)
    const createdAt = now.time
    await chat.users('alice')
    now.time += 1000
    await chat.putUser('alice', { role: 'buyer' })
    expect(await chat.user('alice')).toMatchObject({ createdAt, locale: 'nl-NL' })
  })

  test('"Setting pushTokens to null unregisters all the previously registered devices"', async () => {
    const chat = chatOf((await testApp()).client)
    await chat.putUser('alice', { name: 'Alice', pushTokens: { 'fcm:a': true, 'apns:b': true } })
    await chat.putUser('alice', { pushTokens: null })
    expect((await chat.user('alice')).pushTokens).toBeNull()
    await chat.putUser('alice', { pushTokens: { 'fcm:c': true } })
    expect((await chat.user('alice')).pushTokens).toEqual({ 'fcm:c': true })
    await chat.putUser('alice', { pushTokens: { 'fcm:c': null } })
    expect((await chat.user('alice')).pushTokens, 'none is left').toBeNull()
  })

  test('false unregisters a device, as null does', async () => {
    const chat = chatOf((await testApp()).client)
    const pushTokens = { 'fcm:a': true, 'apns:b': false }
    await chat.putUser('alice', { name: 'Alice', pushTokens })
    expect((await chat.user('alice')).pushTokens).toEqual({ 'fcm:a': true })
    await chat.putUser('alice', { pushTokens: { 'fcm:a': false } })
    expect((await chat.user('alice')).pushTokens).toBeNull()
  })

  test.each(['sms:token', 'fcm:', 'token', ''])(
    'registers devices of "fcm" and "apns" only, not %j',
    async (token) => {
      const { client } = await testApp()
      await expectFaults(
        client.PUT('/users/{userId}', {
          params: { path: { userId: 'alice' } },
          body: { name: 'Alice', pushTokens: { [token]: true } },
        }),
        '#/pushTokens',
      )
    },
  )

  test('merges custom data under any key, including special names in JavaScript', async () => {
    const { call } = await testApp()
    const custom = '{ "__proto__": "a", "constructor": "b", "": "c" }'
    await call('PUT', '/users/alice', { body: `{ "name": "Alice", "custom": ${custom} }` })
    await call('PUT', '/users/alice', { body: '{ "custom": { "constructor": null, "1": "d" } }' })
    const { body } = await call('GET', '/users/alice')
    const stored = new Map(Object.entries((body as User).custom))
    expect(stored).toEqual(
      new Map([
        ['__proto__', 'a'],
        ['', 'c'],
        ['1', 'd'],
      ]),
    )
  })

  test('a user changed by concurrent calls loses no key', async () => {
    const chat = chatOf((await testApp()).client)
    await chat.users('alice')
    const keys = Array.from({ length: 40 }, (_, index) => `key${index}`)
    await Promise.all(keys.map((key) => chat.putUser('alice', { custom: { [key]: key } })))
    expect(Object.keys((await chat.user('alice')).custom).sort()).toEqual(keys.sort())
  })

  test('who does not exist is a 404', async () => {
    const { client } = await testApp()
    const { response } = await client.GET('/users/{userId}', {
      params: { path: { userId: 'nobody' } },
    })
    expect(response.status).toBe(404)
  })
})
