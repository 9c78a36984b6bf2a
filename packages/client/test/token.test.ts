import { eventually } from '@openparley/test-kit/eventually'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { testNetwork } from '@openparley/test-kit/network'
import { type TestApp, testApp, testServer } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'
import { createSession } from '../src/index.ts'

const hour = 3_600_000

const name = (server: TestApp, userId: string, name: string) =>
  server.call('PUT', `/users/${userId}`, { body: { name } })

/** Returns tokens that are valid for an hour of the clock, and counts them. */
function fetching(server: TestApp, userId: string, now: () => number) {
  const fetched: string[] = []
  const tokenFetcher = async () => {
    const token = await userToken(server, userId, now())
    fetched.push(token)
    return token
  }
  return { fetched, tokenFetcher }
}

/**
 * A server that ends streams with a token of `start` after half a second. Its clock stands still, so that it accepts such a
 * token however long a request takes.
 */
async function serverAtAnExpiry() {
  const start = Math.floor(Date.now() / 1000) * 1000
  const server = await testServer({ now: () => start + hour - 500 })
  return { server, start }
}

describe('a token', () => {
  test('is fixed, or fetched once for all concurrent calls', async () => {
    const server = await testApp()
    const given = testSession(server, 'alice', { token: await userToken(server, 'alice') })
    await expect(given.user('alice').get()).resolves.toBeNull()
    const { fetched, tokenFetcher } = fetching(server, 'alice', Date.now)
    const session = testSession(server, 'alice', { tokenFetcher })
    session.connect()
    await Promise.all([session.user('alice').get(), session.user('bob').get()])
    await connected(session)
    expect(fetched).toHaveLength(1)
  })

  test('a token of another user is not used: its events would be that user’s view', async () => {
    const server = await testApp()
    const token = await userToken(server, 'bob')
    const { baseUrl, appId } = server
    expect(() => createSession({ baseUrl, appId, userId: 'alice', token })).toThrow(
      'The token belongs to another user.',
    )
    const network = testNetwork()
    const session = testSession(server, 'alice', {
      tokenFetcher: () => token,
      fetch: network.fetch,
    })
    session.connect()
    await eventually(() => expect(session.connection.state).toBe('disconnected'))
    expect(session.connection.error?.reason).toBe('wrong-user')
    expect(network.requests).toEqual([])
  })

  test('is refreshed before it expires, while the stream continues and the user stays online', async () => {
    // A heartbeat interval longer than the test.
    const server = await testServer({ heartbeat: 48 * 3600 })
    await name(server, 'alice', 'Alice')
    const observer = testNetwork()
    const watching = testSession(server, 'bob', { fetch: observer.fetch })
    watching.user('alice').subscribe(() => undefined)
    await connected(watching)

    const clock = new ManualClock()
    const network = testNetwork()
    const { fetched, tokenFetcher } = fetching(server, 'alice', () => clock.now())
    const session = testSession(server, 'alice', { clock, tokenFetcher, fetch: network.fetch })
    const states = recorded(session.connection)
    const { told, last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    expect(fetched).toHaveLength(1)
    for (const newName of ['Alicia', 'Ally']) {
      const streams = network.streamRequests().length
      clock.advance(0.9 * hour)
      await eventually(() => expect(network.heard.match(/event: ready/g)).toHaveLength(streams + 1))
      await name(server, 'alice', newName)
      await last({ name: newName })
    }
    expect(fetched).toHaveLength(3)
    expect(told).toHaveLength(3)
    expect(states.told).toEqual(['connecting', 'connected'])
    const used = network.streamRequests().map(({ headers }) => headers.get('authorization'))
    expect(used).toEqual(fetched.map((token) => `Bearer ${token}`))
    await eventually(() => expect(observer.heard).toContain('"Ally"'))
    expect(observer.heard).not.toContain('user.offline')
  })

  test('that cannot be refreshed is used until it expires, and fetching is retried', async () => {
    const server = await testServer({ heartbeat: 48 * 3600 })
    await name(server, 'alice', 'Alice')
    const clock = new ManualClock()
    const { fetched, tokenFetcher } = fetching(server, 'alice', () => clock.now())
    let failures = 0
    let isDown = false
    const session = testSession(server, 'alice', {
      clock,
      tokenFetcher() {
        if (!isDown) return tokenFetcher()
        failures += 1
        throw new Error('The page is offline.')
      },
    })
    const states = recorded(session.connection)
    const { last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    isDown = true
    clock.advance(0.9 * hour)
    for (const _ of [1, 2, 3]) {
      const before = failures
      await eventually(() => expect(clock.waits[0]).toBeLessThan(20_000))
      clock.advance(20_000)
      await eventually(() => expect(failures).toBeGreaterThan(before))
      await expect(session.user('alice').get()).resolves.toMatchObject({ name: 'Alice' })
    }
    isDown = false
    await eventually(() => expect(clock.waits[0]).toBeLessThan(20_000))
    clock.advance(20_000)
    await eventually(() => expect(fetched).toHaveLength(2))
    await name(server, 'alice', 'Ally')
    await last({ name: 'Ally' })
    expect(states.told).toEqual(['connecting', 'connected'])
  })

  test('a token that the server reports as expired is replaced, and no event is lost', async () => {
    const { server, start } = await serverAtAnExpiry()
    await name(server, 'alice', 'Alice')
    const network = testNetwork()
    let life = 0
    const session = testSession(server, 'alice', {
      fetch: network.fetch,
      async tokenFetcher() {
        life += hour
        return userToken(server, 'alice', start + life - hour)
      },
    })
    const states = recorded(session.connection)
    const { told, last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    await eventually(() => expect(network.heard).toContain('"reason":"token-expired"'))
    await name(server, 'alice', 'Ally')
    await last({ name: 'Ally' })
    await states.last('connected')
    expect(told).toHaveLength(2)
    expect(states.told).toEqual(['connecting', 'connected', 'connecting', 'connected'])
    expect(life).toBe(2 * hour)
  })

  test('that the server refuses is replaced once, in any call', async () => {
    const server = await testServer({
      apps: [
        { id: 'shop', secretKey: 'sk_test_shop_0001', settings: { clientSideUserSync: 'all' } },
      ],
    })
    const tokens = ['rubbish', await userToken(server, 'alice'), 'more rubbish']
    const session = testSession(server, 'alice', { tokenFetcher: () => tokens.shift() ?? '' })
    await session.user('alice').set({ name: 'Alice' })
    await expect(session.user('alice').get()).resolves.toMatchObject({ name: 'Alice' })
    expect(tokens).toEqual(['more rubbish'])
  })
})

describe('a session that the server refuses', () => {
  test('ends disconnected with the error if a new token is refused too', async () => {
    const server = await testApp()
    const network = testNetwork()
    let fetched = 0
    const session = testSession(server, 'alice', {
      fetch: network.fetch,
      tokenFetcher() {
        fetched += 1
        return 'rubbish'
      },
    })
    const states = recorded(session.connection)
    recorded(session.user('alice'))
    await states.last('disconnected')
    expect(session.connection.error).toMatchObject({
      reason: 'refused',
      cause: { name: 'ProblemError', status: 401, type: 'urn:parley:problem:unauthorized' },
    })
    expect(states.told).toEqual(['connecting', 'disconnected'])
    expect(network.requests).toHaveLength(2)
    expect(fetched).toBe(2)
  })

  test('ends disconnected at the first refusal without a tokenFetcher', async () => {
    const server = await testApp()
    const clock = new ManualClock()
    const network = testNetwork()
    const session = testSession(server, 'alice', { token: 'rubbish', fetch: network.fetch, clock })
    session.connect()
    await eventually(() => expect(session.connection.state).toBe('disconnected'))
    expect(network.requests).toHaveLength(1)
    expect(clock.waits).toEqual([])
  })

  test('ends disconnected when its only token expires', async () => {
    const { server, start } = await serverAtAnExpiry()
    const session = testSession(server, 'alice', { token: await userToken(server, 'alice', start) })
    const states = recorded(session.connection)
    session.connect()
    await states.last('disconnected')
    expect(states.told).toEqual(['connecting', 'connected', 'disconnected'])
    expect(session.connection.error?.reason).toBe('token-expired')
  })

  test('can connect again, and its subscriptions continue', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    let token = 'rubbish'
    const session = testSession(server, 'alice', { tokenFetcher: () => token })
    const { last } = recorded(session.user('alice'))
    await eventually(() => expect(session.connection.state).toBe('disconnected'))
    token = await userToken(server, 'alice')
    session.connect()
    await last({ name: 'Alice' })
  })

  test('retries if the tokenFetcher fails', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    let failures = 2
    const session = testSession(server, 'alice', {
      async tokenFetcher() {
        if (failures === 0) return userToken(server, 'alice')
        failures -= 1
        throw new Error('The page is offline.')
      },
    })
    const reasons: unknown[] = []
    session.connection.subscribe((_, error) => reasons.push(error?.reason))
    const { last } = recorded(session.user('alice'))
    await eventually(() => expect(session.connection.error?.reason).toBe('no-token'))
    await last({ name: 'Alice' })
    await expect(session.user('alice').get()).resolves.toMatchObject({ name: 'Alice' })
  })
})
