import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { eventTypes } from '@openparley/test-kit/event-check'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { testServer } from '@openparley/test-kit/server'
import { type Event, liveStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

type As = (userId: string, method: string, path: string, body?: unknown) => Promise<unknown>

/**
 * A write, and the events that alice and bob, who are in the conversation, and carol, who is not, receive. Each watches
 * only themselves.
 */
interface Case {
  write: (chat: Chat, as: As) => Promise<unknown>
  alice?: Event['type'][]
  bob?: Event['type'][]
  carol?: Event['type'][]
}

const all = (...types: Event['type'][]) => ({ alice: types, bob: types, carol: types })
const inside = (...types: Event['type'][]) => ({ alice: types, bob: types })

let message = ''
const secrets = { email: ['a@secret.example'], phone: ['+secret'], pushTokens: { 'fcm:s': true } }

/** The cases run one after the other in one app. */
const cases: Record<string, Case> = {
  'making a user': {
    write: (chat) => chat.putUser('dave', { name: 'Dave', ...secrets } as never),
  },
  'changing a user': {
    write: (chat) => chat.putUser('alice', { name: 'Alicia' }),
    alice: ['user.updated'],
  },
  'changing nothing of a user': { write: (chat) => chat.putUser('alice', { name: 'Alicia' }) },
  'changing private properties of a user': {
    write: (chat) => chat.putUser('alice', { email: ['b@secret.example'], phone: null }),
  },
  'a batch of users': {
    write: (chat) => chat.users('alice', 'erin', 'frank'),
    alice: ['user.updated'],
  },
  'setting a user in the session': {
    write: (_, as) => as('carol', 'PUT', '/realtime/users/carol', { role: 'buyer' }),
    carol: ['user.updated'],
  },
  'creating a user in the session': {
    write: (_, as) => as('carol', 'POST', '/realtime/users/gil', { name: 'Gil', ...secrets }),
  },
  'creating a user in the session who exists': {
    write: (_, as) => as('carol', 'POST', '/realtime/users/gil', { name: 'Gilbert' }),
  },
  'making a conversation': {
    write: (chat) => chat.put('order', { participants: ['alice', 'bob'] }),
    ...inside('conversation.created', 'participant.joined'),
  },
  'creating a conversation without participants': {
    write: (chat) => chat.put('empty', { subject: 'None' }),
  },
  'changing a conversation': {
    write: (chat) => chat.put('order', { subject: 'Boots', custom: { a: 'b' } }),
    ...inside('conversation.updated'),
  },
  'changing nothing of a conversation': {
    write: (chat) => chat.put('order', { subject: 'Boots', participants: ['alice'] }),
  },
  'marking a conversation without messages as unread': {
    write: (chat) => chat.mark('alice', 'order', true),
    alice: ['conversation.unread'],
  },
  'reading a conversation without messages': {
    write: (chat) => chat.mark('alice', 'order', false),
    ...inside('conversation.read'),
  },
  'sending messages': {
    write: async (chat) => {
      message = (await chat.say('order', 'bob', 'Hello', 'Alice'))[0] as string
    },
    ...inside('message.created', 'message.created'),
  },
  'sending a message again': {
    write: async (chat) => {
      const again = { type: 'SystemMessage' as const, text: 'Once', idempotencyKey: 'once' }
      await chat.send('order', again)
      await chat.send('order', again)
    },
    ...inside('message.created'),
  },
  typing: {
    write: (_, as) => as('alice', 'POST', '/realtime/conversations/order/typing'),
    bob: ['conversation.typing'],
  },
  'importing messages': {
    write: (chat) =>
      chat.client.POST('/import/conversations/{conversationId}/messages', {
        params: { path: { conversationId: 'order' } },
        body: [
          { type: 'UserMessage', sender: 'bob', text: 'Before', createdAt: 1 },
          { type: 'UserMessage', sender: 'alice', text: 'Before', createdAt: 2 },
        ],
      }),
    ...inside('messages.imported'),
  },
  'editing a message': {
    write: (chat) => chat.edit('order', message, { text: 'Hi' }),
    ...inside('message.updated'),
  },
  'reacting to a message': {
    write: (chat) => chat.react('order', message, '🚀', 'alice'),
    ...inside('reaction.added'),
  },
  'reacting again': { write: (chat) => chat.react('order', message, '🚀', 'alice') },
  'removing a reaction': {
    write: (chat) => chat.unreact('order', message, '🚀', 'alice'),
    ...inside('reaction.removed'),
  },
  'removing it again': { write: (chat) => chat.unreact('order', message, '🚀', 'alice') },
  'reading a conversation': {
    write: (chat) => chat.mark('alice', 'order', false),
    ...inside('conversation.read'),
  },
  'reading it again': { write: (chat) => chat.mark('alice', 'order', false) },
  'marking a conversation as unread': {
    write: (chat) => chat.mark('alice', 'order', true),
    alice: ['conversation.unread'],
  },
  'reading a conversation the older way': {
    write: (chat) =>
      chat.client.POST('/conversations/{conversationId}/readBy/{userId}', {
        params: { path: { conversationId: 'order', userId: 'alice' } },
        body: {},
      }),
    ...inside('conversation.read'),
  },
  'deleting a message': {
    write: (chat) => chat.deleteMessage('order', message),
    ...inside('message.deleted'),
  },
  'joining a conversation': {
    write: (chat) => chat.join('order', 'dave'),
    ...inside('participant.joined'),
  },
  'joining it again': { write: (chat) => chat.join('order', 'dave') },
  'reading what was sent before joining': {
    write: (chat) => chat.mark('dave', 'order', false),
    ...inside('conversation.read'),
  },
  'changing the access of a participant': {
    write: (chat) => chat.change('order', 'dave', { access: 'Read' }),
    ...inside('participant.updated'),
  },
  'changing nothing of a participant': { write: (chat) => chat.change('order', 'dave', {}) },
  'taking access away': {
    write: (chat) => chat.change('order', 'bob', { access: 'None' }),
    ...inside('participant.updated'),
  },
  'a message to the remaining participants': {
    write: (chat) => chat.say('order', 'alice', 'Psst'),
    alice: ['message.created'],
  },
  'giving access back': {
    write: (chat) => chat.change('order', 'bob', { access: 'ReadWrite' }),
    ...inside('participant.joined'),
  },
  'leaving a conversation': {
    write: (chat) => chat.leave('order', 'bob'),
    ...inside('participant.left'),
  },
  'leaving it again': { write: (chat) => chat.leave('order', 'bob') },
  'adding participants to a conversation': {
    write: (chat) => chat.put('order', { subject: null, participants: ['bob', 'carol'] }),
    alice: ['conversation.updated', 'participant.joined'],
    bob: ['participant.joined'],
    carol: ['participant.joined'],
  },
  'leaving a conversation as of an older version': {
    write: (chat) =>
      chat.client.DELETE('/conversations/{conversationId}/participants/{userId}', {
        params: {
          path: { conversationId: 'order', userId: 'carol' },
          header: { 'TalkJS-REST-Version': '2021-02-09' },
        },
      }),
    ...all('participant.left'),
  },
  'deleting a conversation': {
    write: (chat) => chat.delete('order'),
    ...inside('conversation.deleted'),
  },
  'making it anew': {
    write: (chat) => chat.put('order', { participants: ['carol'] }),
    carol: ['conversation.created', 'participant.joined'],
  },
}

test('every write creates its events, and each event reaches only the users who may see it', async () => {
  const settings = { clientSideUserSync: 'all' as const }
  const server = await testServer({
    apps: [{ id: 'shop', secretKey: 'sk_test_shop_0123', settings }],
  })
  const chat = chatOf(server.client)
  const as: As = async (userId, method, path, body) => {
    const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
    expect(await server.call(method, path, { body, headers })).toMatchObject({ status: 200 })
  }
  await chat.users('alice', 'bob', 'carol')
  const [alice, bob, carol] = [
    await liveStream(server, 'alice'),
    await liveStream(server, 'bob'),
    await liveStream(server, 'carol'),
  ]
  await receivedSoFar([alice, bob, carol], chat)
  const seen = new Set<string>()
  for (const [name, { write, ...expected }] of Object.entries(cases)) {
    await write(chat, as)
    const heard = await receivedSoFar([alice, bob, carol], chat)
    const types = heard.map((events) => events.map(({ type }) => type))
    const { alice: ofAlice = [], bob: ofBob = [], carol: ofCarol = [] } = expected
    expect(types, name).toEqual([ofAlice, ofBob, ofCarol])
    for (const type of types.flat()) seen.add(type)
    // All who receive an event receive the same.
    const byId = Map.groupBy(heard.flat() as { id: number }[], ({ id }) => id)
    for (const same of byId.values()) for (const one of same) expect(one).toEqual(same[0])
    expect(JSON.stringify(heard)).not.toContain('secret')
  }
  const newcomer = await liveStream(server, 'newcomer')
  await chat.users('newcomer')
  expect(await newcomer.next('user.created')).toMatchObject({ user: { id: 'newcomer' } })
  seen.add('user.created')
  const words = ['ready', 'reset', 'closed', 'user.online', 'user.offline']
  expect([...seen, ...words].sort()).toEqual(eventTypes.toSorted())
})
