import { chatOf, expectFaults, ids, systemMessage } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { type Planned, serverWith } from '@openparley/test-kit/conversations'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

const anyOne: Planned[] = [{ id: 'order', created: 1 }]

describe("a user's list of conversations", () => {
  test('is "structured similarly to the response of listing all conversations, but it contains additional, user specific fields"', async () => {
    const { chat } = await serverWith([{ id: 'order', created: 1, said: 2 }])
    const { participants: _, ...common } = await chat.get('order')
    const member = { access: 'ReadWrite', notify: true, joinedAt: 1, readUntil: null }
    const participants = { alice: member, bob: { ...member, readUntil: 2 } }
    const seen = { ...common, participants, unreadMentionCount: 0 }
    expect(await chat.listOf('alice')).toEqual([{ ...seen, unreadMessageCount: 1, isUnread: true }])
    expect(await chat.listOf('bob')).toEqual([{ ...seen, unreadMessageCount: 0, isUnread: false }])
  })

  test('contains those "the user is a part of", and no others', async () => {
    const { chat } = await serverWith([{ id: 'order', created: 1 }])
    await chat.conversationWith('private', ['bob', 'carol'])
    expect(ids(await chat.listOf('alice'))).toEqual(['order'])
    expect(ids(await chat.listOf('bob'))).toEqual(['private', 'order'])
    await chat.users('dora')
    expect(await chat.listOf('dora')).toEqual([])
  })

  test('counts all messages of other users that the user has not read, never their own', async () => {
    const { chat } = await serverWith(anyOne)
    await chat.say('order', 'alice', 'one', 'two')
    await chat.say('order', 'bob', 'three')
    await chat.send('order', systemMessage('four'))
    expect(await chat.seenBy('alice', 'order')).toMatchObject({ unreadMessageCount: 2 })
    expect(await chat.seenBy('bob', 'order')).toMatchObject({ unreadMessageCount: 3 })
    await chat.mark('alice', 'order', false)
    await chat.say('order', 'alice', 'five')
    expect(await chat.seenBy('alice', 'order')).toMatchObject({
      unreadMessageCount: 0,
      isUnread: false,
    })
  })

  test('"unreadsOnly=true to only list conversations that contain messages the user hasn\'t read yet": without conversations that are only marked as unread', async () => {
    const planned = [1, 2, 3, 4].map((time) => ({ id: `c${time}`, created: time, said: 10 * time }))
    const { chat } = await serverWith(planned)
    await chat.mark('alice', 'c2', false)
    await chat.mark('alice', 'c3', false)
    await chat.mark('alice', 'c3', true)
    expect(ids(await chat.listOf('alice', { unreadsOnly: true }))).toEqual(['c4', 'c1'])
    expect(ids(await chat.listOf('alice', { unreadsOnly: false }))).toHaveLength(4)
    expect(await chat.listOf('bob', { unreadsOnly: true })).toEqual([])
    expect(await chat.seenBy('alice', 'c3')).toMatchObject({
      unreadMessageCount: 0,
      isUnread: true,
    })
  })

  test('accepts all of its parameters together', async () => {
    const { chat } = await serverWith(
      [1, 2, 3, 4, 5, 6, 7].map((time) => ({
        id: `c${time}`,
        created: time,
        said: 100 + time,
        custom: { category: time === 3 ? 'hats' : 'shoes' },
      })),
    )
    await chat.mark('alice', 'c4', false)
    await chat.change('c5', 'alice', { access: 'Read' })
    const query = {
      orderBy: 'createdAt',
      orderDirection: 'ASC',
      offsetTs: 1,
      lastMessageAfter: 100,
      lastMessageBefore: 107,
      unreadsOnly: true,
      filter: JSON.stringify({ custom: { category: ['==', 'shoes'] }, access: ['!=', 'Read'] }),
      limit: 100,
    } as const
    expect(ids(await chat.listOf('alice', query))).toEqual(['c2', 'c6'])
    expect(ids(await chat.listOf('alice', { ...query, limit: 1 }))).toEqual(['c2'])
    expect(ids(await chat.listOf('alice', { ...query, startingAfter: 'c2' }))).toEqual(['c6'])
    expect(ids(await chat.listOf('alice', { ...query, startingAfter: 'c4' }))).toEqual(['c6'])
  })

  test('cannot start after a conversation that is not in it', async () => {
    const { chat } = await serverWith(anyOne)
    await chat.conversationWith('private', ['bob'])
    const get = (startingAfter: string) =>
      chat.client.GET('/users/{userId}/conversations', {
        params: { path: { userId: 'alice' }, query: { startingAfter } },
      })
    await expectFaults(get('private'), 'query/startingAfter')
    await expectFaults(get('never'), 'query/startingAfter')
  })

  test('accepts all four values of the older sortBy, but not together with orderBy or orderDirection', async () => {
    const { chat, call } = await serverWith([
      { id: 'c1', created: 1, said: 20 },
      { id: 'c2', created: 2, said: 10 },
    ])
    for (const orderBy of ['lastActivity', 'createdAt'] as const)
      for (const orderDirection of ['ASC', 'DESC'] as const)
        expect(await chat.listOf('alice', { sortBy: `${orderBy} ${orderDirection}` })).toEqual(
          await chat.listOf('alice', { orderBy, orderDirection }),
        )
    const { body } = await call(
      'GET',
      '/users/alice/conversations?sortBy=createdAt+ASC&orderBy=createdAt&orderDirection=ASC',
    )
    expect((body as { errors: object }).errors).toEqual({
      'query/orderBy': ['Cannot be combined with sortBy.'],
      'query/orderDirection': ['Cannot be combined with sortBy.'],
    })
  })

  test('of a user who does not exist is a 404, and empty for versions before 2024-01-01', async () => {
    const { call } = await testApp()
    const of = (version?: string) =>
      call('GET', '/users/nobody/conversations', {
        headers: version ? { 'TalkJS-REST-Version': version } : {},
      })
    expect((await of()).status).toBe(404)
    expect((await of('2024-01-01')).status).toBe(404)
    for (const version of ['2021-01-01', '2021-02-09', '2021-07-30'])
      expect(await of(version)).toMatchObject({ status: 200, body: { data: [] } })
  })
})

