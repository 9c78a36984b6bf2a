import { chatOf } from '@openparley/test-kit/chat'
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
})
