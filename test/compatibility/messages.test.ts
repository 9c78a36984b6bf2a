import { chatOf, ids, userMessage } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

// What public code sends about messages. One server for all tests of the file.

async function appWithConversation() {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  /** Sends a body that the types may forbid, and returns the places of the faults. */
  const post = async (body: unknown) => {
    const path = '/conversations/order/messages'
    const { status, body: answer } = await app.call('POST', path, { body })
    return { status, places: Object.keys((answer as { errors?: object }).errors ?? {}) }
  }
  return { ...app, chat, post }
}

const texts = Array.from({ length: 10 }, (_, index) => `text ${index}`)

test('a transcript sorted only by createdAt: the messages of one call, of later calls and of concurrent calls', async () => {
  const { chat, ...app } = await appWithConversation()
  const stream = await liveStream(app, 'bob')
  const keyed = texts.map((text) => userMessage('alice', text, { idempotencyKey: text }))
  const first = await chat.send('order', ...keyed)
  const next = await chat.say('order', 'bob', ...texts)
  await Promise.all(texts.map((text) => chat.say('order', 'alice', text, text)))
  expect(await chat.send('order', ...keyed), 'a repeated call sends nothing').toEqual(first)

  const listed = await chat.messages('order', { limit: 100 })
  expect(listed).toHaveLength(40)
  const times = listed.map(({ createdAt }) => createdAt)
  expect(new Set(times).size).toBe(40)
  expect(times.toSorted((one, other) => other - one)).toEqual(times)
  expect(ids(listed.slice(20)).reverse()).toEqual([...first, ...next])

  const [newest] = listed
  const events = await stream.until(
    (event) => event.type === 'message.created' && event.message.id === newest?.id,
  )
  const told = events.flatMap((event) => (event.type === 'message.created' ? [event.message] : []))
  expect(told.map(({ createdAt }) => createdAt)).toEqual(times.toReversed())
  expect(await chat.seenBy('bob', 'order')).toMatchObject({
    unreadMessageCount: 30,
    lastMessage: { id: newest?.id },
  })
  await chat.mark('bob', 'order', false)
  expect((await chat.message('order', newest?.id ?? '')).readBy).toEqual(['bob'])
})

const sent = { status: 200, places: [] }

test.each([
  ['no text', {}],
  ['a text of null', { text: null }],
])('a user message with a location and %s', async (_, text) => {
  const { chat, post } = await appWithConversation()
  const location = [51.5081, -0.1281]
  const message = { type: 'UserMessage', sender: 'alice', location, ...text }
  expect(await post([message])).toEqual(sent)
  const [stored] = await chat.messages('order')
  expect(stored).toMatchObject({ text: null, location })
  expect(await chat.seenBy('bob', 'order')).toMatchObject({ lastMessage: { text: null, location } })
  await chat.edit('order', stored?.id ?? '', { custom: { seen: 'yes' } })
  expect(await chat.message('order', stored?.id ?? '')).toMatchObject({ text: null, location })
})

test('a user message with an attachmentToken and no text has only one error, the unknown file', async () => {
  const { post } = await appWithConversation()
  const message = { type: 'UserMessage', sender: 'alice', attachmentToken: '3a1f0c9e5b7d' }
  expect(await post([message])).toEqual({ status: 400, places: ['#/0/attachmentToken'] })
})

test('null in an optional field of a new message means the same as leaving it out', async () => {
  const { chat, post } = await appWithConversation()
  const nothing = {
    custom: null,
    referencedMessageId: null,
    idempotencyKey: null,
    location: null,
    attachmentToken: null,
  }
  const message = { type: 'UserMessage', sender: 'alice', text: 'Hi', ...nothing }
  expect(await post([message, message])).toEqual(sent)
  const stored = await chat.messages('order')
  expect(stored, 'null is not an idempotency key').toHaveLength(2)
  expect(stored[0]).toMatchObject({ custom: {}, referencedMessageId: null, location: null })
})

test.each([null, ''])('a system message with the sender %j', async (sender) => {
  const { chat, post } = await appWithConversation()
  const message = { type: 'SystemMessage', sender, text: 'The order has been shipped.' }
  expect(await post([message])).toEqual(sent)
  expect((await chat.messages('order'))[0]).toMatchObject({ senderId: null })
})

test('custom as [] of a new message and of an edit, which is how PHP writes an empty map', async () => {
  const { call, chat, post } = await appWithConversation()
  const message = { type: 'UserMessage', sender: 'alice', text: 'Hi' }
  expect(await post([{ ...message, custom: [] }])).toEqual(sent)
  expect(await post([{ ...message, custom: { mood: 'good' } }])).toEqual(sent)
  const [second, first] = await chat.messages('order')
  expect(first).toMatchObject({ custom: {} })
  const path = `/conversations/order/messages/${second?.id}`
  expect((await call('PUT', path, { body: { text: 'Hello', custom: [] } })).status).toBe(200)
  expect(await chat.message('order', second?.id ?? '')).toMatchObject({
    text: 'Hello',
    custom: { mood: 'good' },
  })
})

test.each([
  ['nothing to say', { type: 'UserMessage', sender: 'alice' }, '#/0/text'],
  ['null to say', { type: 'UserMessage', sender: 'alice', text: null }, '#/0/text'],
  [
    'an empty text',
    { type: 'UserMessage', sender: 'alice', text: '', location: [1, 2] },
    '#/0/text',
  ],
  ['a number as its text', { type: 'UserMessage', sender: 'alice', text: 1 }, '#/0/text'],
  ['null as its sender', { type: 'UserMessage', sender: null, text: 'Hi' }, '#/0/sender'],
  ['no text, from nobody', { type: 'SystemMessage', location: [1, 2] }, '#/0/text'],
  ['a sender, from nobody', { type: 'SystemMessage', sender: 'alice', text: 'Hi' }, '#/0/sender'],
  ['custom data in an array', { type: 'SystemMessage', text: 'Hi', custom: ['x'] }, '#/0/custom'],
  [
    'a location that is not valid',
    { type: 'SystemMessage', text: 'Hi', location: 'here' },
    '#/0/location',
  ],
])('a message with %s is a 400 that says where', async (_, message, place) => {
  const { chat, post } = await appWithConversation()
  expect(await post([message])).toEqual({ status: 400, places: [place] })
  expect(await chat.messages('order')).toEqual([])
})
