import { expect, test } from 'vitest'
import { chatOf } from '../helpers/chat.ts'
import { lastingDatabase } from '../helpers/database.ts'
import { withStore } from '../helpers/event-log.ts'
import { broughtTo } from '../helpers/fence.ts'
import { testServer } from '../helpers/server.ts'
import { liveStream, openStream } from '../helpers/stream.ts'

// On SQLite only: there one transaction can write to the log and trim what it wrote, before anyone sees it.
test('a log that is trimmed under a stream never makes it skip: it ends, and is reset when it resumes', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  const live = await liveStream(server, 'alice')
  await broughtTo([live], chat)
  await withStore(databaseUrl, ({ write }) =>
    write(['log'], async (tx) => {
      for (let number = 0; number < 5; number += 1)
        await tx.events.append('shop', 0, {
          type: 'user.online',
          subject: { userId: 'alice' },
          audience: null,
          data: { userId: `user${number}` },
        })
      await tx.events.trim(Number.MAX_SAFE_INTEGER, 1, 1000)
    }),
  )
  expect(await live.rest()).toEqual([])
  const resumed = await openStream(server, 'alice', { after: live.cursor })
  expect((await resumed.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'expired' })
})
