import { expect, test } from 'vitest'
import type { LoggedEvent } from '../src/state/apply.ts'
import { applyToParticipants, type ParticipantState } from '../src/state/participant-window.ts'
import type { Window } from '../src/state/window-events.ts'

const someone = (userId: string, joinedAt: number): ParticipantState => ({
  userId,
  access: 'ReadWrite',
  notify: true,
  joinedAt,
  lastEventId: 1,
})

const windowOf = (hasMore: boolean, ...items: ParticipantState[]): Window<ParticipantState> => ({
  items,
  hasMore,
  lastEventId: 1,
})

const event = (type: string, data: object, id = 2) =>
  ({ id, type, createdAt: 1000, conversation: { id: 'order' }, ...data }) as unknown as LoggedEvent

const joined = (...participants: ParticipantState[]) =>
  event('participant.joined', { participants })
const updated = (participant: object) => event('participant.updated', { participant })
const left = (userId: string) => event('participant.left', { userId })

const idsAfter = (window: Window<ParticipantState>, one: LoggedEvent) =>
  applyToParticipants(window, one, 'alice')?.items.map(({ userId }) => userId)

const [alice, bob, carol] = [someone('alice', 10), someone('bob', 20), someone('carol', 30)]

test('users who join have the order of the server, even if they join at the same time', () => {
  const window = windowOf(false, carol, bob, alice)
  // In UTF-16, U+FFFD comes after the first half of an emoji.
  const many = ['dave', '😀', '\u{FF5E}', 'Zoë', '10', '9'].map((id) => someone(id, 20))
  const expected = ['carol', '😀', '\u{FF5E}', 'dave', 'bob', 'Zoë', '9', '10', 'alice']
  expect(idsAfter(window, joined(...many))).toEqual(expected)
  expect(idsAfter(window, joined(...many.toReversed()))).toEqual(expected)
})

test('users who come after the loaded users are not in the window', () => {
  const window = windowOf(true, carol, bob)
  const [older, newer] = [someone('older', 5), someone('newer', 40)]
  expect(idsAfter(window, joined(older, newer))).toEqual(['newer', 'carol', 'bob'])
  expect(idsAfter(window, updated(alice))).toEqual(['carol', 'bob'])
  expect(idsAfter({ ...window, hasMore: false }, joined(older))).toEqual(['carol', 'bob', 'older'])
})

test('a change replaces the participant, a loss of access and leaving remove them', () => {
  const window = windowOf(true, carol, bob)
  const changed = applyToParticipants(window, updated({ ...bob, notify: false }), 'alice')
  expect(changed).toEqual({
    items: [carol, { ...bob, notify: false, lastEventId: 2 }],
    hasMore: true,
    lastEventId: 2,
  })
  expect(idsAfter(window, updated({ ...bob, access: 'None' }))).toEqual(['carol'])
  expect(idsAfter(window, left('carol'))).toEqual(['bob'])
  expect(idsAfter(window, left('dave'))).toEqual(['carol', 'bob'])
})

test('without access there is no window; it must be requested again when the user gets access again', () => {
  const window = windowOf(false, bob, alice)
  for (const one of [
    left('alice'),
    updated({ ...alice, access: 'None' }),
    event('conversation.deleted', { conversationId: 'order' }),
  ])
    expect(applyToParticipants(window, one, 'alice')).toBeNull()
  expect(applyToParticipants(null, joined(bob), 'alice')).toBeNull()
  expect(applyToParticipants(null, joined(bob, alice), 'alice')).toBeUndefined()
})

test('a window that has lost all its items must be requested again if more items exist', () => {
  expect(applyToParticipants(windowOf(true), joined(bob), 'alice')).toBeUndefined()
  expect(idsAfter(windowOf(false), joined(bob))).toEqual(['bob'])
})

test('an event that the window includes changes nothing, and an event about something else changes only its newest event', () => {
  const window = windowOf(false, bob, alice)
  const participants = [carol]
  const old = event('participant.joined', { participants }, 1)
  expect(applyToParticipants(window, old, 'alice')).toBe(window)
  const read = event('conversation.read', { conversationId: 'order', userId: 'bob' })
  expect(applyToParticipants(window, read, 'alice')).toEqual({ ...window, lastEventId: 2 })
})
