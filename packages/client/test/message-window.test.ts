import { expect, test } from 'vitest'
import type { LoggedEvent } from '../src/state/apply.ts'
import type { MessageState } from '../src/state/message-state.ts'
import { applyToMessages } from '../src/state/message-window.ts'
import type { Window } from '../src/state/window-events.ts'

const stored = (id: string, referencedMessageId: string | null = null) => ({
  id,
  conversationId: 'order',
  type: 'UserMessage' as const,
  senderId: 'bob',
  content: [{ type: 'text' as const, children: [`Text of ${id}`] }],
  custom: {},
  origin: 'web' as const,
  createdAt: 1000,
  editedAt: null,
  reactions: [],
  text: `Text of ${id}`,
  location: null,
  attachment: null,
  referencedMessageId,
})

const event = (type: string, data: object, id = 2) =>
  ({ id, type, createdAt: 1000, conversationId: 'order', ...data }) as unknown as LoggedEvent

const created = (id: string, referenced?: ReturnType<typeof stored>) =>
  event('message.created', {
    message: {
      ...stored(id, referenced?.id),
      referencedMessage: referenced ?? null,
      reactedBy: [],
    },
  })

const empty: Window<MessageState> = { items: [], hasMore: false, lastEventId: 1 }

/** The window after the events, which get growing ids. */
function after(window: Window<MessageState> | null, ...events: LoggedEvent[]) {
  let current: ReturnType<typeof applyToMessages> = window
  for (const [index, one] of events.entries()) {
    if (current === undefined) return undefined
    current = applyToMessages(current, { ...one, id: index + 2 }, 'alice')
  }
  return current
}

const first = stored('first')
const answered = after(empty, created('first'), created('second', first))

test('a new message is the first of the window', () => {
  expect(answered).toMatchObject({ hasMore: false, lastEventId: 3 })
  expect(answered?.items).toMatchObject([
    {
      id: 'second',
      plaintext: 'Text of second',
      referencedMessage: { id: 'first', plaintext: 'Text of first', referencedMessageId: null },
    },
    { id: 'first', referencedMessage: null },
  ])
})

test('an edit changes the message, and the replies to it', () => {
  const content = [{ type: 'text', children: [{ type: 'bold', children: ['Edited'] }] }]
  const message = { ...first, content, editedAt: 2000, referencedMessage: null, reactedBy: [] }
  const edited = applyToMessages(
    answered ?? null,
    event('message.updated', { message }, 4),
    'alice',
  )
  expect(edited?.items).toMatchObject([
    { id: 'second', referencedMessage: { plaintext: 'Edited', editedAt: 2000 } },
    { id: 'first', plaintext: 'Edited', content, editedAt: 2000 },
  ])
})

test('a deletion removes the message, also from the replies to it', () => {
  const deleted = event('message.deleted', { messageId: 'first' }, 4)
  const left = applyToMessages(answered ?? null, deleted, 'alice')
  expect(left?.items).toMatchObject([{ id: 'second', referencedMessage: null }])
})

test('an event that the window includes changes nothing', () => {
  expect(applyToMessages(empty, { ...created('first'), id: 1 }, 'alice')).toBe(empty)
})

test('after an import, the messages must be requested again', () => {
  expect(applyToMessages(empty, event('messages.imported', {}), 'alice')).toBeUndefined()
})

test('a user who loses access has no messages, and must request them after joining again', () => {
  const joined = (userId: string, access: string) =>
    event('participant.joined', { participants: [{ userId, access }] })
  for (const end of [
    event('conversation.deleted', {}),
    event('participant.left', { userId: 'alice' }),
    event('participant.updated', { participant: { userId: 'alice', access: 'None' } }),
  ])
    expect(after(empty, end, created('first'), joined('bob', 'ReadWrite'))).toBeNull()
  expect(after(null, joined('alice', 'None'))).toBeNull()
  expect(after(null, joined('alice', 'Read'))).toBeUndefined()
  expect(after(empty, joined('bob', 'None'))?.items).toEqual([])
})
