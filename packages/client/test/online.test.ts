import { testApp } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { UserOnlineSnapshot } from '../src/index.ts'

const online = (
  session: ReturnType<typeof testSession>,
  id: string,
): ReturnType<typeof recorded<UserOnlineSnapshot | null>> =>
  recorded({ subscribe: (listener) => session.user(id).subscribeOnline(listener) })

describe('subscribeOnline', () => {
  test('emits whether the user is online, and each change of that and of the user', async () => {
    const server = await testApp()
    await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
    const { told, last } = online(testSession(server, 'bob'), 'alice')
    await last({ user: { id: 'alice', name: 'Alice' }, isConnected: false })
    const alice = testSession(server, 'alice')
    alice.connect()
    await connected(alice)
    await last({ isConnected: true })
    await server.call('PUT', '/users/alice', { body: { name: 'Ally' } })
    await last({ user: { name: 'Ally' }, isConnected: true })
    alice.close()
    await last({ user: { name: 'Ally' }, isConnected: false })
    expect(told).toHaveLength(4)
    expect(Object.isFrozen(told[0]?.user)).toBe(true)
  })

  test('emits the current state of a user who was online before', async () => {
    const server = await testApp()
    await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
    const alice = testSession(server, 'alice')
    alice.connect()
    await connected(alice)
    await online(testSession(server, 'bob'), 'alice').last({ isConnected: true })
  })

  test('emits null if the user does not exist', async () => {
    await online(testSession(await testApp(), 'bob'), 'nobody').last(null)
  })
})

describe('a subscription', () => {
  test('is pending, active with the newest snapshot, and unsubscribed', async () => {
    const server = await testApp()
    await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
    const subscription = testSession(server, 'bob').user('alice').subscribe()
    expect(subscription.state).toEqual({ type: 'pending' })
    const active = { type: 'active', latestSnapshot: { name: 'Alice' } }
    await expect(subscription.connected).resolves.toMatchObject(active)
    expect(subscription.state).toMatchObject(active)
    expect(Object.isFrozen(subscription.state)).toBe(true)
    subscription.unsubscribe()
    expect(subscription.state).toEqual({ type: 'unsubscribed' })
    await expect(subscription.terminated).resolves.toEqual({ type: 'unsubscribed' })
    await expect(subscription.connected).resolves.toMatchObject(active)
  })

  test('that ends before the first snapshot rejects connected', async () => {
    const subscription = testSession(await testApp(), 'bob')
      .user('alice')
      .subscribe()
    subscription.unsubscribe()
    await expect(subscription.connected).rejects.toThrow('The subscription has ended.')
  })

  test('ends with its session', async () => {
    const session = testSession(await testApp(), 'bob')
    const subscription = session.conversation('boots').subscribe()
    await expect(subscription.connected).resolves.toEqual({ type: 'active', latestSnapshot: null })
    session.close()
    await expect(subscription.terminated).resolves.toEqual({ type: 'unsubscribed' })
  })
})
