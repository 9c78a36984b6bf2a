import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { withStore } from '@openparley/test-kit/event-log'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { testServer } from '@openparley/test-kit/server'
import { liveStream, openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

// Only on SQLite, one transaction can write to the log and trim its own events before anyone sees them.
test('if the log is trimmed past a stream, the stream does not skip events: it ends, and is reset when it resumes', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  const live = await liveStream(server, 'alice')
  await receivedSoFar([live], chat)
  await withStore(databaseUrl, ({ write }) =>
    write(['log'], async (tx) => {
      for (let number = 0; number < 5; number += 1)
        await tx.events.append('shop', 0, {
          type: 'conversation.read',
          subject: { userId: 'alice' },
          data: {
            conversationId: 'order',
            userId: `user${number}`,
            readUntil: null,
            everyoneReadUntil: null,
          },
        })
      await tx.events.trim({ since: Number.MAX_SAFE_INTEGER, events: 1, bytes: 1 }, 1000)
    }),
  )
  expect(await live.rest()).toEqual([])
  const resumed = await openStream(server, 'alice', { after: live.cursor })
  expect((await resumed.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'expired' })
})
