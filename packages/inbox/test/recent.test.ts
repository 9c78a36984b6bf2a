import type { ConversationRef, Session } from '@openparley/client'
import { expect, test } from 'vitest'
import { type LiveMessages, Recent } from '../src/chat/recent.ts'

const session = {} as Session
const host = { addController: () => {} } as unknown as ConstructorParameters<typeof Recent>[0]

/** The names of what is subscribed to. */
function subscribing() {
  const active = new Set<string>()
  const subscribe = (name: string) => {
    active.add(name)
    return { unsubscribe: () => active.delete(name) }
  }
  const refOf = (id: string) =>
    ({
      id,
      subscribe: () => subscribe(`conversation ${id}`),
      subscribeParticipants: () => subscribe(`participants ${id}`),
    }) as unknown as ConversationRef
  const messagesOf = (name: string, state: object = { type: 'active', latestSnapshot: [] }) =>
    ({ subscription: { ...subscribe(name), state } }) as unknown as LiveMessages
  return { active, refOf, messagesOf }
}

test('keeps the open conversation and the five before, with their messages', () => {
  const { active, refOf, messagesOf } = subscribing()
  const recent = new Recent(host)
  const refs = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(refOf)
  const [first, second] = refs as [ConversationRef, ConversationRef]
  for (const ref of refs.slice(0, 6)) {
    recent.follow(session, ref)
    expect(recent.keep(ref, messagesOf(`messages ${ref.id}`))).toBe(true)
  }
  expect(active.size).toBe(18)
  recent.follow(session, first)
  recent.follow(session, refs[6])
  expect(recent.messagesOf(first)).toBeDefined()
  expect(recent.messagesOf(second)).toBeUndefined()
  expect([...active].filter((name) => name.endsWith(' b'))).toEqual([])
  expect(active.size).toBe(17)
})

test('replaces the messages of a conversation, and keeps none of a conversation that it has forgotten', () => {
  const { active, refOf, messagesOf } = subscribing()
  const recent = new Recent(host)
  const ref = refOf('a')
  recent.follow(session, ref)
  recent.keep(ref, messagesOf('around a message'))
  recent.keep(ref, messagesOf('newest'))
  expect(active).not.toContain('around a message')
  recent.hostDisconnected()
  expect(active).toEqual(new Set())
  expect(recent.keep(ref, messagesOf('late'))).toBe(false)
})

test('returns no messages that the user cannot see, and none after their subscription has ended', () => {
  const { refOf, messagesOf } = subscribing()
  const recent = new Recent(host)
  const ref = refOf('a')
  recent.follow(session, ref)
  for (const state of [{ type: 'active', latestSnapshot: null }, { type: 'error' }]) {
    recent.keep(ref, messagesOf('messages', state))
    expect(recent.messagesOf(ref)).toBeUndefined()
  }
})

test('forgets all with another session', () => {
  const { active, refOf, messagesOf } = subscribing()
  const recent = new Recent(host)
  const ref = refOf('a')
  recent.follow(session, ref)
  recent.keep(ref, messagesOf('messages'))
  recent.follow({} as Session, undefined)
  expect(active).toEqual(new Set())
})
