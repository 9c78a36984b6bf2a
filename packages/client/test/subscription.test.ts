import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { eventually } from '@openparley/test-kit/eventually'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { testNetwork } from '@openparley/test-kit/network'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { ConversationSnapshot, UserSnapshot } from '../src/index.ts'

const name = (server: TestApp, userId: string, name: string) =>
  server.call('PUT', `/users/${userId}`, { body: { name } })

const send = (server: TestApp, sender: string, text: string) =>
  server.call('POST', '/conversations/boots/messages', {
    body: [{ type: 'UserMessage', sender, text }],
  })

/** A server with a conversation between alice and sebastian. */
async function shop(): Promise<TestApp> {
  const server = await testApp()
  await name(server, 'alice', 'Alice')
  await name(server, 'sebastian', 'Sebastian')
  await server.call('PUT', '/conversations/boots', {
    body: { participants: ['alice', 'sebastian'], subject: 'Boots' },
  })
  return server
}

describe('a subscription to a user', () => {
  test('emits the snapshot first, then every change', async () => {
    const server = await shop()
    const { told, last } = recorded<UserSnapshot | null>(testSession(server, 'bob').user('alice'))
    await last({ name: 'Alice' })
    for (const newName of ['Alicia', 'Ally']) await name(server, 'alice', newName)
    await last({ name: 'Ally' })
    expect(told.map((snapshot) => snapshot?.name)).toEqual(['Alice', 'Alicia', 'Ally'])
  })

  test('emits null first if the user does not exist, then the user once they do', async () => {
    const server = await shop()
    const { told, last } = recorded(testSession(server, 'bob').user('eve'))
    await last(null)
    await name(server, 'eve', 'Eve')
    await last({ name: 'Eve' })
    expect(told).toHaveLength(2)
  })

  test('emits what get returns, frozen', async () => {
    const server = await shop()
    const alice = testSession(server, 'bob').user('alice')
    const { last } = recorded(alice)
    await last({ name: 'Alice' })
    await server.call('PUT', '/users/alice', { body: { name: 'Al', custom: { hair: 'red' } } })
    const told = await last({ name: 'Al' })
    expect(told).toStrictEqual(await alice.get())
    expect(Object.isFrozen(told) && Object.isFrozen(told?.custom)).toBe(true)
  })

  test('emits nothing if the snapshot did not change', async () => {
    const server = await shop()
    const session = testSession(server, 'bob')
    const { told, last } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    await server.call('PUT', '/users/alice', { body: { email: ['alice@example.com'] } })
    await name(server, 'alice', 'Alice')
    await name(server, 'sebastian', 'Someone else')
    await name(server, 'alice', 'Ally')
    await last({ name: 'Ally' })
    expect(told).toHaveLength(2)
  })

  test('ends with the error if the server refuses the snapshot permanently', async () => {
    const session = testSession(await shop(), 'bob')
    const subscription = session.user('..').subscribe()
    const refused = { name: 'ProblemError', status: 400 }
    await expect(subscription.terminated).resolves.toMatchObject({ type: 'error', error: refused })
    await expect(subscription.connected).rejects.toMatchObject(refused)
    expect(subscription.state).toMatchObject({ type: 'error', error: refused })
    expect(session.connection.state).toBe('connected')
  })
})

