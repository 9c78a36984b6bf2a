import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { conversationUpdated, withStore } from '@openparley/test-kit/event-log'
import { testServer } from '@openparley/test-kit/server'
import { liveStream, openStream, type TestStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const megabyte = 1024 * 1024

/**
 * Larger than the buffers of a connection. No API call creates such an event any more, but an old log may contain one.
 */
const largeEvent = conversationUpdated(4 * megabyte)

test('an event of any size reaches live and resuming readers, and so do later events', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  const alice = await liveStream(server, 'alice')
  const { cursor } = await liveStream(server, 'bob')
  await withStore(databaseUrl, ({ write }) =>
    write([], (tx) => tx.events.append('shop', 1, largeEvent)),
  )
  const [message] = await chat.say('order', 'bob', 'Hello')
  const expectBoth = async (stream: TestStream) => {
    const updated = await stream.next('conversation.updated')
    expect(updated.conversation.custom.large).toHaveLength(4 * megabyte)
    expect(await stream.next('message.created')).toMatchObject({ message: { id: message } })
  }
  await expectBoth(alice)
  await expectBoth(await openStream(server, 'bob', { after: cursor }))
})
