import { lastingDatabase } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { testNetwork } from '@openparley/test-kit/network'
import { restartableServer } from '@openparley/test-kit/restart'
import { type TestApp, testApp, testServer } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { ConnectionState, Session } from '../src/index.ts'

const name = (server: TestApp, userId: string, name: string) =>
  server.call('PUT', `/users/${userId}`, { body: { name } })

/** Records the states of the connection from now on, each with its reason. */
function statesOf({ connection }: Session) {
  const states: [ConnectionState, string | undefined][] = []
  connection.subscribe((state, error) => states.push([state, error?.reason]))
  return states
}

describe('a lost connection', () => {
  test('returns after a restart of the server, with every missed event once', async () => {
    const server = await restartableServer()
    await name(server, 'alice', 'Alice')
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch })
    const states = statesOf(session)
    const { told, last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    await server.close()
    await eventually(() => expect(session.connection.error?.reason).toBe('unreachable'))

    const again = await server.start()
    await name(again, 'alice', 'Alicia')
    await name(again, 'alice', 'Ally')
    await last({ name: 'Ally' })
    await name(again, 'alice', 'Al')
    await last({ name: 'Al' })
    await connected(session)
    // Of the changes that others made while there was no stream, only the newest is emitted.
    const names = told.map((snapshot) => snapshot?.name)
    expect(names.filter((one) => one !== 'Alicia')).toEqual(['Alice', 'Ally', 'Al'])
    expect(states).toEqual([
      ['connecting', undefined],
      ['connected', undefined],
      ['connecting', 'stopping'],
      ['connected', undefined],
    ])
    expect(session.connection.error).toBeUndefined()
    const others = network.requests.length - network.streamRequests().length
    expect(others, 'one call for each stream').toBe(2)
  })

  test('resumes after the last event, heartbeats included', async () => {
    const server = await testServer({ heartbeat: 0.05 })
    await name(server, 'alice', 'Alice')
    await server.call('PUT', '/users/carol', { body: { name: 'Carol' } })
    const clock = new ManualClock()
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch, clock })
    const { told, last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    const ids = () => [...network.heard.matchAll(/^id: (.+)$/gm)].map(([, id]) => id)
    const [ready] = ids()
    // An event for other users: only a heartbeat moves the cursor past it.
    await server.call('PUT', '/conversations/boots', { body: { participants: ['carol'] } })
    await eventually(() => expect(ids().at(-1)).not.toBe(ready))
    network.cut()
    await eventually(() => expect(session.connection.state).toBe('connecting'))
    clock.advance(50)
    await name(server, 'alice', 'Ally')
    await last({ name: 'Ally' })
    expect(told).toHaveLength(2)
    const cursors = network.streamRequests().map(({ headers }) => headers.get('last-event-id'))
    expect(cursors).toEqual([null, expect.any(String)])
    expect(cursors[1]).not.toBe(ready)
    expect(ids()).toContain(cursors[1])
  })

  test('calls no listener if nothing was missed', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch })
    const { told, last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    for (const streams of [2, 3, 4]) {
      network.cut()
      await eventually(() => expect(network.streamRequests()).toHaveLength(streams))
      await connected(session)
    }
    await name(server, 'alice', 'Ally')
    await last({ name: 'Ally' })
    expect(told).toHaveLength(2)
  })

  test('is detected when nothing arrives for two and a half heartbeats', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    const clock = new ManualClock()
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch, clock })
    const states = statesOf(session)
    const { last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    clock.advance(30_000)
    await name(server, 'alice', 'Alicia')
    await last({ name: 'Alicia' })
    network.stall()
    await name(server, 'alice', 'Ally')
    clock.advance(37_499)
    expect(session.connection.state).toBe('connected')
    clock.advance(1)
    expect(session.connection.state).toBe('connecting')
    expect(session.connection.error).toMatchObject({ name: 'ConnectionError', reason: 'silent' })
    clock.advance(50)
    await last({ name: 'Ally' })
    await connected(session)
    expect(states.map(([state]) => state)).toEqual([
      'connecting',
      'connected',
      'connecting',
      'connected',
    ])
  })

  test('is detected when the server does not respond within 30 seconds', async () => {
    const server = await testApp()
    const clock = new ManualClock()
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch, clock })
    const held = network.hold('/realtime/events', 'answer')
    session.connect()
    const release = await held
    clock.advance(30_000)
    expect(session.connection.error?.reason).toBe('silent')
    release()
    clock.advance(50)
    await connected(session)
    expect(network.streamRequests()).toHaveLength(2)
  })

  test('is retried after a random part of a time that doubles from 0.5 to 20 seconds', async () => {
    const server = await testServer()
    const clock = new ManualClock()
    const session = testSession(server, 'bob', { clock, random: () => 0.5 })
    session.connect()
    await connected(session)
    await server.close()
    const waits: number[] = []
    for (let failures = 0; failures < 8; failures += 1) {
      const [wait = 0] = await eventually(() => {
        // No request is running, which would have a timeout of 30 seconds.
        expect(clock.waits).toEqual([expect.toSatisfy((wait) => wait < 30_000)])
        return clock.waits
      })
      waits.push(wait)
      clock.advance(wait)
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
    recorded(session.user('alice'))
    expect(session.connection).toMatchObject({
      state: 'connecting',
      error: { reason: 'unreachable' },
    })
  })

  test('is retried no sooner than Retry-After says', async () => {
    const server = await testApp()
    const clock = new ManualClock()
    let isBusy = true
    const session = testSession(server, 'bob', {
      clock,
      fetch: async (request) =>
        isBusy
          ? new Response('', { status: 503, headers: { 'retry-after': '7' } })
          : checkedFetch(request),
    })
    session.connect()
    await eventually(() => expect(clock.waits).toEqual([7000]))
    expect(session.connection.error).toMatchObject({ reason: 'refused', cause: { status: 503 } })
    isBusy = false
    clock.advance(7000)
    await connected(session)
  })
})

