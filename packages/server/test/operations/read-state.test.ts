import document from '@openparley/spec/openapi.json' with { type: 'json' }
import { operations } from '@openparley/spec/operations'
import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

/** A conversation of three, with two messages of alice and one of bob. */
async function serverWithMessages() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob', 'carol'])
  await chat.say('order', 'alice', 'one', 'two')
  await chat.say('order', 'bob', 'three')
  return { ...server, chat }
}

/** Who has read each message, oldest first. */
const readBy = async (chat: Chat) =>
  (await chat.messages('order', { orderDirection: 'ASC' })).map((message) => message.readBy)

const unread = async (chat: Chat, userId: string) => {
  const seen = await chat.seenBy(userId, 'order')
  const { participants } = await chat.get('order')
  expect(participants[userId]?.isUnread, 'the same in both lists').toBe(seen?.isUnread)
  return [seen?.unreadMessageCount, seen?.isUnread]
}

describe('marking a conversation', () => {
  test('"as read will also mark any messages within the conversation as read by that user"', async () => {
    const { chat } = await serverWithMessages()
    expect(await readBy(chat)).toEqual([[], [], []])
    expect(await chat.mark('carol', 'order', false)).toEqual({})
    expect(await readBy(chat)).toEqual([['carol'], ['carol'], ['carol']])
    expect(await unread(chat, 'carol')).toEqual([0, false])
    expect(await unread(chat, 'bob'), 'only of that user').toEqual([2, true])
    expect((await chat.get('order')).lastMessage?.readBy).toEqual(['carol'])
    expect((await chat.seenBy('bob', 'order'))?.lastMessage?.readBy).toEqual(['carol'])
  })

  test('never lists the sender of a message among its readers', async () => {
    const { chat } = await serverWithMessages()
    for (const user of ['carol', 'alice', 'bob']) await chat.mark(user, 'order', false)
    expect(await readBy(chat)).toEqual([
      ['bob', 'carol'],
      ['bob', 'carol'],
      ['alice', 'carol'],
    ])
  })

  test('as read leaves later messages unread', async () => {
    const { chat } = await serverWithMessages()
    await chat.mark('carol', 'order', false)
    await chat.say('order', 'bob', 'four')
    expect(await unread(chat, 'carol')).toEqual([1, true])
    expect(await readBy(chat)).toEqual([['carol'], ['carol'], ['carol'], []])
  })

  test('"as unread will not change the read/unread status of any message within the conversation"', async () => {
    const { chat } = await serverWithMessages()
    await chat.mark('carol', 'order', false)
    const before = await chat.messages('order')
    await chat.mark('carol', 'order', true)
    expect(await unread(chat, 'carol')).toEqual([0, true])
    expect(await chat.messages('order')).toEqual(before)
    await chat.mark('carol', 'order', false)
    expect(await unread(chat, 'carol')).toEqual([0, false])
  })

  test('as unread is kept when messages are sent and deleted', async () => {
    const { chat } = await serverWithMessages()
    await chat.mark('carol', 'order', true)
    expect(await unread(chat, 'carol')).toEqual([3, true])
    for (const { id } of await chat.messages('order')) await chat.deleteMessage('order', id)
    expect(await unread(chat, 'carol')).toEqual([0, true])
    expect(await unread(chat, 'bob')).toEqual([0, false])
  })

  test.each([true, false])(
    '"omitting the isUnread parameter, or setting it to null does not change the read/unread status": with the flag %s',
    async (flag) => {
      const { chat } = await serverWithMessages()
      await chat.mark('carol', 'order', flag)
      const before = [await unread(chat, 'carol'), await readBy(chat)]
      await chat.mark('carol', 'order', null)
      await chat.mark('carol', 'order')
      expect([await unread(chat, 'carol'), await readBy(chat)]).toEqual(before)
    },
  )

  test('twice has the effect of once', async () => {
    const { chat } = await serverWithMessages()
    for (const isUnread of [false, true]) {
      await chat.mark('carol', 'order', isUnread)
      const before = [await unread(chat, 'carol'), await readBy(chat)]
      await chat.mark('carol', 'order', isUnread)
      expect([await unread(chat, 'carol'), await readBy(chat)]).toEqual(before)
    }
  })

  test('without any message still sets and clears the flag', async () => {
    const chat = chatOf((await testApp()).client)
    await chat.conversationWith('order', ['alice'])
    await chat.mark('alice', 'order', true)
    expect(await unread(chat, 'alice')).toEqual([0, true])
    await chat.mark('alice', 'order', false)
    expect(await unread(chat, 'alice')).toEqual([0, false])
  })

  test.each(['yes', 0, [true]])('refuses %j as isUnread', async (isUnread) => {
    const { call } = await serverWithMessages()
    const path = '/users/carol/conversations/order'
    expect((await call('PATCH', path, { body: { isUnread } })).status).toBe(400)
  })

  test.each([
    ['a user', '/users/nobody/conversations/order', '/conversations/order/readBy/nobody'],
    ['a conversation', '/users/alice/conversations/never', '/conversations/never/readBy/alice'],
    ['a participant', '/users/dora/conversations/order', '/conversations/order/readBy/dora'],
  ])('of %s that does not exist is a 404', async (_, path, deprecatedPath) => {
    const { chat, call } = await serverWithMessages()
    await chat.users('dora')
    for (const isUnread of [true, false, null])
      expect((await call('PATCH', path, { body: { isUnread } })).status).toBe(404)
    expect((await call('POST', deprecatedPath, { body: {} })).status).toBe(404)
  })
})

describe('the deprecated call that marks a conversation as read', () => {
  test('"This endpoint is deprecated", and the document flags it', () => {
    const { method, path } = operations.markConversationRead
    expect(document.paths[path]).toMatchObject({ [method.toLowerCase()]: { deprecated: true } })
  })

  test('does what its successor does', async () => {
    const state = async (mark: (chat: Chat) => Promise<unknown>) => {
      const { chat } = await serverWithMessages()
      await chat.mark('carol', 'order', true)
      await mark(chat)
      return [await unread(chat, 'carol'), await unread(chat, 'bob'), await readBy(chat)]
    }
    const path = { conversationId: 'order', userId: 'carol' }
    const deprecated = await state((chat) =>
      chat.client.POST('/conversations/{conversationId}/readBy/{userId}', {
        params: { path },
        body: {},
      }),
    )
    expect(deprecated).toEqual(await state((chat) => chat.mark('carol', 'order', false)))
    expect(deprecated[0]).toEqual([0, false])
  })

  test('needs no body', async () => {
    const { chat, call } = await serverWithMessages()
    expect(await call('POST', '/conversations/order/readBy/carol')).toMatchObject({
      status: 200,
      body: {},
    })
    expect(await unread(chat, 'carol')).toEqual([0, false])
  })
})
