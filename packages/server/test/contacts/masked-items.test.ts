import { expect, test } from 'vitest'
import { maskedItems } from '../../src/feed/masked-items.ts'

const roles = {
  default: { maskContacts: {} },
  same: { maskContacts: {} },
  strict: { maskContacts: { messages: 'all' as const } },
  whole: { maskContacts: null },
}

const textOf = (text: string) => ({ text, content: [{ type: 'text', children: [text] }] })
const message = (senderId: string, text: string) => ({
  senderId,
  attachment: null,
  ...textOf(text),
})
const itemOf = (data: object) => ({
  event: { type: 'message.created', json: JSON.stringify(data) },
})
const reader = (userId: string, role: string) => ({ userId, role })

test('an event is encoded once for each mask, and once for a sender who sees their own', () => {
  const item = itemOf({ message: message('bob', 'Call 0176 5550199') })
  const itemFor = maskedItems(item, roles)
  const alice = itemFor(reader('alice', 'default'))
  expect(alice.event?.json).toContain('"text":"Call •••"')
  expect(itemFor(reader('dave', 'default'))).toBe(alice)
  expect(itemFor(reader('erin', 'same'))).toBe(alice)
  expect(itemFor(reader('carol', 'whole'))).toBe(item)
  expect(itemFor(reader('bob', 'default'))).toBe(item)
  expect(itemFor(reader('bob', 'strict')).event?.json).toContain('"text":"Call •••"')
})

test.each([
  ['without a contact', { message: message('bob', 'Hello'), lastMessage: null }],
  ['without a text', { type: 'conversation.read', conversationId: 'trade' }],
  [
    'with a conversation without a contact',
    { conversation: { subject: null, welcomeMessages: [] } },
  ],
])('an event %s is not encoded again', (_, data) => {
  const item = itemOf(data)
  expect(maskedItems(item, roles)(reader('alice', 'default'))).toBe(item)
})

test('the last message of a conversation is masked in any event', () => {
  const data = { type: 'message.deleted', lastMessage: message('bob', 'a@zqx.com') }
  const { event } = maskedItems(itemOf(data), roles)(reader('alice', 'default'))
  expect(JSON.parse(event?.json ?? '').lastMessage).toMatchObject({
    text: '•••',
    masked: ['email'],
  })
})
