import { keyOf } from '@openparley/test-kit/app-key'
import { lastingDatabase } from '@openparley/test-kit/database'
import { type TestApp, testApp, testServer } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'
import type { AppSettings } from '../../src/model/app.ts'
import { openDatabase } from '../../src/store/database.ts'

const syncing = (clientSideUserSync: AppSettings['clientSideUserSync']) =>
  testApp({ settings: { clientSideUserSync } })

/** Calls as alice, with her token. */
async function asAlice(server: TestApp, method: 'PUT' | 'POST', userId: string, body: object) {
  const headers = { authorization: `Bearer ${await userToken(server, 'alice')}` }
  return server.call(method, `/realtime/users/${userId}`, { body, headers })
}

const stored = async (server: TestApp, userId: string) =>
  (await server.call('GET', `/users/${userId}`)).body

const forbidden = (detail: string) => ({
  status: 403,
  body: { type: 'urn:parley:problem:forbidden', detail: expect.stringContaining(detail) },
})

describe('with clientSideUserSync "own", a user token', () => {
  test('cannot change another user', async () => {
    const server = await syncing('own')
    await server.call('PUT', '/users/bob', { body: { name: 'Bob' } })
    const before = await stored(server, 'bob')
    const takeover = { name: 'Robert', email: ['mallory@example.com'], role: 'admin' }
    expect(await asAlice(server, 'PUT', 'bob', takeover)).toMatchObject(forbidden('needs "all"'))
    expect(await asAlice(server, 'PUT', 'bob', {})).toMatchObject(forbidden('needs "all"'))
    expect(await stored(server, 'bob')).toEqual(before)
    expect(await asAlice(server, 'PUT', 'carol', { name: 'Carol' })).toMatchObject({ status: 403 })
    expect(await stored(server, 'carol')).toMatchObject({ status: 404 })
  })

  test('changes its own profile, but not the role', async () => {
    const server = await syncing('own')
    const profile = { name: 'Alice', email: ['a@example.com'], pushTokens: { 'fcm:a': true } }
    expect(await asAlice(server, 'PUT', 'alice', profile)).toMatchObject({ status: 200 })
    expect(await asAlice(server, 'PUT', 'alice', { name: 'Al', role: 'admin' })).toMatchObject(
      forbidden('role'),
    )
    expect(await stored(server, 'alice')).toMatchObject({ ...profile, role: 'default' })

    await server.call('PUT', '/users/alice', { body: { role: 'buyer' } })
    expect(await asAlice(server, 'PUT', 'alice', { role: null })).toMatchObject(forbidden('role'))
    const same = { name: 'Ally', role: 'buyer' }
    expect(await asAlice(server, 'PUT', 'alice', same)).toMatchObject({ status: 200 })
    expect(await stored(server, 'alice')).toMatchObject({ ...profile, ...same })
  })

  test('creates its own user with the default role only', async () => {
    const server = await syncing('own')
    const admin = { name: 'Alice', role: 'admin' }
    expect(await asAlice(server, 'POST', 'alice', admin)).toMatchObject(forbidden('role'))
    expect(await asAlice(server, 'PUT', 'alice', admin)).toMatchObject(forbidden('role'))
    expect(await stored(server, 'alice')).toMatchObject({ status: 404 })
    const own = { name: 'Alice', role: 'default', email: ['a@example.com'] }
    expect(await asAlice(server, 'POST', 'alice', own)).toMatchObject({ status: 200 })
    expect(await stored(server, 'alice')).toMatchObject(own)
  })

  test('creates others who do not exist, with the default role and without contact details', async () => {
    const server = await syncing('own')
    const bob = { name: 'Bob', photoUrl: 'https://example.com/bob.png', custom: { shoe: '44' } }
    for (const more of [
      { role: 'admin' },
      { email: ['mallory@example.com'] },
      { phone: ['+31'] },
      { pushTokens: { 'fcm:mallory': true } },
    ])
      expect(await asAlice(server, 'POST', 'bob', { ...bob, ...more })).toMatchObject(
        forbidden('needs "all"'),
      )
    expect(await stored(server, 'bob')).toMatchObject({ status: 404 })
    expect(await asAlice(server, 'POST', 'bob', bob)).toMatchObject({ status: 200 })
    const created = await stored(server, 'bob')
    expect(created).toMatchObject({ ...bob, role: 'default', email: null, pushTokens: null })
    const again = { name: 'Robert', role: 'admin' }
    expect(await asAlice(server, 'POST', 'bob', again)).toMatchObject({ status: 200 })
    expect(await stored(server, 'bob')).toEqual(created)
  })
})

test('with "off", a user token cannot create or change anyone, and the error names the setting that it needs', async () => {
  const server = await syncing('off')
  for (const method of ['PUT', 'POST'] as const)
    for (const userId of ['alice', 'bob'])
      expect(await asAlice(server, method, userId, { name: 'Any' })).toMatchObject(
        forbidden('clientSideUserSync is "off"'),
      )
})

test('with "all", a user token creates and changes everyone', async () => {
  const server = await syncing('all')
  const admin = { name: 'Bob', role: 'admin', email: ['bob@example.com'] }
  expect(await asAlice(server, 'POST', 'bob', admin)).toMatchObject({ status: 200 })
  expect(await asAlice(server, 'PUT', 'bob', { role: 'boss' })).toMatchObject({ status: 200 })
  expect(await stored(server, 'bob')).toMatchObject({ ...admin, role: 'boss' })
})

test.each([
  [true, 'own'],
  [false, 'off'],
])('the setting stored as %s by an earlier version is read as "%s"', async (old, now) => {
  const store = await openDatabase(await lastingDatabase())
  const settings = { clientSideUserSync: old } as never
  await store.write(['app shop'], async (tx) => {
    await tx.apps.put({ id: 'shop', settings, createdAt: null })
    await tx.apps.putKey('shop', keyOf('sk_test_shop'))
  })
  const [app] = await store.read.apps.list()
  expect(app?.settings).toMatchObject({ clientSideUserSync: now, defaultLocale: 'en-US' })
  await store.close()
})

test('the app demo lets users change only their own profile', async () => {
  const server = await testServer({ apps: [] })
  expect(server.appId).toBe('demo')
  const one = { name: 'Any' }
  expect(await asAlice(server, 'PUT', 'alice', one)).toMatchObject({ status: 200 })
  expect(await asAlice(server, 'PUT', 'bob', one)).toMatchObject({ status: 403 })
})
