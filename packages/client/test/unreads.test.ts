import { chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { testNetwork } from '@openparley/test-kit/network'
import { testApp } from '@openparley/test-kit/server'
import { recorded, testSession } from '@openparley/test-kit/session'
import { expect, test } from 'vitest'
import type { UnreadsSnapshot } from '../src/index.ts'

async function shop() {
  const server = await testApp()
  const chat = chatOf(server.client)
  for (const id of ['boots', 'shoes']) await chat.conversationWith(id, ['alice', 'sebastian'])
  return { server, chat }
}

test("subscribeUnreads emits the user's unread counts, over all conversations", async () => {
  const { server, chat } = await shop()
  const session = testSession(server, 'alice')
  const { told, last } = recorded<UnreadsSnapshot>({
    subscribe: (listener) => session.subscribeUnreads(listener),
  })
  await last({ unreadConversationCount: 0, unreadMessageCount: 0, unreadMentionCount: 0 })
  await chat.say('boots', 'sebastian', 'One', 'Two')
  await chat.say('shoes', 'sebastian', 'Three')
  await last({ unreadConversationCount: 2, unreadMessageCount: 3 })
  await session.conversation('boots').markAsRead()
  await last({ unreadConversationCount: 1, unreadMessageCount: 1 })
  expect(Object.isFrozen(told.at(-1))).toBe(true)
})

test('subscribeUnreads requests them at most twice a second', async () => {
  const { server, chat } = await shop()
  const clock = new ManualClock()
  const network = testNetwork()
  const session = testSession(server, 'alice', { clock, fetch: network.fetch })
  const { last } = recorded<UnreadsSnapshot>({
    subscribe: (listener) => session.subscribeUnreads(listener),
  })
  await last({ unreadMessageCount: 0 })
  const requests = () => network.requests.filter(({ url }) => url.endsWith('/unread')).length
  for (const text of ['One', 'Two', 'Three']) await chat.say('boots', 'sebastian', text)
  await eventually(() => expect(network.heard.match(/event: message.created/g)).toHaveLength(3))
  expect(requests()).toBe(1)
  clock.advance(500)
  await last({ unreadMessageCount: 3 })
  expect(requests()).toBe(2)
})
