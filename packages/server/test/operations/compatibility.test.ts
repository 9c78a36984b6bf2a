import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

// Habits of public clients and scripts. All of it works.

async function serverWithConversation() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  return { ...server, chat }
}

describe('a body with an id', () => {
  test.each([
    ['/users/alice', { id: 'alice', name: 'Alice' }],
    ['/users', { alice: { id: 'alice', name: 'Alice' } }],
    ['/conversations/order', { id: 'order', subject: 'Boots' }],
  ])('is taken by PUT %s when it equals the one of the path', async (path, body) => {
    const { call } = await serverWithConversation()
    expect(await call('PUT', path, { body })).toMatchObject({ status: 200, body: {} })
  })

  test.each([
    ['/users/alice', { id: 'bob', name: 'Alice' }],
    ['/users/new', { id: 'other' }],
    ['/conversations/order', { id: 'Order', subject: 'Boots' }],
  ])('is refused by PUT %s when it is another', async (path, body) => {
    const { call, chat } = await serverWithConversation()
    const { status, body: answer } = await call('PUT', path, { body })
    expect(status).toBe(400)
    expect((answer as { errors: object }).errors).toHaveProperty(['#/id'])
    expect(await chat.user('alice')).toMatchObject({ name: 'alice' })
    expect(await chat.get('order')).toMatchObject({ subject: null })
  })
})

const bodies: [string, string, unknown][] = [
  ['GET', '/users', undefined],
  ['PUT', '/users', { alice: { name: 'Alice' } }],
  ['GET', '/users/alice', undefined],
  ['PUT', '/users/alice', { name: 'Alice' }],
  ['GET', '/users/alice/conversations', undefined],
  ['PATCH', '/users/alice/conversations/order', { isUnread: false }],
  ['GET', '/conversations', undefined],
  ['GET', '/conversations/order', undefined],
  ['PUT', '/conversations/order', { subject: 'Boots' }],
  ['POST', '/conversations/order/readBy/alice', {}],
  ['PUT', '/conversations/order/participants/alice', {}],
  ['PATCH', '/conversations/order/participants/alice', { notify: false }],
  ['DELETE', '/conversations/order/participants/bob', undefined],
  ['GET', '/conversations/order/messages', undefined],
  ['POST', '/conversations/order/messages', [{ type: 'SystemMessage', text: 'Hi' }]],
  ['DELETE', '/conversations/order', undefined],
]

test.each(bodies)(
  '%s %s/ works with a slash at the end of the path',
  async (method, path, body) => {
    const { call } = await serverWithConversation()
    const options = body === undefined ? {} : { body }
    expect((await call(method, `${path}/`, options)).status).toBe(200)
  },
)

test('a slash before the query works as well', async () => {
  const { call } = await serverWithConversation()
  expect(await call('GET', '/users/?limit=1')).toMatchObject({
    status: 200,
    body: { data: [{ id: 'alice' }] },
  })
})

test.each(bodies.filter(([method]) => method === 'GET' || method === 'DELETE'))(
  '%s %s works with "Content-Type: application/json" and no body',
  async (method, path) => {
    const { call } = await serverWithConversation()
    const headers = { 'content-type': 'application/json' }
    expect((await call(method, path, { headers })).status).toBe(200)
  },
)

test.each([{}, { 'content-type': 'application/json' }])(
  'PUT of a conversation with no body at all creates it, with the headers %j',
  async (headers) => {
    const { call, chat } = await serverWithConversation()
    expect(await call('PUT', '/conversations/new', { headers })).toMatchObject({
      status: 200,
      body: {},
    })
    expect(await chat.get('new')).toMatchObject({ id: 'new', participants: {}, subject: null })
    const before = await chat.get('order')
    await call('PUT', '/conversations/order', { headers })
    expect(await chat.get('order')).toEqual(before)
  },
)

test.each(['get', 'put', 'delete'])('the method %s works in lower case', async (method) => {
  const { call } = await serverWithConversation()
  expect((await call(method, '/conversations/order')).status).toBe(200)
})

test('clearing PII as public scripts do leaves a user with nothing but a name', async () => {
  const { chat } = await serverWithConversation()
  await chat.putUser('alice', {
    email: ['alice@example.com'],
    phone: ['+1123456789'],
    photoUrl: 'avatar-1',
    availabilityText: 'Away',
    headerPhotoUrl: 'header-1',
    role: 'any string',
    locale: 'ar',
    custom: { country: 'ca' },
    welcomeMessage: 'Hi!',
    pushTokens: { 'fcm:token': true },
  })
  expect(await chat.user('alice')).toMatchObject({ photoUrl: 'avatar-1', role: 'any string' })
  await chat.putUser('alice', {
    id: 'alice',
    name: 'Anonymous',
    availabilityText: null,
    headerPhotoUrl: null,
    role: null,
    locale: null,
    custom: null,
    welcomeMessage: null,
    photoUrl: null,
    email: null,
    phone: null,
    pushTokens: null,
  })
  const { createdAt: _, ...user } = await chat.user('alice')
  expect(user).toEqual({
    id: 'alice',
    name: 'Anonymous',
    availabilityText: null,
    headerPhotoUrl: null,
    role: 'default',
    locale: 'en-US',
    custom: {},
    welcomeMessage: null,
    photoUrl: null,
    email: null,
    phone: null,
    pushTokens: null,
  })
})

test.each([
  'someone@example.com',
  'auth0|5f7c8ec7c33c6c004bbafe82',
  'a+b',
  '100%',
  'x?y#z',
  'Ünï-çødé_日本',
  '%2F',
  '__proto__',
  'x'.repeat(255),
])('the id %j works in every path', async (id) => {
  const { chat } = await serverWithConversation()
  await chat.conversationWith(id, [id, 'alice'])
  const [messageId = ''] = await chat.say(id, id, 'Hi')
  await chat.mark('alice', id, false)
  await chat.change(id, id, { notify: false })
  expect(await chat.message(id, messageId)).toMatchObject({ senderId: id, readBy: ['alice'] })
  expect(await chat.seenBy(id, id)).toMatchObject({ id })
  expect((await chat.listUsers({ startingAfter: id })).length).toBeLessThanOrEqual(2)
  await chat.leave(id, id)
  await chat.deleteMessage(id, messageId)
  expect(await chat.delete(id)).toEqual({})
})