/** Documented examples, each with the ids that it finds among the conversations below. */
const userExamples: [string, string[]][] = [
  ['?unreadsOnly=true', ['new', 'c_84726', 'old']],
  ['?lastMessageBefore=1521522849308', ['c_84726', 'read', 'old']],
  ['?lastMessageAfter=1421522849732', ['new', 'c_84726', 'read']],
  ['?lastMessageBefore=1521522849308&lastMessageAfter=1421522849732', ['c_84726', 'read']],
  ['?unreadsOnly=true&lastMessageBefore=1521522849308&lastMessageAfter=1421522849732', ['c_84726']],
  ['?limit=5', ['empty', 'new', 'c_84726', 'read', 'old']],
  ['?limit=5&startingAfter=c_84726', ['read', 'old']],
  ['?limit=5&startingAfter=c_84726&lastMessageBefore=1521522849308', ['read', 'old']],
  ['?limit=5&offsetTs=1521522849308', ['c_84726', 'read', 'old']],
  ['?limit=5&sortBy=lastActivity+DESC', ['empty', 'new', 'c_84726', 'read', 'old']],
  [
    `?filter=${encodeURIComponent(JSON.stringify({ custom: { category: ['==', 'shoes'], access: ['==', 'ReadWrite'] } }))}`,
    ['read'],
  ],
]

describe('the documented examples of a user', () => {
  const exampleServer = async () => {
    const server = await serverWith([
      { id: 'old', created: 1, said: 1421522849732 },
      { id: 'read', created: 2, said: 1500000000000, custom: { category: 'shoes' } },
      { id: 'c_84726', created: 3, said: 1521522849307 },
      { id: 'new', created: 4, said: 1521522849308 },
      { id: 'empty', created: 1600000000000 },
    ])
    await server.chat.mark('alice', 'read', false)
    await server.chat.put('read', { custom: { access: 'ReadWrite' } })
    return server
  }

  test.each(userExamples)(
    'returns the documented result of "GET https://api.talkjs.com/v1/{appId}/users/{userId}/conversations%s"',
    async (query, found) => {
      const { call } = await exampleServer()
      const { status, body } = await call('GET', `/users/alice/conversations${query}`)
      expect(status).toBe(200)
      expect(ids((body as { data: { id: string }[] }).data)).toEqual(found)
    },
  )
})

const examples: [string, string[]][] = [
  ['', ['empty', 'new', 'shoes', 'c_21', 'old']],
  ['?lastMessageBefore=1521522849308&lastMessageAfter=1421522849732', ['shoes', 'c_21']],
  ['?limit=50&lastMessageAfter=1421522849732', ['new', 'shoes', 'c_21']],
  ['?startingAfter=c_21', ['old']],
  [
    '?filter=%7B%22custom%22%3A%7B%22category%22%3A%5B%22%3D%3D%22%2C%22shoes%22%5D%7D%7D',
    ['shoes'],
  ],
  ['?lastMessageAfter=1701700000000&lastMessageBefore=1702000000000', ['new']],
]

describe('the documented examples of the app', () => {
  test.each(examples)(
    'returns the documented result of "GET https://api.talkjs.com/v1/{appId}/conversations%s"',
    async (query, found) => {
      const { call } = await serverWith([
        { id: 'old', created: 1, said: 1421522849732 },
        { id: 'c_21', created: 2, said: 1500000000000 },
        { id: 'shoes', created: 3, said: 1510000000000, custom: { category: 'shoes' } },
        { id: 'new', created: 4, said: 1701800000000 },
        { id: 'empty', created: 1800000000000 },
      ])
      const { status, body } = await call('GET', `/conversations${query}`)
      expect(status).toBe(200)
      expect(ids((body as { data: { id: string }[] }).data)).toEqual(found)
    },
  )

  test('"This step does not make a conversation visible to users" applies to their user interface: the list has it immediately', async () => {
    const now = clock()
    const chat = chatOf((await testApp({ now })).client)
    await chat.conversationWith('order', ['alice'])
    expect(await chat.seenBy('alice', 'order')).toMatchObject({ lastMessage: null })
  })
})
