import { describe, expect, test } from 'vitest'
import type { LoggedEvent } from '../src/state/apply.ts'
import type { MessageState } from '../src/state/message-state.ts'
import { applyToMessages } from '../src/state/message-window.ts'
import { applyToReactions, type ReactionState } from '../src/state/reaction-window.ts'
import type { Window } from '../src/state/window-events.ts'

const event = (type: string, data: object, id = 2) =>
  ({ id, type, createdAt: id, conversationId: 'order', ...data }) as unknown as LoggedEvent

const place = { messageId: 'first', emoji: '👍' }

const reacted = (userId: string, id: number, type = 'reaction.added') =>
  event(type, { ...place, userId, reactions: [] }, id)

const windowOf = (hasMore: boolean, ...users: string[]): Window<ReactionState> => ({
  items: users.map((userId, index) => ({ userId, createdAt: index + 1 })),
  hasMore,
  lastEventId: 5,
})

const apply = (window: Window<ReactionState> | null, one: LoggedEvent) =>
  applyToReactions(window, one, place, 'alice')

const usersOf = (window: Window<ReactionState> | null | undefined) =>
  window?.items.map(({ userId }) => userId)

describe('the users who reacted', () => {
  test('end with the newest only if all are loaded', () => {
    const all = windowOf(false, 'bob', 'carol')
    expect(usersOf(apply(all, reacted('alice', 6)))).toEqual(['bob', 'carol', 'alice'])
    expect(usersOf(apply(all, reacted('bob', 6)))).toEqual(['carol', 'bob'])
    expect(usersOf(apply(windowOf(true, 'bob', 'carol'), reacted('alice', 6)))).toEqual([
      'bob',
      'carol',
    ])
  })

  test('are in the order of their ids if they reacted at the same time', () => {
    const one = apply(windowOf(false), { ...reacted('Zoë', 6), createdAt: 9 })
    const two = one && apply(one, { ...reacted('bob', 7), createdAt: 9 })
    const three = two && apply(two, { ...reacted('9', 8), createdAt: 9 })
    expect(usersOf(three)).toEqual(['9', 'Zoë', 'bob'])
  })

  test('do not list users who removed their reaction', () => {
    const left = apply(windowOf(false, 'bob', 'carol'), reacted('bob', 6, 'reaction.removed'))
    expect(usersOf(left)).toEqual(['carol'])
    const one = apply(windowOf(true, 'bob'), reacted('bob', 6, 'reaction.removed'))
    expect(usersOf(one)).toEqual([])
    // Who reacted first among the others is not known.
    expect(one && apply(one, reacted('dave', 7))).toBeUndefined()
  })

  test('are not changed by other reactions, or by events that they include', () => {
    const window = windowOf(false, 'bob')
    expect(apply(window, reacted('carol', 5))).toBe(window)
    for (const other of [{ messageId: 'second' }, { emoji: '🚀' }])
      expect(usersOf(apply(window, { ...reacted('carol', 6), ...other } as LoggedEvent))).toEqual([
        'bob',
      ])
  })

  test('are unknown without the message and without access', () => {
    const window = windowOf(false, 'bob')
    expect(apply(window, event('message.deleted', { messageId: 'second' }, 6))).not.toBeNull()
    expect(apply(window, event('message.deleted', { messageId: 'first' }, 6))).toBeNull()
    expect(apply(window, event('participant.left', { userId: 'alice' }, 6))).toBeNull()
    expect(apply(null, reacted('bob', 6))).toBeNull()
    const participants = [{ userId: 'alice', access: 'Read' }]
    expect(apply(null, event('participant.joined', { participants }, 6))).toBeUndefined()
  })
})

describe('the reactions of messages', () => {
  const thumb = { emoji: '👍', count: 2, currentUserReacted: true }
  const rocket = { emoji: '🚀', count: 1, currentUserReacted: false }
  const first = { id: 'first', reactions: [thumb, rocket], referencedMessage: null }
  const reply = { id: 'reply', reactions: [], referencedMessage: { ...first } }
  const window = {
    items: [reply, first] as unknown as MessageState[],
    hasMore: false,
    lastEventId: 5,
  }
  const afterReaction = (type: string, userId: string, emoji: string, reactions: object[]) => {
    const one = event(type, { messageId: 'first', userId, emoji, reactions }, 6)
    const [answer, message] = applyToMessages(window, one, 'alice')?.items ?? []
    expect(answer?.reactions).toEqual([])
    expect(answer?.referencedMessage?.reactions).toEqual(message?.reactions)
    return message?.reactions
  }

  test('are those of the event, and other reactions of the user stay', () => {
    const summary = [
      { emoji: '👍', count: 3 },
      { emoji: '🚀', count: 1 },
    ]
    expect(afterReaction('reaction.added', 'bob', '👍', summary)).toEqual([
      { ...thumb, count: 3 },
      rocket,
    ])
    expect(afterReaction('reaction.added', 'alice', '🚀', summary)).toEqual([
      { ...thumb, count: 3 },
      { ...rocket, currentUserReacted: true },
    ])
    const one = [{ emoji: '👍', count: 1 }]
    expect(afterReaction('reaction.removed', 'alice', '👍', one)).toEqual([
      { emoji: '👍', count: 1, currentUserReacted: false },
    ])
    expect(afterReaction('reaction.removed', 'bob', '👍', one)).toEqual([{ ...thumb, count: 1 }])
  })

  test('are the same after events that the page already includes', () => {
    const events = [
      ['reaction.removed', 'alice', '👍', [{ emoji: '🚀', count: 1 }]],
      [
        'reaction.added',
        'alice',
        '👍',
        [
          { emoji: '🚀', count: 1 },
          { emoji: '👍', count: 1 },
        ],
      ],
    ] as const
    let current: ReturnType<typeof applyToMessages> = window
    for (const round of [0, 2])
      for (const [index, [type, userId, emoji, reactions]] of events.entries())
        current = applyToMessages(
          current ?? null,
          event(type, { messageId: 'first', userId, emoji, reactions }, 6 + round + index),
          'alice',
        )
    expect(current?.items[1]?.reactions).toEqual([rocket, { ...thumb, count: 1 }])
  })

  test('follow from an event with the message, unless too many users reacted', () => {
    const message = {
      ...first,
      content: [],
      reactions: [
        { emoji: '👍', count: 2 },
        { emoji: '🚀', count: 1 },
      ],
      reactedBy: [
        { messageId: 'first', emoji: '👍', userIds: ['bob', 'alice'] },
        { messageId: 'first', emoji: '🚀', userIds: ['bob'] },
        { messageId: 'other', emoji: '🚀', userIds: ['alice'] },
      ],
    }
    const edited = applyToMessages(window, event('message.updated', { message }, 6), 'alice')
    expect(edited?.items[1]?.reactions).toEqual([thumb, rocket])
    expect(edited?.items[0]?.referencedMessage?.reactions).toEqual([thumb, rocket])
    const unknown = { ...message, reactedBy: null }
    for (const type of ['message.updated', 'message.created'])
      expect(applyToMessages(window, event(type, { message: unknown }, 6), 'alice')).toBeUndefined()
  })
})