describe('a subscription to a conversation', () => {
  test('emits every change of the conversation, its messages and the user’s part in it', async () => {
    const server = await shop()
    const boots = testSession(server, 'alice').conversation('boots')
    const { told, last } = recorded<ConversationSnapshot | null>(boots)
    await last({ subject: 'Boots', unreadMessageCount: 0, isUnread: false })
    await server.call('PUT', '/conversations/boots', { body: { subject: 'Sandals' } })
    await last({ subject: 'Sandals' })
    await send(server, 'sebastian', 'Hello')
    await last({ unreadMessageCount: 1, isUnread: true })
    await server.call('PATCH', '/users/alice/conversations/boots', { body: { isUnread: false } })
    await last({ unreadMessageCount: 0, isUnread: false })
    await server.call('PATCH', '/users/alice/conversations/boots', { body: { isUnread: true } })
    await last({ unreadMessageCount: 0, isUnread: true })
    await server.call('PATCH', '/conversations/boots/participants/alice', {
      body: { access: 'Read', notify: 'MentionsOnly' },
    })
    expect(await last({ access: 'Read', notify: 'MentionsOnly' })).toStrictEqual(await boots.get())
    expect(told).toHaveLength(6)
  })

  test('is null while the user is not in it', async () => {
    const server = await shop()
    await name(server, 'mallory', 'Mallory')
    const { told, last } = recorded(testSession(server, 'mallory').conversation('boots'))
    await last(null)
    await send(server, 'sebastian', 'Not for Mallory')
    await server.call('PUT', '/conversations/boots/participants/mallory', { body: {} })
    await last({ subject: 'Boots' })
    await server.call('PATCH', '/conversations/boots/participants/mallory', {
      body: { access: 'None' },
    })
    await last(null)
    await server.call('PATCH', '/conversations/boots/participants/mallory', {
      body: { access: 'Read' },
    })
    await last({ access: 'Read' })
    await server.call('DELETE', '/conversations/boots/participants/mallory')
    await last(null)
    expect(told).toHaveLength(5)
  })

  test('emits when the conversation is deleted and when it is created again', async () => {
    const server = await shop()
    const { last } = recorded(testSession(server, 'alice').conversation('boots'))
    await last({ subject: 'Boots' })
    await server.call('DELETE', '/conversations/boots')
    await last(null)
    await server.call('PUT', '/conversations/boots', {
      body: { participants: ['alice'], subject: 'Sandals' },
    })
    await last({ subject: 'Sandals', unreadMessageCount: 0 })
  })

  test('ignores other conversations', async () => {
    const server = await shop()
    const session = testSession(server, 'alice')
    const boots = recorded(session.conversation('boots'))
    const shoes = recorded(session.conversation('shoes'))
    await boots.last({ unreadMessageCount: 0 })
    await shoes.last(null)
    await server.call('PUT', '/conversations/shoes', {
      body: { participants: ['alice', 'sebastian'], subject: 'Shoes' },
    })
    await shoes.last({ subject: 'Shoes' })
    await send(server, 'sebastian', 'Hello')
    await boots.last({ unreadMessageCount: 1 })
    expect(shoes.told).toHaveLength(2)
    expect(boots.told).toHaveLength(2)
  })
})

describe('several subscriptions', () => {
  test('of one resource share one snapshot, one request and one stream', async () => {
    const server = await shop()
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch })
    const one = recorded(session.user('alice'))
    const two = recorded(session.user('alice'))
    await one.last({ name: 'Alice' })
    await two.last({ name: 'Alice' })
    const late = recorded(session.user('alice'))
    await late.last({ name: 'Alice' })
    await name(server, 'alice', 'Ally')
    for (const each of [one, two, late]) {
      await each.last({ name: 'Ally' })
      expect(each.told).toHaveLength(2)
      expect(each.told[0]).toBe(one.told[0])
      expect(each.told[1]).toBe(one.told[1])
    }
    expect(network.requests).toHaveLength(2)
    expect(network.streamRequests()).toHaveLength(1)
  })

  test('end one after the other, and the others continue', async () => {
    const server = await shop()
    const session = testSession(server, 'bob')
    const one = recorded(session.user('alice'))
    const two = recorded(session.user('alice'))
    await one.last({ name: 'Alice' })
    one.unsubscribe()
    one.unsubscribe()
    await name(server, 'alice', 'Ally')
    await two.last({ name: 'Ally' })
    expect(one.told).toHaveLength(1)
  })

  test('an error in one listener does not stop the others', async () => {
    const server = await shop()
    const session = testSession(server, 'bob')
    const thrown: unknown[] = []
    const catcher = (error: unknown) => thrown.push(error)
    const others = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', catcher)
    try {
      session.user('alice').subscribe(() => {
        throw new Error('a fault of the page')
      })
      const two = recorded(session.user('alice'))
      await two.last({ name: 'Alice' })
      await name(server, 'alice', 'Ally')
      await two.last({ name: 'Ally' })
      expect(thrown).toMatchObject([{ message: 'a fault of the page' }, {}])
    } finally {
      process.removeAllListeners('uncaughtException')
      for (const listener of others) process.on('uncaughtException', listener)
    }
  })

  test('of two users see the same conversation from two perspectives', async () => {
    const server = await shop()
    const alice = recorded(testSession(server, 'alice').conversation('boots'))
    const sebastian = recorded(testSession(server, 'sebastian').conversation('boots'))
    await alice.last({ unreadMessageCount: 0 })
    await sebastian.last({ unreadMessageCount: 0 })
    await send(server, 'sebastian', 'Hello')
    await alice.last({ unreadMessageCount: 1, isUnread: true })
    await server.call('PUT', '/conversations/boots', { body: { subject: 'Sandals' } })
    await sebastian.last({ subject: 'Sandals', unreadMessageCount: 0, isUnread: false })
  })
})

