import { describe, expect, test } from 'vitest'
import type { LoggedEvent } from '../src/state/apply.ts'
import { conversationTest, type WireFilter } from '../src/state/conversation-filter.ts'
import type { ConversationState } from '../src/state/conversation-state.ts'
import { applyToConversations } from '../src/state/conversation-window.ts'

/** A conversation of alice that she joined at the time, without messages. */
const joinedAt = (time: number, more: Partial<ConversationState> = {}): ConversationState => ({
  id: `c${time}`,
  subject: null,
  photoUrl: null,
  welcomeMessages: [],
  custom: {},
  createdAt: time,
  access: 'ReadWrite',
  notify: true,
  lastMessage: null,
  lastMessageAt: time,
  unreadMessageCount: 0,
  unreadMentionCount: 0,
  markedUnread: false,
  isUnread: false,
  joinedAt: time,
  readUntil: null,
  everyoneReadUntil: null,
  lastEventId: 1,
  ...more,
})

const event = (type: string, conversationId: string, data: object = {}) =>
  ({ id: 2, type, createdAt: 9, conversationId, ...data }) as unknown as LoggedEvent

const sent = (conversationId: string, createdAt: number, senderId = 'bob') =>
  event('message.created', conversationId, {
    message: {
      conversationId,
      createdAt,
      senderId,
      content: [],
      reactions: [],
      referencedMessage: null,
      reactedBy: [],
    },
    everyoneReadUntil: null,
    mentions: [],
  })

const updated = (conversationId: string, custom: Record<string, string>) =>
  event('conversation.updated', conversationId, { conversation: { id: conversationId, custom } })

const read = (conversationId: string, userId: string) =>
  event('conversation.read', conversationId, { userId, readUntil: 1, everyoneReadUntil: null })

/** The ids in a window of c3 and c2 after the event; undefined if they must be requested again. */
function idsAfter(one: LoggedEvent, { hasMore = false, filter = {} as WireFilter } = {}) {
  const window = { items: [joinedAt(3), joinedAt(2)], hasMore, lastEventId: 0 }
  return applyToConversations(window, one, 'alice', conversationTest(filter, 'alice'))?.items.map(
    ({ id }) => id,
  )
}

describe('a window of all conversations', () => {
  test('has the conversation with the newest message first', () => {
    expect(idsAfter(sent('c2', 9))).toEqual(['c2', 'c3'])
  })

  test.each(['conversation.deleted', 'participant.left'])('loses one after %s', (type) => {
    const left = event(type, 'c2', { userId: 'alice', everyoneReadUntil: null })
    expect(idsAfter(left)).toEqual(['c3'])
    expect(idsAfter(left, { hasMore: true }), 'another takes its place').toBeUndefined()
  })

  test('the list is requested again if a message may bring in a conversation that is not loaded', () => {
    expect(idsAfter(sent('c1', 9), { hasMore: true })).toBeUndefined()
    expect(idsAfter(sent('c1', 1), { hasMore: true }), 'older than the window').toEqual([
      'c3',
      'c2',
    ])
    expect(idsAfter(sent('c1', 9)), 'the user has no others').toEqual(['c3', 'c2'])
    expect(idsAfter(updated('c1', {}), { hasMore: true })).toEqual(['c3', 'c2'])
  })

  test('is requested again if a deletion may move a conversation behind others that are not loaded', () => {
    const items = [joinedAt(3), joinedAt(1, { lastMessageAt: 2 })]
    const deleted = event('message.deleted', 'c1', {
      messageId: 'm',
      senderId: 'bob',
      readBy: ['alice'],
      mentions: [],
      lastMessageAt: 1,
      lastMessage: null,
    })
    const apply = (hasMore: boolean) =>
      applyToConversations({ items, hasMore, lastEventId: 0 }, deleted, 'alice')
    expect(apply(true)).toBeUndefined()
    expect(apply(false)?.items).toMatchObject([{ id: 'c3' }, { id: 'c1', lastMessageAt: 1 }])
  })
})

describe('a window with a filter', () => {
  const sale: WireFilter = { custom: { kind: ['==', 'sale'] } }
  const unread: WireFilter = { isUnread: true }

  test('loses a conversation that no longer matches it', () => {
    expect(idsAfter(updated('c2', { kind: 'sale' }), { filter: sale })).toEqual(['c3', 'c2'])
    expect(idsAfter(updated('c2', { kind: 'new' }), { filter: sale })).toEqual(['c3'])
    expect(idsAfter(read('c2', 'alice'), { filter: unread })).toEqual(['c3'])
  })

  test('the list is requested again only if the event can change whether another conversation matches it', () => {
    expect(idsAfter(updated('c1', { kind: 'sale' }), { filter: sale })).toBeUndefined()
    expect(idsAfter(sent('c1', 9), { filter: sale })).toEqual(['c3', 'c2'])
    expect(idsAfter(sent('c1', 9), { filter: unread })).toBeUndefined()
    expect(idsAfter(updated('c1', {}), { filter: unread })).toEqual(['c3', 'c2'])
    expect(idsAfter(read('c1', 'bob'), { filter: unread })).toEqual(['c3', 'c2'])
    expect(idsAfter(read('c1', 'alice'), { filter: ['any', [sale, unread]] })).toBeUndefined()
  })
})
