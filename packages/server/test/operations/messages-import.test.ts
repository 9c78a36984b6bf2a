import { applyToConversation } from '@openparley/client/apply'
import type { components } from '@openparley/spec/types'
import { chatOf, dataOf, expectFaults, ids, pages, userMessage } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { testApp } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { describe, expect, test } from 'vitest'
import { takeView } from '../stream/snapshots.ts'

type ToImport = components['schemas']['MessageToImport']

const order = { params: { path: { conversationId: 'order' } } }
const path = '/import/conversations/{conversationId}/messages'

const past = (sender: string, text: string, createdAt: number, more: Partial<ToImport> = {}) =>
  ({ type: 'UserMessage', sender, text, createdAt, ...more }) satisfies ToImport

async function appWithConversation() {
  const now = clock()
  const app = await testApp({ now })
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  const post = (body: ToImport[]) => app.client.POST(path, { ...order, body })
  return {
    ...app,
    chat,
    now,
    post,
    put: async (...body: ToImport[]) => ids(await dataOf(post(body))),
    texts: async (orderDirection: 'ASC' | 'DESC' = 'ASC') =>
      (await chat.messages('order', { orderDirection, limit: 100 })).map(({ text }) => text),
  }
}

describe('an import', () => {
  test('stores messages at their own times, with the origin import, and returns their ids in order', async () => {
    const { chat, put } = await appWithConversation()
    const [one, two, three] = await put(
      past('bob', 'two', 2000, { custom: { source: 'old' }, readBy: ['alice', 'bob', 'alice'] }),
      past('alice', 'one', 1000),
      { type: 'UserMessage', sender: 'alice', text: '*three*', timestamp: 3000 },
    )
    expect(await chat.message('order', one ?? '')).toEqual({
      id: expect.stringMatching(/^msg_/),
      conversationId: 'order',
      type: 'UserMessage',
      senderId: 'bob',
      text: 'two',
      content: [{ type: 'text', children: ['two'] }],
      custom: { source: 'old' },
      readBy: ['alice'],
      origin: 'import',
      location: null,
      attachment: null,
      referencedMessageId: null,
      reactions: [],
      createdAt: 2000,
      editedAt: null,
    })
    expect(ids(await chat.messages('order', { orderDirection: 'ASC' }))).toEqual([two, one, three])
    expect(await chat.message('order', three ?? '')).toMatchObject({
      createdAt: 3000,
      readBy: [],
      text: '*three*',
      content: [{ type: 'text', children: [{ type: 'bold', children: ['three'] }] }],
    })
  })

  test('are placed between existing messages; equal times stay in the order of the imports', async () => {
    const { chat, now, put, texts } = await appWithConversation()
    const begin = now.time
    await chat.say('order', 'alice', 'early')
    now.time = begin + 100
    await chat.say('order', 'bob', 'late')
    await put(past('alice', 'b', begin + 50), past('bob', 'a', begin + 10))
    await put(past('bob', 'c', begin + 50), past('alice', 'd', begin + 50), past('bob', 'z', 0))
    const sorted = ['z', 'early', 'a', 'b', 'c', 'd', 'late']
    expect(await texts()).toEqual(sorted)
    expect(await texts('DESC')).toEqual(sorted.toReversed())
    const all = ids(await chat.messages('order', { limit: 100 }))
    for (const limit of [1, 2, 3]) {
      const paged = await pages((query) => chat.messages('order', query), limit)
      expect(paged).toEqual(all)
      const back = await pages(
        (query) => chat.messages('order', { ...query, orderDirection: 'ASC' }),
        limit,
      )
      expect(back).toEqual(all.toReversed())
    }
    await chat.say('order', 'alice', 'last')
    expect((await texts()).at(-1)).toBe('last')
  })

  test('changes the last message and the last activity only if a message is the newest', async () => {
    const { chat, now, put } = await appWithConversation()
    await chat.conversationWith('other', ['alice', 'bob'])
    const [old] = await put(past('alice', 'old', 5000))
    const lastIn = async () => (await chat.get('order')).lastMessage?.text
    expect(await lastIn()).toBe('old')
    expect(ids(await chat.list()), 'its last activity is that of the message').toEqual([
      'other',
      'order',
    ])
    expect((await chat.seenBy('bob', 'order'))?.lastMessage?.id).toBe(old)
    await put(past('bob', 'older', 4000))
    expect(await lastIn()).toBe('old')
    await put(past('bob', 'same time', 5000), past('bob', 'oldest', 1))
    expect(await lastIn()).toBe('same time')
    now.time += 1000
    await chat.say('order', 'alice', 'now')
    await put(past('bob', 'before now', now.time - 1))
    expect(await lastIn()).toBe('now')
    expect(ids(await chat.listOf('alice'))).toEqual(['order', 'other'])
    for (const text of ['now', 'before now', 'same time', 'old', 'older', 'oldest']) {
      expect(await lastIn()).toBe(text)
      expect((await chat.seenBy('bob', 'order'))?.lastMessage?.text).toBe(text)
      await chat.deleteMessage('order', (await chat.get('order')).lastMessage?.id ?? '')
    }
    expect((await chat.get('order')).lastMessage).toBeNull()
  })

  test('never counts as unread, not even for users who join later', async () => {
    const { chat, now, put } = await appWithConversation()
    await chat.say('order', 'alice', 'new')
    const unread = async () =>
      Promise.all(
        ['alice', 'bob'].map(
          async (user) => (await chat.seenBy(user, 'order'))?.unreadMessageCount,
        ),
      )
    const [id] = await put(past('alice', 'a', 1), past('bob', 'b', now.time))
    expect(await unread()).toEqual([0, 1])
    await chat.users('carol')
    await chat.join('order', 'carol')
    expect(await chat.seenBy('carol', 'order')).toMatchObject({ unreadMessageCount: 1 })
    await chat.deleteMessage('order', id ?? '')
    expect(await unread()).toEqual([0, 1])
    expect(await chat.seenBy('carol', 'order')).toMatchObject({ unreadMessageCount: 1 })
    await chat.mark('bob', 'order', false)
    expect(await unread()).toEqual([0, 0])
  })

  test('counts as read by the users in its readBy, and by users who have read up to its time', async () => {
    const { chat, now, put } = await appWithConversation()
    const readers = async (id = '') => (await chat.message('order', id)).readBy
    const begin = now.time
    await chat.say('order', 'alice', 'first')
    await chat.mark('bob', 'order', false)
    now.time = begin + 1000
    const [before, after, own] = await put(
      past('alice', 'before', begin - 1),
      past('alice', 'after', begin + 1),
      past('bob', 'own', begin + 2, { readBy: ['alice'] }),
    )
    expect([await readers(before), await readers(after), await readers(own)]).toEqual([
      ['bob'],
      [],
      ['alice'],
    ])
    expect((await chat.get('order')).everyoneReadUntil).toBe(begin)
    await chat.mark('bob', 'order', false)
    expect(await readers(after)).toEqual(['bob'])
    await chat.leave('order', 'alice')
    expect(await readers(own), 'a user who has left is not a reader').toEqual([])
  })

  test('accepts participants without access, as the messages are of the past', async () => {
    const { chat, put, texts } = await appWithConversation()
    await chat.say('order', 'alice', 'then')
    await chat.change('order', 'bob', { access: 'None' })
    await put(past('bob', 'Goodbye', 1000, { readBy: ['bob'] }))
    expect(await texts()).toEqual(['Goodbye', 'then'])
    expect((await chat.seenBy('bob', 'order'))?.lastMessage?.text).toBe('then')
  })

  test('accepts 1,000 messages in a call, and keeps duplicates', async () => {
    const { chat, put, call } = await appWithConversation()
    const history = Array.from({ length: 1000 }, (_, index) => past('alice', `${index}`, index))
    const found = await put(...history)
    expect(new Set(found).size).toBe(1000)
    expect(
      await pages((query) => chat.messages('order', { ...query, orderDirection: 'ASC' }), 100),
    ).toEqual(found)
    await put(past('alice', '0', 0))
    const first = await chat.messages('order', { orderDirection: 'ASC', limit: 2 })
    expect(first.map(({ text, createdAt }) => [text, createdAt])).toEqual([
      ['0', 0],
      ['0', 0],
    ])
    const tooMany = await call('POST', '/import/conversations/order/messages', {
      body: [...history, past('alice', 'one more', 1)],
    })
    expect(tooMany).toMatchObject({ status: 400, body: { errors: { '#': [expect.any(String)] } } })
  })

  test('with idempotency keys can be repeated: no message is imported twice', async () => {
    const { chat, put, texts } = await appWithConversation()
    const history = Array.from({ length: 300 }, (_, index) =>
      past('alice', `${index}`, index, { idempotencyKey: `old-${index}` }),
    )
    const first = await put(...history.slice(0, 250))
    const second = await put(...history)
    expect(second.slice(0, 250)).toEqual(first)
    const twice = past('bob', 'twice', 999, { idempotencyKey: 'twice' })
    const [one, other] = await put(twice, twice)
    expect(one).toBe(other)
    expect(await chat.send('order', userMessage('bob', 'x', { idempotencyKey: 'twice' }))).toEqual([
      one,
    ])
    expect((await texts('DESC')).slice(0, 2)).toEqual(['twice', '299'])
    expect(await pages((query) => chat.messages('order', query), 100)).toHaveLength(301)
  })

  test.each<[string, (now: number) => unknown, ...string[]]>([
    ['a time in the future', (now) => past('alice', 'x', now + 1), '#/1/createdAt'],
    ['a negative time', () => past('alice', 'x', -1), '#/1/createdAt'],
    ['no time', () => ({ type: 'UserMessage', sender: 'alice', text: 'x' }), '#/1/createdAt'],
    ['two times that differ', () => past('alice', 'x', 1, { timestamp: 2 }), '#/1/timestamp'],
    [
      'an older name with a time in the future',
      (now) => ({ type: 'UserMessage', sender: 'alice', text: 'x', timestamp: now + 1 }),
      '#/1/timestamp',
    ],
    ['a stranger as sender', () => past('carol', 'x', 1), '#/1/sender'],
    [
      'strangers as readers',
      () => past('alice', 'x', 1, { readBy: ['bob', 'carol'] }),
      '#/1/readBy/1',
    ],
    ['a system message', () => ({ ...past('alice', 'x', 1), type: 'SystemMessage' }), '#/1/type'],
    ['no text', () => ({ ...past('alice', 'x', 1), text: '' }), '#/1/text'],
    [
      'custom data that is too large',
      () => past('alice', 'x', 1, { custom: { a: 'x'.repeat(65536) } }),
      '#/1/custom',
    ],
    ['an unknown property', () => ({ ...past('alice', 'x', 1), origin: 'web' }), '#/1/origin'],
  ])('of %s is a 400 that names it, and nothing is stored', async (_, message, ...places) => {
    const { chat, call, now } = await appWithConversation()
    await chat.users('carol')
    const before = await chat.get('order')
    const refused = await call('POST', '/import/conversations/order/messages', {
      body: [past('alice', 'good', 1, { idempotencyKey: 'good' }), message(now.time)],
    })
    expect(refused.status).toBe(400)
    expect(Object.keys((refused.body as { errors: object }).errors)).toEqual(places)
    expect(await chat.messages('order')).toEqual([])
    expect(await chat.get('order')).toEqual(before)
    await chat.send('order', userMessage('bob', 'key is free', { idempotencyKey: 'good' }))
  })

  test('names every fault, of an empty call too', async () => {
    const { post, now } = await appWithConversation()
    await expectFaults(post([]), '#')
    await expectFaults(
      post([past('x', 'x', now.time + 1), past('alice', 'y', 1, { readBy: ['z'] })]),
      '#/0/createdAt',
      '#/0/sender',
      '#/1/readBy/0',
    )
  })

  test('into an unknown conversation is a 404, and so is the path in the singular', async () => {
    const { call } = await appWithConversation()
    const body = [past('alice', 'x', 1)]
    for (const path of [
      '/import/conversations/never/messages',
      '/import/conversation/order/messages',
    ])
      expect((await call('POST', path, { body })).status, path).toBe(404)
  })

  test('is one event, which is enough to update snapshots', async () => {
    const { chat, now, put, ...app } = await appWithConversation()
    await chat.say('order', 'alice', 'then')
    const view = async (user: string) =>
      (await takeView(app, user, { users: [], conversations: ['order'] })).conversations.order ??
      null
    const [alice, bob] = [await openStream(app, 'alice'), await openStream(app, 'bob')]
    const before = [await view('alice'), await view('bob')]
    now.time += 1000
    const [id] = await put(past('alice', 'a', now.time - 10), past('bob', 'b', 1))
    await put(past('bob', 'c', 2))
    await chat.deleteMessage('order', id ?? '')
    await receivedSoFar([alice, bob], chat)
    for (const [index, [user, stream]] of (
      [
        ['alice', alice],
        ['bob', bob],
      ] as const
    ).entries()) {
      const events = stream.frames.flatMap(({ event }) => event ?? [])
      const told = events.filter(({ type }) => type.startsWith('message'))
      expect(told.map(({ type }) => type)).toEqual([
        'messages.imported',
        'messages.imported',
        'message.deleted',
      ])
      expect(told[0]).toMatchObject({
        conversationId: 'order',
        count: 2,
        from: 1,
        to: now.time - 10,
        lastMessageAt: now.time - 10,
      })
      let snapshot = before[index] ?? null
      for (const event of told)
        if ('id' in event) snapshot = applyToConversation(snapshot, event, user) ?? null
      const fresh = await view(user)
      expect({ ...snapshot, lastEventId: fresh?.lastEventId }).toEqual(fresh)
    }
  })
})
