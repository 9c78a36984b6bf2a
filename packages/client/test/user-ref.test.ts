import { type TestApp, testApp } from '@openparley/test-kit/server'
import { testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import { ProblemError, type SetUserParams } from '../src/index.ts'

const syncing = (clientSideUserSync: 'all' | 'off') => testApp({ settings: { clientSideUserSync } })

const rest = async ({ call }: TestApp, userId: string) =>
  (await call('GET', `/users/${userId}`)).body

const full = {
  name: 'Alice',
  custom: { hair: 'red', shoe: '38' },
  email: ['alice@example.com'],
  locale: 'nl-NL',
  phone: ['+1123456789'],
  photoUrl: 'https://example.com/alice.png',
  pushTokens: { 'fcm:one': true, 'apns:two': true },
  role: 'buyer',
  welcomeMessage: 'Hey there!',
} as const

const fullParams = () => structuredClone(full) as never

describe('a ref', () => {
  test('does not contain any data, and refers to a resource that need not exist', async () => {
    const session = testSession(await syncing('all'), 'alice')
    const methods = expect.any(Function)
    expect({ ...session.user('nobody') }).toEqual({
      id: 'nobody',
      get: methods,
      set: methods,
      createIfNotExists: methods,
      subscribe: methods,
      subscribeOnline: methods,
    })
    await expect(session.user('nobody').get()).resolves.toBeNull()
  })

  test('is immutable: to reference a different user, get a new UserRef', async () => {
    const session = testSession(await syncing('all'), 'alice')
    const ref = session.user('alice')
    expect(() => Object.assign(ref, { id: 'bob' })).toThrow(TypeError)
    expect(ref.id).toBe('alice')
    expect(session.user('bob').id).toBe('bob')
  })

  test.each(['b?c#d%25&e', 'ünïcode_日本', '__proto__', 'a'.repeat(255)])(
    'reaches the user with the id %s',
    async (id) => {
      const session = testSession(await syncing('all'), 'alice')
      await session.user(id).set({ name: 'Any' })
      await expect(session.user(id).get()).resolves.toMatchObject({ id, name: 'Any' })
    },
  )
})

describe('createIfNotExists', () => {
  test('creates a user with this ID', async () => {
    const server = await syncing('all')
    const { user } = testSession(server, 'alice')
    await expect(user('alice').createIfNotExists(fullParams())).resolves.toBeUndefined()
    expect(await rest(server, 'alice')).toMatchObject({ id: 'alice', ...full })
  })

  test('sets omitted properties to their defaults', async () => {
    const server = await syncing('all')
    await testSession(server, 'alice').user('alice').createIfNotExists({ name: 'Alice' })
    expect(await rest(server, 'alice')).toMatchObject({
      name: 'Alice',
      custom: {},
      email: null,
      locale: 'en-US',
      phone: null,
      photoUrl: null,
      pushTokens: null,
      role: 'default',
      welcomeMessage: null,
    })
  })

  test('does nothing if a user with this ID already exists, and still resolves', async () => {
    const server = await syncing('all')
    const { user } = testSession(server, 'alice')
    await user('alice').createIfNotExists({ name: 'Alice' })
    const before = await rest(server, 'alice')
    const again = user('alice').createIfNotExists({ name: 'Alicia', role: 'seller' })
    await expect(again).resolves.toBeUndefined()
    expect(await rest(server, 'alice')).toEqual(before)
  })

  test('fails if client-side user syncing is disabled', async () => {
    const server = await syncing('off')
    const { user } = testSession(server, 'alice')
    const failure = user('alice').createIfNotExists({ name: 'Alice' })
    await expect(failure).rejects.toThrow(ProblemError)
    await expect(failure).rejects.toMatchObject({
      type: 'urn:parley:problem:forbidden',
      title: 'Forbidden',
      status: 403,
      detail: expect.stringContaining('client side'),
      message: expect.stringContaining('client side'),
    })
    expect(await rest(server, 'alice')).toMatchObject({ status: 404 })
  })
})

describe('get', () => {
  test('fetches a snapshot of the user with exactly the public attributes', async () => {
    const server = await syncing('all')
    await server.call('PUT', '/users/alice', { body: full })
    await expect(testSession(server, 'alice').user('alice').get()).resolves.toStrictEqual({
      custom: { hair: 'red', shoe: '38' },
      id: 'alice',
      locale: 'nl-NL',
      name: 'Alice',
      photoUrl: 'https://example.com/alice.png',
      role: 'buyer',
      welcomeMessage: 'Hey there!',
    })
  })

  test('does not require any permissions: you can read any user, syncing or not', async () => {
    const server = await syncing('off')
    await server.call('PUT', '/users/alice', { body: full })
    const { user } = testSession(server, 'mallory')
    await expect(user('alice').get()).resolves.toMatchObject({ name: 'Alice' })
  })

  test('is null if the user does not exist', async () => {
    await expect(
      testSession(await syncing('all'), 'alice')
        .user('alice')
        .get(),
    ).resolves.toBeNull()
  })

  test('rejects with the faults if the server refuses', async () => {
    const session = testSession(await syncing('all'), 'alice')
    for (const id of ['..', 'a'.repeat(256)])
      await expect(session.user(id).get()).rejects.toMatchObject({
        name: 'ProblemError',
        status: 400,
        errors: { 'path/userId': [expect.any(String)] },
      })
  })

  test('rejects if something other than Parley returns 404', async () => {
    const server = await syncing('all')
    const elsewhere = { ...server, baseUrl: `${server.baseUrl}/elsewhere` }
    const session = testSession(elsewhere, 'alice', {
      fetch: async () => new Response('<h1>Not here</h1>', { status: 404 }),
    })
    await expect(session.user('alice').get()).rejects.toMatchObject({
      status: 404,
      type: 'about:blank',
    })
  })

  test('does not update old snapshots when the data changes; they are frozen', async () => {
    const server = await syncing('all')
    const alice = testSession(server, 'alice').user('alice')
    await alice.set({ name: 'Alice', custom: { hair: 'red' } })
    const old = await alice.get()
    await alice.set({ name: 'Alicia', custom: { hair: 'green' } })
    expect(old).toMatchObject({ name: 'Alice', custom: { hair: 'red' } })
    expect(() => Object.assign(old ?? {}, { name: 'Eve' })).toThrow(TypeError)
    expect(() => Object.assign(old?.custom ?? {}, { hair: 'blue' })).toThrow(TypeError)
    await expect(alice.get()).resolves.toMatchObject({ name: 'Alicia', custom: { hair: 'green' } })
  })
})

describe('set', () => {
  test('creates the user if a user with this ID does not already exist', async () => {
    const server = await syncing('all')
    await expect(
      testSession(server, 'alice').user('alice').set(fullParams()),
    ).resolves.toBeUndefined()
    expect(await rest(server, 'alice')).toMatchObject({ id: 'alice', ...full })
  })

  test('fails if you do not provide a name and the user does not exist yet', async () => {
    const server = await syncing('all')
    const failure = testSession(server, 'alice').user('alice').set({ role: 'buyer' })
    await expect(failure).rejects.toThrow(ProblemError)
    await expect(failure).rejects.toMatchObject({
      type: 'urn:parley:problem:invalid-request',
      status: 400,
      detail: 'Required property name was not present.',
    })
    expect(await rest(server, 'alice')).toMatchObject({ status: 404 })
  })

  test('needs no name if the user exists', async () => {
    const server = await syncing('all')
    const alice = testSession(server, 'alice').user('alice')
    await alice.set({ name: 'Alice' })
    await alice.set({ role: 'buyer' })
    expect(await alice.get()).toMatchObject({ name: 'Alice', role: 'buyer' })
  })

  test('fails if client-side user syncing is disabled, also for a user who exists', async () => {
    const server = await syncing('off')
    await server.call('PUT', '/users/alice', { body: full })
    const failure = testSession(server, 'alice').user('alice').set({ name: 'Alicia' })
    await expect(failure).rejects.toMatchObject({ name: 'ProblemError', status: 403 })
    expect(await rest(server, 'alice')).toMatchObject(full)
  })

  test('does not change properties that are undefined', async () => {
    const server = await syncing('all')
    const alice = testSession(server, 'alice').user('alice')
    await alice.set(fullParams())
    const before = await rest(server, 'alice')
    const nothing = Object.fromEntries(Object.keys(full).map((name) => [name, undefined]))
    await alice.set({})
    await alice.set(nothing)
    expect(await rest(server, 'alice')).toEqual(before)
  })

  test.each([
    ['custom', {}],
    ['email', null],
    ['locale', 'en-US'],
    ['phone', null],
    ['photoUrl', null],
    ['pushTokens', null],
    ['role', 'default'],
    ['welcomeMessage', null],
  ])('resets %s to the default when null is passed', async (name, byDefault) => {
    const server = await syncing('all')
    const alice = testSession(server, 'alice').user('alice')
    await alice.set(fullParams())
    await alice.set({ [name]: null } as SetUserParams)
    const { [name]: reset, ...others } = (await rest(server, 'alice')) as Record<string, unknown>
    expect(reset).toEqual(byDefault)
    const { [name]: _, ...unchanged } = full as Record<string, unknown>
    expect(others).toMatchObject(unchanged)
  })

  test('registers a device with true, and unregisters it with null', async () => {
    const server = await syncing('all')
    const alice = testSession(server, 'alice').user('alice')
    await alice.set({ name: 'Alice', pushTokens: { 'fcm:one': true, 'apns:two': true } })
    await alice.set({ pushTokens: { 'fcm:one': null, 'fcm:three': true } })
    expect(await rest(server, 'alice')).toMatchObject({
      pushTokens: { 'apns:two': true, 'fcm:three': true },
    })
  })
})
