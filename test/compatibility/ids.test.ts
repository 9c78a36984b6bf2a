import { chatOf, ids } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { liveStream, openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

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
  'order 391',
  'a  b',
  '😀',
  '👨‍👩‍👧‍👦 the family',
  'e\u0301',
  'مرحبا بك',
])('the id %j works in every path', async (id) => {
  const chat = chatOf((await testApp()).client)
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

const user = 'Zoë 👩‍👩‍👧'
const order = 'order 391 🚚'

test('ids with spaces and emoji in bodies, lists, cursors and the events of a stream', async () => {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.users('alice', user)
  const stream = await liveStream(app, user)
  await chat.put(order, { id: order, participants: { [user]: { access: 'Read' }, alice: {} } })
  const joined = await stream.next('participant.joined')
  expect(joined).toMatchObject({ conversation: { id: order } })
  const sent = await chat.say(order, user, 'one', 'two')
  const event = await stream.next('message.created')
  expect(event).toMatchObject({ message: { conversationId: order, senderId: user } })
  await chat.mark('alice', order, false)
  expect(await chat.get(order)).toMatchObject({
    id: order,
    topicId: order,
    participants: { [user]: { access: 'Read' } },
    lastMessage: { id: sent[1], readBy: ['alice'] },
  })
  await chat.put('other', { participants: [user] })
  expect(ids(await chat.list({ startingAfter: 'other' }))).toEqual([order])
  expect(ids(await chat.listOf(user, { startingAfter: 'other', limit: 1 }))).toEqual([order])
  const resumed = await openStream(app, user, { after: stream.frames.at(-1)?.cursor })
  await chat.leave(order, user)
  expect(await resumed.next('participant.left')).toMatchObject({ userId: user })
})

test.each([
  ['a space at its start', ' alice'],
  ['a space at its end', 'alice '],
  ['only a space', ' '],
  ['a slash', 'a/b'],
  ['a tab', 'a\tb'],
  ['a line break', 'a\nb'],
  ['a NUL', 'a\0b'],
  ['a dot', '.'],
  ['two dots', '..'],
  ['nothing', ''],
  ['256 characters', 'x'.repeat(256)],
])('an id of %s is a 400 in bodies', async (_, id) => {
  const { call } = await testApp()
  const places = async (path: string, body: unknown) => {
    const { status, body: answer } = await call('PUT', path, { body })
    expect(status).toBe(400)
    return Object.keys((answer as { errors?: object }).errors ?? (answer as object))
  }
  expect(await places('/users/alice', { id, name: 'Alice' })).toEqual(['#/id'])
  expect(await places('/conversations/order', { participants: [id] })).toEqual(['#/participants/0'])
  expect(await places('/conversations/order', { participants: { [id]: {} } })).toEqual([
    '#/participants',
  ])
  expect((await call('PUT', '/users', { body: { [id]: { name: 'Alice' } } })).status).toBe(400)
  expect((await call('GET', '/conversations/order')).status).toBe(404)
})

test.each(['17', 'first', 'msg_1', 'a%20b', '%00', '..%2F'])(
  'a message id of another form, such as %s, gives a 404',
  async (id) => {
    const { call, client } = await testApp()
    await chatOf(client).conversationWith('order', ['alice'])
    const path = `/conversations/order/messages/${id}`
    for (const [method, options] of [
      ['GET', {}],
      ['PUT', { body: { text: 'Hi' } }],
      ['DELETE', {}],
    ] as const)
      expect(await call(method, path, options)).toMatchObject({ status: 404 })
  },
)
