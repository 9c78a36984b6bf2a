import { expectTypeOf, test } from 'vitest'
import { type Client, createClient } from '../../src/index.ts'

declare const client: Client
const alice = { path: { userId: 'alice' } }
const boots = { path: { conversationId: 'boots' } }

test('a client needs a secret key or a token', () => {
  createClient({ baseUrl: 'http://x', appId: 'shop', secretKey: 'sk_test_shop_0001' })
  createClient({ baseUrl: 'http://x', appId: 'shop', token: async () => 'jwt' })
  // @ts-expect-error neither of them
  createClient({ baseUrl: 'http://x', appId: 'shop' })
  // @ts-expect-error no app
  createClient({ baseUrl: 'http://x', secretKey: 'sk_test_shop_0001' })
})

test('a path that is not in the document', () => {
  client.GET('/users')
  // @ts-expect-error unknown
  client.GET('/people')
  // @ts-expect-error the app is the client's
  client.GET('/v1/{appId}/users')
  // @ts-expect-error outside of any app
  client.GET('/health')
  // @ts-expect-error a filled-in path
  client.GET('/users/alice', {})
})

test('a method that the path does not have', () => {
  client.PUT('/users', { body: { alice: { name: 'Alice' } } })
  // @ts-expect-error only GET and PUT
  client.POST('/users', { body: {} })
})

test('a missing or wrong path parameter', () => {
  client.GET('/users/{userId}', { params: alice })
  // @ts-expect-error no options at all
  client.GET('/users/{userId}')
  // @ts-expect-error no id
  client.GET('/users/{userId}', { params: { path: {} } })
  // @ts-expect-error another id
  client.GET('/users/{userId}', { params: boots })
  // @ts-expect-error one of two
  client.GET('/users/{userId}/conversations/{conversationId}', { params: alice })
})

test('a query parameter that is not in the document, or of another type', () => {
  client.GET('/users', { params: { query: { limit: 10, isOnline: true } } })
  client.GET('/conversations', { params: { query: { filter: JSON.stringify({ custom: {} }) } } })
  // @ts-expect-error unknown
  client.GET('/users', { params: { query: { colour: 'red' } } })
  // @ts-expect-error a number
  client.GET('/users', { params: { query: { limit: 'ten' } } })
  // @ts-expect-error the filter is JSON text
  client.GET('/conversations', { params: { query: { filter: { custom: {} } } } })
})

test('a missing or wrong body field', () => {
  const messages = '/conversations/{conversationId}/messages'
  const text = 'Hello'
  client.POST(messages, { params: boots, body: [{ type: 'UserMessage', sender: 'alice', text }] })
  client.POST(messages, { params: boots, body: [{ type: 'SystemMessage', text }] })
  // @ts-expect-error no body
  client.POST(messages, { params: boots })
  client.POST(messages, {
    params: boots,
    body: [{ type: 'SystemMessage', content: [{ type: 'text', children: ['Hello'] }] }],
  })
  client.POST(messages, {
    params: boots,
    // @ts-expect-error a node of no such type
    body: [{ type: 'SystemMessage', content: [{ type: 'text', children: [{ type: 'blink' }] }] }],
  })
  // @ts-expect-error a user message without a sender
  client.POST(messages, { params: boots, body: [{ type: 'UserMessage', text }] })
  // @ts-expect-error a system message with a sender
  client.POST(messages, { params: boots, body: [{ type: 'SystemMessage', sender: 'alice', text }] })
  // @ts-expect-error a message of no such type
  client.POST(messages, { params: boots, body: [{ type: 'PrivateMessage', sender: 'a', text }] })
  // @ts-expect-error one message is a list of one
  client.POST(messages, { params: boots, body: { type: 'SystemMessage', text } })
  // @ts-expect-error the name cannot be cleared
  client.PUT('/users/{userId}', { params: alice, body: { name: null } })
})

