import { chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { testNetwork } from '@openparley/test-kit/network'
import { testApp } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { Session, TypingSnapshot } from '../src/index.ts'

const names = ['alice', 'bob', 'carol', 'dave', 'eve', 'frank', 'grace']

async function shop() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('boots', names)
  return { server, chat }
}

const recordedTyping = (session: Session) =>
  recorded<TypingSnapshot | null>({
    subscribe: (listener) => session.conversation('boots').subscribeTyping(listener),
  })

const few = (...ids: string[]) => ({ many: false, users: ids.map((id) => ({ id })) })

describe('subscribeTyping', () => {
  test('emits who is typing, until they send a message', async () => {
    const { server } = await shop()
    const { told, last } = recordedTyping(testSession(server, 'alice'))
    await last(few())
    const [bob, carol] = ['bob', 'carol'].map((id) => testSession(server, id).conversation('boots'))
    await bob?.markAsTyping()
    await last(few('bob'))
    await carol?.markAsTyping()
    await last(few('bob', 'carol'))
    await bob?.send('Hello')
    await last(few('carol'))
    expect(told).toHaveLength(4)
    expect(Object.isFrozen(told[1])).toBe(true)
  })

  test('ends after 10 seconds without another markAsTyping', async () => {
    const { server } = await shop()
    const clock = new ManualClock()
    const { told, last } = recordedTyping(testSession(server, 'alice', { clock }))
    await last(few())
    await testSession(server, 'bob').conversation('boots').markAsTyping()
    await last(few('bob'))
    clock.advance(9999)
    expect(told).toHaveLength(2)
    clock.advance(1)
    await last(few())
  })

  test('emits who began to type before the subscription', async () => {
    const { server } = await shop()
    const alice = testSession(server, 'alice')
    const first = recordedTyping(alice)
    await first.last(few())
    await testSession(server, 'bob').conversation('boots').markAsTyping()
    await first.last(few('bob'))
    first.unsubscribe()
    const { told } = recordedTyping(alice)
    await eventually(() => expect(told).toMatchObject([few('bob')]))
  })

  test('makes no request for conversations that a list shows', async () => {
    const { server } = await shop()
    const network = testNetwork()
    const alice = testSession(server, 'alice', { fetch: network.fetch })
    const list = alice.subscribeConversations()
    await list.connected
    await connected(alice)
    const before = network.requests.length
    const { last } = recordedTyping(alice)
    await last(few())
    expect(network.requests.slice(before)).toEqual([])
    await testSession(server, 'bob').conversation('boots').markAsTyping()
    await last(few('bob'))
    list.unsubscribe()
  })

  test('does not name more than five', async () => {
    const { server } = await shop()
    const { last } = recordedTyping(testSession(server, 'alice'))
    await last(few())
    const others = names.slice(1)
    for (const id of others) await testSession(server, id).conversation('boots').markAsTyping()
    await last({ many: true })
    await testSession(server, 'grace').conversation('boots').send('Hello')
    await last(few(...others.slice(0, 5)))
  })

  test('never emits the session’s user, and emits null if they are not in the conversation', async () => {
    const { server, chat } = await shop()
    const alice = testSession(server, 'alice')
    const { told, last } = recordedTyping(alice)
    await last(few())
    await alice.conversation('boots').markAsTyping()
    await chat.leave('boots', 'alice')
    await last(null)
    await chat.join('boots', 'alice')
    await last(few())
    expect(told).toHaveLength(3)
  })
})

describe('markAsTyping', () => {
  test('sends one request in 5 seconds, and another request after a message', async () => {
    const { server } = await shop()
    const clock = new ManualClock()
    const network = testNetwork()
    const session = testSession(server, 'alice', { clock, fetch: network.fetch })
    const boots = session.conversation('boots')
    const sent = () => network.requests.filter(({ url }) => url.endsWith('/typing')).length
    for (const _ of [1, 2, 3]) await boots.markAsTyping()
    expect(sent()).toBe(1)
    clock.advance(4999)
    await boots.markAsTyping()
    expect(sent()).toBe(1)
    clock.advance(1)
    await boots.markAsTyping()
    await eventually(() => expect(sent()).toBe(2))
    await boots.send('Hello')
    await boots.markAsTyping()
    expect(sent()).toBe(3)
  })
})
