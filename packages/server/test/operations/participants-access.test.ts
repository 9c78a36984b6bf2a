import { type Chat, chatOf, ids } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { callsOf, testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

const without = { filter: '{"access":["!=","None"]}' }

/** Alice has read the first of two messages and then loses access, in several ways, while bob continues to write. */
async function serverWithMessages() {
  const now = clock(1000)
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  now.time = 2000
  await chat.say('order', 'bob', 'one')
  await chat.mark('alice', 'order', false)
  now.time = 3000
  await chat.say('order', 'bob', 'two')
  now.time = 4000
  return { ...server, chat, now, call: callsOf(server) }
}

type Server = Awaited<ReturnType<typeof serverWithMessages>>

const losses: [string, (server: Server) => Promise<unknown>][] = [
  ['access is set to None', ({ chat }) => chat.change('order', 'alice', { access: 'None' })],
  ['access None is put', ({ chat }) => chat.join('order', 'alice', { access: 'None' })],
  ...['2021-01-01', '2021-02-09'].map((version): (typeof losses)[number] => [
    `they leave under version ${version}`,
    ({ call }) =>
      call('DELETE', '/conversations/order/participants/alice', {
        headers: { 'TalkJS-REST-Version': version },
      }),
  ]),
]

const seen = async (chat: Chat) => {
  const { lastMessage, unreadMessageCount, isUnread } = (await chat.seenBy('alice', 'order')) ?? {}
  return { text: lastMessage?.text, unreadMessageCount, isUnread }
}

const frozen = { text: 'two', unreadMessageCount: 1, isUnread: true }

describe.each(losses)('a user for whom %s', (_, lose) => {
  test('keeps the conversation in their own list, from which the filter `access != None` removes it', async () => {
    const server = await serverWithMessages()
    await lose(server)
    const { chat } = server
    expect(ids(await chat.listOf('alice'))).toEqual(['order'])
    expect(await chat.listOf('alice', without)).toEqual([])
    expect(Object.keys((await chat.get('order')).participants)).toEqual(['bob'])
    expect(Object.keys((await chat.listOf('alice'))[0]?.participants ?? {})).toEqual(['bob'])
  })

  test('sees "read-only history": the last message, unread count and activity of the moment when they lost access', async () => {
    const server = await serverWithMessages()
    const { chat, now } = server
    await lose(server)
    expect(await seen(chat)).toEqual(frozen)
    now.time = 5000
    await chat.conversationWith('other', ['alice', 'bob'])
    now.time = 6000
    await chat.say('order', 'bob', 'three')
    expect(await seen(chat)).toEqual(frozen)
    expect(ids(await chat.listOf('alice')), 'it does not move up').toEqual(['other', 'order'])
    expect(ids(await chat.listOf('bob'))).toEqual(['order', 'other'])
    expect(ids(await chat.listOf('alice', { lastMessageAfter: 3000 }))).toEqual([])
    expect(ids(await chat.listOf('alice', { lastMessageAfter: 2999 }))).toEqual(['order'])
    expect(ids(await chat.listOf('alice', { unreadsOnly: true }))).toEqual(['order'])
  })

  test('no longer has deleted messages in that history', async () => {
    const server = await serverWithMessages()
    const { chat } = server
    await lose(server)
    const [three] = await chat.say('order', 'bob', 'three')
    const [, two, one] = ids(await chat.messages('order'))
    await chat.deleteMessage('order', three ?? '')
    expect(await seen(chat)).toEqual(frozen)
    await chat.deleteMessage('order', two ?? '')
    expect(await seen(chat)).toEqual({ text: 'one', unreadMessageCount: 0, isUnread: false })
    expect(ids(await chat.listOf('alice', { lastMessageBefore: 2001 }))).toEqual(['order'])
    await chat.deleteMessage('order', one ?? '')
    expect(await seen(chat)).toEqual({
      text: undefined,
      unreadMessageCount: 0,
      isUnread: false,
    })
  })

  test('can still read it up to that point, and no further', async () => {
    const server = await serverWithMessages()
    const { chat } = server
    await lose(server)
    await chat.say('order', 'bob', 'three')
    await chat.mark('alice', 'order', false)
    expect(await seen(chat)).toEqual({ ...frozen, unreadMessageCount: 0, isUnread: false })
    const readBy = (await chat.messages('order')).map((message) => message.readBy)
    expect(readBy).toEqual([[], ['alice'], ['alice']])
  })

  test('sends nothing', async () => {
    const server = await serverWithMessages()
    await lose(server)
    const { status, body } = await server.call('POST', '/conversations/order/messages', {
      body: [{ type: 'UserMessage', sender: 'alice', text: 'Hello?' }],
    })
    expect(status).toBe(400)
    expect((body as { errors: object }).errors).toHaveProperty(['#/0/sender'])
  })

  test.each([
    ['joining', (chat: Chat) => chat.join('order', 'alice')],
    ['a change', (chat: Chat) => chat.change('order', 'alice', { access: 'Read' })],
  ])('who regains access by %s "sees the whole history"', async (_, regain) => {
    const server = await serverWithMessages()
    const { chat, now } = server
    await lose(server)
    now.time = 6000
    await chat.say('order', 'bob', 'three')
    await regain(chat)
    expect(await seen(chat)).toEqual({ text: 'three', unreadMessageCount: 2, isUnread: true })
    expect(ids(await chat.listOf('alice', { lastMessageAfter: 5999 }))).toEqual(['order'])
    await chat.say('order', 'bob', 'four')
    expect(await seen(chat)).toEqual({ text: 'four', unreadMessageCount: 3, isUnread: true })
  })

  test('loses the conversation permanently after leaving under version 2021-07-30', async () => {
    const server = await serverWithMessages()
    await lose(server)
    await server.call('DELETE', '/conversations/order/participants/alice', {
      headers: { 'TalkJS-REST-Version': '2021-07-30' },
    })
    expect(await server.chat.listOf('alice')).toEqual([])
  })
})

test('a user who joins with access None sees no new message, and is not listed', async () => {
  const { chat } = await serverWithMessages()
  await chat.users('carol')
  await chat.join('order', 'carol', { access: 'None' })
  await chat.say('order', 'bob', 'three')
  expect(Object.keys((await chat.get('order')).participants)).toEqual(['alice', 'bob'])
  expect(await chat.seenBy('carol', 'order')).toMatchObject({ lastMessage: { text: 'two' } })
  expect(await chat.listOf('carol', without)).toEqual([])
  await chat.join('order', 'carol', { access: 'None', notify: false })
  await chat.change('order', 'carol', { access: 'Read' })
  const { participants } = await chat.get('order')
  expect(participants.carol).toMatchObject({ access: 'Read', notify: false })
})

test('keeps the notification setting while access is None', async () => {
  const { chat } = await serverWithMessages()
  await chat.change('order', 'alice', { access: 'None', notify: 'MentionsOnly' })
  await chat.change('order', 'alice', { access: 'Read' })
  expect((await chat.get('order')).participants.alice).toMatchObject({
    access: 'Read',
    notify: 'MentionsOnly',
  })
})

test.each(['2021-07-30', '2024-01-01'])(
  'leaving under version %s "removes the conversation from the leaver\'s list"',
  async (version) => {
    const { chat, call } = await serverWithMessages()
    const headers = { 'TalkJS-REST-Version': version }
    await call('DELETE', '/conversations/order/participants/alice', { headers })
    expect(await chat.listOf('alice')).toEqual([])
  },
)

test('leaving twice under a version before 2021-07-30 changes nothing more', async () => {
  const { chat, call } = await serverWithMessages()
  const headers = { 'TalkJS-REST-Version': '2021-02-09' }
  const leave = () => call('DELETE', '/conversations/order/participants/alice', { headers })
  await leave()
  await chat.say('order', 'bob', 'three')
  expect(await leave()).toMatchObject({ status: 200, body: {} })
  expect(await seen(chat)).toEqual(frozen)
})
