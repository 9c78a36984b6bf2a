import { chatOf } from '@openparley/test-kit/chat'
import { withStore } from '@openparley/test-kit/event-log'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'
import type { Participant } from '../../../src/model/participant.ts'

async function totalOf(server: TestApp, userId: string) {
  const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
  const { status, body } = await server.call('GET', '/realtime/unread', { headers })
  expect(status).toBe(200)
  return body
}

const total = (conversations: number, messages: number, mentions = 0) => ({
  unreadConversationCount: conversations,
  unreadMessageCount: messages,
  unreadMentionCount: mentions,
  hasMore: false,
})

test('the total includes unread messages of others, and conversations marked as unread', async () => {
  const server = await testApp()
  const chat = chatOf(server.client)
  for (const id of ['one', 'two', 'three']) await chat.conversationWith(id, ['alice', 'bob'])
  expect(await totalOf(server, 'alice')).toEqual(total(0, 0))
  await chat.say('one', 'bob', 'Hello', 'Alice')
  await chat.say('two', 'bob', 'Hi')
  await chat.say('two', 'alice', 'Hi')
  await chat.mark('alice', 'three', true)
  expect(await totalOf(server, 'alice')).toEqual(total(3, 3))
  expect(await totalOf(server, 'bob')).toEqual(total(1, 1))
  await chat.mark('alice', 'one', false)
  expect(await totalOf(server, 'alice')).toEqual(total(2, 1))
})

test('conversations that the user has left or cannot access do not count, and the total of an unknown user is 0', async () => {
  const server = await testApp()
  const chat = chatOf(server.client)
  for (const id of ['one', 'two']) await chat.conversationWith(id, ['alice', 'bob'])
  await chat.say('one', 'bob', 'Hello')
  await chat.say('two', 'bob', 'Hello', 'Alice')
  await chat.change('two', 'alice', { access: 'None' })
  expect(await totalOf(server, 'alice')).toEqual(total(1, 1))
  await chat.leave('one', 'alice')
  expect(await totalOf(server, 'alice')).toEqual(total(0, 0))
  expect(await totalOf(server, 'nobody')).toEqual(total(0, 0))
})

/** A participation in a conversation with an unread message. */
const unreadIn = (conversationId: string): Participant => ({
  ...{ conversationId, userId: 'alice', access: 'ReadWrite', notify: true, markedUnread: false },
  ...{ readSeq: 0, unreadCount: 1, newestSeq: 1, lastActivity: 1, joinedAt: 1, readUntil: null },
})

test('if there are more than 1,000 unread conversations, those with the newest activity are counted', async () => {
  const server = await testApp()
  const many = Array.from({ length: 1000 }, (_, index) => unreadIn(`c${index}`))
  const put = (...participants: Participant[]) =>
    withStore(server.databaseUrl, (store) =>
      store.write([], (tx) => tx.participants.put(server.appId, 1, ...participants)),
    )
  await put(...many)
  expect(await totalOf(server, 'alice')).toEqual({ ...total(1000, 1000), hasMore: false })
  await put({ ...unreadIn('newest'), unreadCount: 7, lastActivity: 2 })
  expect(await totalOf(server, 'alice')).toEqual({ ...total(1000, 1006), hasMore: true })
})