describe('a reset', () => {
  test('gets new snapshots for all subscriptions; a listener is called at most once', async () => {
    const server = await restartableServer()
    await name(server, 'alice', 'Alice')
    await name(server, 'carol', 'Carol')
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const alice = recorded(session.user('alice'))
    const carol = recorded(session.user('carol'))
    const dave = recorded(session.user('dave'))
    const boots = recorded(session.conversation('boots'))
    await alice.last({ name: 'Alice' })
    await carol.last({ name: 'Carol' })
    await dave.last(null)
    await boots.last(null)
    await server.close()

    // The cursor is not valid in another epoch of the database.
    const databaseUrl = await lastingDatabase()
    const other = await testServer({ databaseUrl })
    for (const newName of ['A', 'Al', 'Ally']) await name(other, 'alice', newName)
    await name(other, 'carol', 'Carol')
    await other.call('PUT', '/conversations/boots', {
      body: { participants: ['alice', 'carol'], subject: 'Boots' },
    })
    for (const text of ['Hello', 'again'])
      await other.call('POST', '/conversations/boots/messages', {
        body: [{ type: 'UserMessage', sender: 'carol', text }],
      })
    await other.close()

    const again = await server.start({ databaseUrl })
    await alice.last({ name: 'Ally' })
    await boots.last({ subject: 'Boots', unreadMessageCount: 2 })
    expect(network.heard).toContain('"type":"reset","reason":"restored"')
    // It continues from there.
    await name(again, 'carol', 'Caroline')
    await carol.last({ name: 'Caroline' })
    await boots.last({ lastMessage: { plaintext: 'again', sender: { name: 'Caroline' } } })
    await name(again, 'dave', 'Dave')
    await dave.last({ name: 'Dave' })
    for (const each of [alice, carol, dave]) expect(each.told).toHaveLength(2)
    // The newest message shows its sender.
    expect(boots.told).toHaveLength(3)
  })

  test('discards a snapshot that was requested before the reset, since it may be too old', async () => {
    const server = await restartableServer()
    await name(server, 'alice', 'Alice')
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch })
    const held = network.hold('/realtime/streams/', 'answer')
    const { told, last } = recorded(session.user('alice'))
    const release = await held
    await server.close()
    const databaseUrl = await lastingDatabase()
    const other = await testServer({ databaseUrl })
    await name(other, 'alice', 'Ally')
    await other.close()
    await server.start({ databaseUrl })
    await eventually(() => expect(network.heard).toContain('"type":"reset"'))
    release()
    await last({ name: 'Ally' })
    expect(told).toHaveLength(1)
  })
})

describe('a snapshot that cannot be fetched', () => {
  test('is retried until it succeeds', async () => {
    const server = await testApp()
    await name(server, 'alice', 'Alice')
    let failures = 5
    const session = testSession(server, 'bob', {
      async fetch(request) {
        if (!request.url.includes('/streams/') || failures === 0) return checkedFetch(request)
        failures -= 1
        throw new TypeError('cut')
      },
    })
    const { told, last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    expect(failures).toBe(0)
    expect(told).toHaveLength(1)
  })
})
