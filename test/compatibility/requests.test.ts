import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

// Requests as public clients and scripts send them. All of it works.

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
  ])('is accepted by PUT %s if it equals the one in the path', async (path, body) => {
    const { call } = await serverWithConversation()
    expect(await call('PUT', path, { body })).toMatchObject({ status: 200, body: {} })
  })

  test.each([
    ['/users/alice', { id: 'bob', name: 'Alice' }],
    ['/users/new', { id: 'other' }],
    ['/conversations/order', { id: 'Order', subject: 'Boots' }],
  ])('is refused by PUT %s if it differs', async (path, body) => {
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

test.each([
  ['POST', '/conversations/order/readBy/alice'],
  ['PUT', '/conversations/order/participants/alice'],
])('%s %s treats a body of null as no body', async (method, path) => {
  const { call } = await serverWithConversation()
  expect(await call(method, path, { body: 'null' })).toMatchObject({ status: 200, body: {} })
})

test.each([
  ['PUT', '/users/alice'],
  ['POST', '/conversations/order/messages'],
])('%s %s needs a body: null is a 400', async (method, path) => {
  const { call } = await serverWithConversation()
  const { status, body } = await call(method, path, { body: 'null' })
  expect(status).toBe(400)
  expect(body).toMatchObject({ errors: { '#': ['A JSON body is required.'] } })
})

test('True and False in a query, as Python writes them', async () => {
  const { call, chat } = await serverWithConversation()
  await chat.say('order', 'alice', 'Hi')
  for (const [query, count] of [
    ['isOnline=True', 0],
    ['isOnline=False', 2],
  ] as const)
    expect(await call('GET', `/users?${query}`)).toMatchObject({
      status: 200,
      body: { data: { length: count } },
    })
  for (const [user, flag, count] of [
    ['alice', 'True', 0],
    ['alice', 'False', 1],
    ['bob', 'True', 1],
  ] as const)
    expect(await call('GET', `/users/${user}/conversations?unreadsOnly=${flag}`)).toMatchObject({
      status: 200,
      body: { data: { length: count } },
    })
})

test.each(['TRUE', 'tRUE', 'yes', '1', ''])('isOnline=%s is a 400 that names it', async (flag) => {
  const { call } = await serverWithConversation()
  const { status, body } = await call('GET', `/users?isOnline=${flag}`)
  expect({ status, errors: Object.keys((body as { errors: object }).errors) }).toEqual({
    status: 400,
    errors: ['query/isOnline'],
  })
})

test.each([
  '/users',
  '/users/alice/conversations',
  '/conversations',
  '/conversations/order/participants',
  '/conversations/order/messages',
])('GET %s with an empty startingAfter begins at the first item', async (path) => {
  const { call, chat } = await serverWithConversation()
  await chat.say('order', 'alice', 'Hi')
  const first = await call('GET', path)
  expect(first.body).not.toMatchObject({ data: { length: 0 } })
  const { status, body } = await call('GET', `${path}?startingAfter=`)
  expect({ status, body }).toEqual({ status: 200, body: first.body })
  expect((await call('GET', `${path}?startingAfter=nobody`)).status).toBe(400)
  expect((await call('GET', `${path}?limit=`)).status, 'no other parameter can be empty').toBe(400)
})

test('the three calls of the guide, in the first and in the current version', async () => {
  const { call, client } = await testApp()
  const steps: [string, string, unknown][] = [
    [
      'PUT',
      '/users/12081',
      { name: 'Alice', email: ['alice@example.com'], configuration: 'buyer' },
    ],
    ['PUT', '/users/8029', { name: 'Sebastian', email: ['seb@example.com'], role: 'seller' }],
    ['PUT', '/conversations/order_391_fc', { participants: ['12081', '8029'], subject: 'Hi' }],
    [
      'POST',
      '/conversations/order_391_fc/messages',
      [{ text: 'Hello!', sender: '12081', type: 'UserMessage' }],
    ],
  ]
  for (const [method, path, body] of steps)
    expect(await call(method, path, { body }), path).toMatchObject({ status: 200 })
  expect(await chatOf(client).user('12081')).toMatchObject({ role: 'buyer' })
  expect((await chatOf(client).get('order_391_fc')).lastMessage?.text).toBe('Hello!')
})
