import { chatOf, ids, userMessage } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

// What public code sends about messages. One server for all tests of the file.

async function appWithConversation() {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  return { ...app, chat }
}

const texts = Array.from({ length: 10 }, (_, index) => `text ${index}`)

test('a transcript sorted by createdAt alone: the messages of one call, of the next calls and of calls at once', async () => {
  const { chat, ...app } = await appWithConversation()
  const stream = await liveStream(app, 'bob')
  const keyed = texts.map((text) => userMessage('alice', text, { idempotencyKey: text }))
  const sent = await chat.send('order', ...keyed)
  sent.push(...(await chat.say('order', 'bob', ...texts)))
  await Promise.all(texts.map((text) => chat.say('order', 'alice', text, text)))
  expect(await chat.send('order', ...keyed), 'a repeat sends nothing').toEqual(sent.slice(0, 10))

  const listed = await chat.messages('order', { limit: 100 })
  expect(listed).toHaveLength(40)
  const times = listed.map(({ createdAt }) => createdAt)
  expect(new Set(times).size).toBe(40)
  expect(times.toSorted((one, other) => other - one)).toEqual(times)
  expect(ids(listed.slice(20)).reverse()).toEqual(sent)

  const [newest] = listed
  const events = await stream.until(
    (event) => event.type === 'message.created' && event.message.id === newest?.id,
  )
  const told = events.flatMap((event) => (event.type === 'message.created' ? [event.message] : []))
  expect(told.map(({ createdAt }) => createdAt)).toEqual(times.toReversed())
  expect(await chat.seenBy('bob', 'order')).toMatchObject({
    unreadMessageCount: 30,
    lastMessage: { id: newest?.id },
  })
  await chat.mark('bob', 'order', false)
  expect((await chat.message('order', newest?.id ?? '')).readBy).toEqual(['bob'])
})
