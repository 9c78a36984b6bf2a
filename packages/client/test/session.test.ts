import { eventually } from '@openparley/test-kit/eventually'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  getTalkSession,
  registerPolyfills,
  type TalkSession,
  type TalkSessionOptions,
} from '../src/index.ts'

const name = (server: TestApp, userId: string, name: string) =>
  server.call('PUT', `/users/${userId}`, { body: { name } })

describe('a session', () => {
  test('has the ids of its app and user, and the ref of its user', async () => {
    const server = await testApp()
    const session = testSession(server, 'alice')
    expect(session.appId).toBe(server.appId)
    expect(session.userId).toBe('alice')
    expect(session.currentUser).toBe(session.user('alice'))
  })

  test('returns the same ref for the same id', async () => {
    const session = testSession(await testApp(), 'alice')
    expect(session.user('bob')).toBe(session.user('bob'))
    expect(session.user('bob')).not.toBe(session.user('alice'))
    expect(session.conversation('boots')).toBe(session.conversation('boots'))
    expect(session.conversation('boots')).not.toBe(session.conversation('shoes'))
  })

  test.each(['', undefined, null, 5, {}])('throws on the id %j', async (id) => {
    const session = testSession(await testApp(), 'alice')
    for (const ref of [session.user, session.conversation])
      expect(() => ref(id as string)).toThrow('is not a valid id: it must be a string')
  })
})

describe('onError', () => {
  test('is called once with an error after which the session does not connect again', async () => {
    const server = await testApp()
    const clock = new ManualClock()
    const expired = await userToken(server, 'alice', Date.now() - 7_200_000)
    const session = testSession(server, 'alice', { token: expired, clock })
    const told: Error[] = []
    const late: Error[] = []
    session.onError((error) => told.push(error))
    session.onError((error) => late.push(error)).unsubscribe()
    for (const _ of [1, 2]) {
      session.connect()
      await eventually(() => expect(session.connection.state).toBe('disconnected'))
    }
    expect(told).toMatchObject([{ name: 'ConnectionError' }])
    expect(late).toEqual([])
    // A handler that is added later gets it too.
    session.onError((error) => late.push(error))
    await eventually(() => expect(late).toEqual(told))
  })

  test('is not called when the session is closed', async () => {
    const session = testSession(await testApp(), 'alice')
    const told: Error[] = []
    session.onError((error) => told.push(error))
    session.connect()
    await connected(session)
    session.close()
    expect(session.isClosed).toBe(true)
    await eventually(() => expect(session.connection.state).toBe('disconnected'))
    expect(told).toEqual([])
  })
})

describe('onNeedToken and setToken', () => {
  const without = { tokenFetcher: undefined } as never

  test('the first request asks for a token and waits for it', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    const session = testSession(server, 'alice', without)
    let asked = 0
    session.onNeedToken = async () => {
      asked += 1
      session.setToken(await userToken(server, 'alice'))
    }
    const both = [session.currentUser.get(), session.currentUser.get()]
    for (const snapshot of await Promise.all(both)) expect(snapshot).toMatchObject({ id: 'alice' })
    expect(asked).toBe(1)
  })

  test('a token can be set before any request', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    const session = testSession(server, 'alice', without)
    session.setToken(await userToken(server, 'alice'))
    await expect(session.currentUser.get()).resolves.toMatchObject({ id: 'alice' })
  })

  test('without a token, a call rejects', async () => {
    const session = testSession(await testApp(), 'alice', without)
    await expect(session.currentUser.get()).rejects.toMatchObject({ reason: 'no-token' })
  })

  test('the token of another user throws', async () => {
    const server = await testApp()
    const session = testSession(server, 'alice', without)
    const token = await userToken(server, 'bob')
    expect(() => session.setToken(token)).toThrow('The token belongs to another user.')
  })

  test('a new token replaces the stream, and the subscriptions continue', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    const used: (string | null)[] = []
    const first = await userToken(server, 'bob')
    const session = testSession(server, 'bob', {
      token: first,
      async fetch(request) {
        if (request.url.endsWith('/realtime/events'))
          used.push(request.headers.get('authorization'))
        return checkedFetch(request)
      },
    })
    const { last, told } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    const second = await userToken(server, 'bob', Date.now() + 60_000)
    session.setToken(second)
    await eventually(() => expect(used).toEqual([`Bearer ${first}`, `Bearer ${second}`]))
    await name(server, 'alice', 'Ally')
    await last({ name: 'Ally' })
    expect(told).toHaveLength(2)
  })

  test('a session that ended without a valid token connects again', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    const expired = await userToken(server, 'bob', Date.now() - 7_200_000)
    const session = testSession(server, 'bob', { token: expired })
    const { last } = recorded(session.user('alice'))
    await eventually(() => expect(session.connection.error).toBeDefined())
    await eventually(() => expect(session.connection.state).toBe('disconnected'))
    session.setToken(await userToken(server, 'bob'))
    await last({ name: 'Alice' })
  })
})

describe('getTalkSession', () => {
  const get = (options: TalkSessionOptions): TalkSession => {
    const session = getTalkSession({ fetch: checkedFetch, ...options })
    onTestFinished(() => session.close())
    return session
  }

  test('returns one session per server, app and user', async () => {
    const { baseUrl, appId } = await testApp()
    const alice = { baseUrl, appId, userId: 'alice' }
    const session = get(alice)
    expect(get({ ...alice, token: 'ignored' })).toBe(session)
    expect(get({ ...alice, userId: 'bob' })).not.toBe(session)
    expect(get({ ...alice, appId: 'other' })).not.toBe(session)
    expect(get({ ...alice, baseUrl: `${baseUrl}/elsewhere` })).not.toBe(session)
  })

  test('replaces a session that was closed', async () => {
    const { baseUrl, appId } = await testApp()
    const alice = { baseUrl, appId, userId: 'alice' }
    const session = get(alice)
    session.close()
    expect(get(alice)).not.toBe(session)
  })

  test('replaces a session that failed', async () => {
    const server = await testApp()
    const { baseUrl, appId } = server
    const alice = { baseUrl, appId, userId: 'alice' }
    const expired = await userToken(server, 'alice', Date.now() - 7_200_000)
    const session = get({ ...alice, token: expired })
    session.connect()
    await eventually(() => expect(session.connection.state).toBe('disconnected'))
    expect(get(alice)).not.toBe(session)
  })
})

test('registerPolyfills accepts what the hosted SDK needs, and does nothing', () => {
  expect(registerPolyfills({ WebSocket: class {} })).toBeUndefined()
})