test('a property that the body does not have', () => {
  const order = { path: { conversationId: 'order' } }
  const member = { path: { conversationId: 'order', userId: 'alice' } }
  const message = { path: { conversationId: 'order', messageId: 'msg_1' } }
  client.PUT('/users/{userId}', { params: alice, body: { name: 'Alice' } })
  // @ts-expect-error unknown
  client.PUT('/users/{userId}', { params: alice, body: { nmae: 'Alice' } })
  // @ts-expect-error unknown, beside one that is known
  client.PUT('/users/{userId}', { params: alice, body: { name: 'Alice', nmae: 'Alice' } })
  // @ts-expect-error unknown, in one of the users
  client.PUT('/users', { body: { alice: { name: 'Alice' }, bob: { nmae: 'Bob' } } })
  // @ts-expect-error unknown
  client.PUT('/conversations/{conversationId}', { params: order, body: { subjet: 'Boots' } })
  client.PUT('/conversations/{conversationId}', { params: order })
  client.PUT('/conversations/{conversationId}/messages/{messageId}', {
    params: message,
    // @ts-expect-error unknown
    body: { txt: 'Hello' },
  })
  client.PATCH('/conversations/{conversationId}/participants/{userId}', {
    params: member,
    // @ts-expect-error unknown
    body: { acces: 'Read' },
  })
  client.PATCH('/users/{userId}/conversations/{conversationId}', {
    params: member,
    // @ts-expect-error unknown
    body: { isUnred: true },
  })
  client.PUT('/realtime/users/{userId}', {
    params: alice,
    // @ts-expect-error unknown
    body: { nmae: 'Alice' },
  })
  // @ts-expect-error unknown, beside the body
  client.PUT('/users/{userId}', { params: alice, boddy: {}, body: {} })
  // @ts-expect-error an operation without a body
  client.GET('/users', { body: {} })
})

test('the way in which the response is read decides the type of its data', async () => {
  const json = await client.GET('/users/{userId}', { params: alice })
  expectTypeOf(json.data?.name).toEqualTypeOf<string | undefined>()
  const text = await client.GET('/users/{userId}', { params: alice, parseAs: 'text' })
  expectTypeOf(text.data).toEqualTypeOf<string | undefined>()
  const stream = await client.GET('/realtime/events', { parseAs: 'stream' })
  expectTypeOf(stream.data).toEqualTypeOf<Response['body'] | undefined>()
})

test('the result of a call has data only if it has no error', async () => {
  const { data, error } = await client.GET('/users/{userId}', { params: alice })
  // @ts-expect-error not before the error is looked at
  data.name
  if (error) {
    expectTypeOf(data).toBeUndefined()
    expectTypeOf(error.detail).toBeString()
    expectTypeOf(error.status).toBeNumber()
    // @ts-expect-error only a 400 has them
    error.errors['#']
  } else {
    expectTypeOf(data.name).toBeString()
    expectTypeOf(data.email).toEqualTypeOf<string[] | null>()
    // @ts-expect-error unknown
    data.colour
  }
})

test('callers can distinguish the two shapes of a 400 of putUsers', async () => {
  const { error } = await client.PUT('/users', { body: {} })
  if (!error) return
  // @ts-expect-error the map has users in place of a detail
  expectTypeOf(error.detail).toBeString()
  // @ts-expect-error a problem has no users
  error.alice
  if (typeof error.detail === 'string') expectTypeOf(error.detail).toBeString()
})

test('the type of a message decides which properties it has', async () => {
  const { data } = await client.GET('/conversations/{conversationId}/messages', { params: boots })
  const message = data?.data[0]
  expectTypeOf(message?.type).toEqualTypeOf<'UserMessage' | 'SystemMessage' | undefined>()
  expectTypeOf(message?.senderId).toEqualTypeOf<string | null | undefined>()
  // @ts-expect-error no such type
  if (message?.type === 'PrivateMessage') return
})