describe('the stream', () => {
  test('is opened only when something is subscribed', async () => {
    const server = await shop()
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch })
    await session.user('alice').get()
    expect(session.connection.state).toBe('disconnected')
    expect(network.streamRequests()).toHaveLength(0)
    await recorded(session.user('alice')).last({ name: 'Alice' })
    expect(session.connection.state).toBe('connected')
  })

  test('closes some seconds after the last subscription has ended', async () => {
    const clock = new ManualClock()
    const session = testSession(await shop(), 'bob', { clock })
    const first = recorded(session.user('alice'))
    await first.last({ name: 'Alice' })
    first.unsubscribe()
    const second = recorded(session.user('sebastian'))
    await second.last({ name: 'Sebastian' })
    clock.advance(10_000)
    expect(session.connection.state).toBe('connected')
    second.unsubscribe()
    clock.advance(4999)
    expect(session.connection.state).toBe('connected')
    clock.advance(1)
    expect(session.connection.state).toBe('disconnected')
    expect(session.connection.error).toBeUndefined()
    await recorded(session.user('alice')).last({ name: 'Alice' })
  })

  test('stays after connect(), which makes the user online, with or without subscriptions', async () => {
    const server = await shop()
    const clock = new ManualClock()
    const session = testSession(server, 'alice', { clock })
    session.connect()
    await connected(session)
    const online = await server.call('GET', '/users?isOnline=true')
    expect(online.body).toMatchObject({ data: [{ id: 'alice' }] })
    const { last, unsubscribe } = recorded(session.user('alice'))
    await last({ name: 'Alice' })
    unsubscribe()
    clock.advance(10_000)
    expect(session.connection.state).toBe('connected')
  })
})

describe('a change while the first snapshot is being fetched', () => {
  test('is not lost if the snapshot does not include it', async () => {
    const server = await shop()
    const network = testNetwork()
    const { conversation } = testSession(server, 'alice', { fetch: network.fetch })
    const held = network.hold('/realtime/conversations/boots', 'answer')
    const { told, last } = recorded(conversation('boots'))
    const release = await held
    await send(server, 'sebastian', 'Hello')
    await eventually(() => expect(network.heard).toContain('message.created'))
    release()
    await last({ unreadMessageCount: 1 })
    expect(told).toHaveLength(1)
  })

  test('is not counted twice if the snapshot includes it', async () => {
    const server = await shop()
    const network = testNetwork()
    const { conversation } = testSession(server, 'alice', { fetch: network.fetch })
    const held = network.hold('/realtime/conversations/boots', 'request')
    const { told, last } = recorded(conversation('boots'))
    const release = await held
    await send(server, 'sebastian', 'Hello')
    await eventually(() => expect(network.heard).toContain('message.created'))
    release()
    await last({ unreadMessageCount: 1 })
    await send(server, 'sebastian', 'Hello again')
    await last({ unreadMessageCount: 2 })
    expect(told).toHaveLength(2)
  })

  test('is not lost if the stream breaks at the same time', async () => {
    const server = await shop()
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const held = network.hold('/realtime/conversations/boots', 'answer')
    const { told, last } = recorded(session.conversation('boots'))
    const release = await held
    network.cut()
    await send(server, 'sebastian', 'Hello')
    await eventually(() => expect(network.heard).toContain('message.created'))
    release()
    await last({ unreadMessageCount: 1 })
    expect(told).toHaveLength(1)
  })
})

describe('close()', () => {
  test('ends all subscriptions and the stream, and takes the user offline', async () => {
    const server = await shop()
    const session = testSession(server, 'alice')
    const { told, last, unsubscribe } = recorded(session.user('alice'))
    const states = recorded(session.connection)
    await last({ name: 'Alice' })
    session.close()
    session.close()
    unsubscribe()
    await states.last('disconnected')
    expect(session.connection.error).toBeUndefined()
    await eventually(async () => {
      const { body } = await server.call('GET', '/users?isOnline=true')
      expect(body).toEqual({ data: [] })
    })
    await name(server, 'alice', 'Ally')
    await recorded(testSession(server, 'bob').user('alice')).last({ name: 'Ally' })
    expect(told).toHaveLength(1)
  })

  test('ends the stream even after a garbage collection', async () => {
    const server = await shop()
    const session = testSession(server, 'alice')
    await recorded(session.user('alice')).last({ name: 'Alice' })
    const isOnline = async () => {
      const { body } = await server.call('GET', '/users?isOnline=true')
      return (body as { data: unknown[] }).data.length > 0
    }
    expect(await isOnline()).toBe(true)
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    for (let turn = 0; turn < 5; turn += 1) {
      collect()
      await setImmediate()
    }
    session.close()
    await eventually(async () => expect(await isOnline()).toBe(false))
  })

  test('makes every method of the session throw', async () => {
    const server = await shop()
    const session = testSession(server, 'alice')
    const alice = session.user('alice')
    session.close()
    await expect(alice.get()).rejects.toThrow('The session is closed.')
    await expect(alice.set({ name: 'Ally' })).rejects.toThrow('The session is closed.')
    expect(() => alice.subscribe(() => {})).toThrow('The session is closed.')
    expect(() => session.connect()).toThrow('The session is closed.')
  })

  test('leaves no timer running', async () => {
    const clock = new ManualClock()
    const session = testSession(await shop(), 'alice', { clock })
    await recorded(session.user('alice')).last({ name: 'Alice' })
    session.close()
    expect(clock.waits).toEqual([])
  })
})
