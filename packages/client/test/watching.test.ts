import { chatOf, dataOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { testNetwork } from '@openparley/test-kit/network'
import { testServer } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'

describe('a session that is connected', () => {
  test('calls markStreamAlive every 40 seconds', async () => {
    const server = await testServer({ heartbeat: 60 })
    const clock = new ManualClock()
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch, clock })
    session.connect()
    await connected(session)
    const pulses = () => network.requests.filter(({ method }) => method === 'POST').length
    for (const count of [1, 2, 3]) {
      clock.advance(39_999)
      expect(pulses()).toBe(count - 1)
      clock.advance(1)
      await eventually(() => expect(pulses()).toBe(count))
    }
  })

  test('watches the users with subscriptions, and nobody once they end', async () => {
    const server = await testServer()
    const chat = chatOf(server.client)
    await chat.users('alice', 'sebastian')
    const sets: string[][] = []
    const session = testSession(server, 'bob', {
      async fetch(request) {
        if (request.method === 'PUT')
          sets.push(Object.keys((await request.clone().json()).users).sort())
        return checkedFetch(request)
      },
    })
    session.connect()
    await connected(session)
    const alice = recorded(session.user('alice'))
    const sebastian = recorded(session.user('sebastian'))
    await alice.last({ name: 'alice' })
    await sebastian.last({ name: 'sebastian' })
    alice.unsubscribe()
    await eventually(() => expect(sets.at(-1)).toEqual(['sebastian']))
    sebastian.unsubscribe()
    await eventually(() => expect(sets.at(-1)).toEqual([]))
    // Subscriptions made at the same time share one call.
    expect(sets).toEqual([['alice', 'sebastian'], ['sebastian'], []])
  })

  test('sends which conversation it shows, also after a new connection, until it selects another conversation or none', async () => {
    const server = await testServer()
    const chat = chatOf(server.client)
    await chat.conversationWith('order', ['bob'])
    const network = testNetwork()
    const session = testSession(server, 'bob', { fetch: network.fetch })
    const shown = async () => {
      const { data } = await dataOf(server.client.POST('/presences', { body: {} }))
      const [widget] = data.bob?.widgets ?? []
      return [widget?.selectedConversationId, widget?.hasFocus, widget?.sessionId]
    }
    const expectShown = (...what: unknown[]) =>
      eventually(async () => expect((await shown()).slice(0, 2)).toEqual(what))
    session.selectConversation('order')
    session.connect()
    await connected(session)
    await expectShown('order', true)
    session.selectConversation('order', { hasFocus: false })
    await expectShown('order', false)
    const [, , before] = await shown()
    network.cut()
    await eventually(async () => {
      const [selected, , sessionId] = await shown()
      expect(sessionId).not.toBe(before)
      expect(selected).toBe('order')
    })
    session.selectConversation(null)
    await expectShown(null, true)
  })

  test('forgets a selection that the server refuses, and still watches users', async () => {
    const server = await testServer()
    await chatOf(server.client).users('alice')
    const session = testSession(server, 'bob')
    expect(() => session.selectConversation('')).toThrow(TypeError)
    session.selectConversation('a'.repeat(256))
    const alice = recorded(session.user('alice'))
    await alice.last({ name: 'alice' })
    await chatOf(server.client).putUser('alice', { name: 'Alice' })
    await alice.last({ name: 'Alice' })
    session.close()
    expect(() => session.selectConversation('order')).toThrow('The session is closed.')
  })
})
