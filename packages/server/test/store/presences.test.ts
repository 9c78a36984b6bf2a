import { lastingDatabase } from '@openparley/test-kit/database'
import { expect, onTestFinished, test } from 'vitest'
import { blankUser } from '../../src/model/user.ts'
import { listPresences } from '../../src/operations/users.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { nothingSelected } from '../../src/store/tables/streams.ts'

const news = { isPresent: true, watchVersion: 0, ...nothingSelected }

/** Users of an app, each with a stream, created one after the other. */
async function storeWithOnline(userIds: string[]): Promise<Store> {
  const store = await openStore(await openEngine(await lastingDatabase()))
  onTestFinished(() => store.close())
  await store.write([], async (tx) => {
    for (const [time, id] of userIds.entries())
      await tx.users.put('shop', blankUser(id, 'en-US', time))
    const streams = userIds.map((userId) => ({ appId: 'shop', userId, id: `stream-${userId}` }))
    await tx.streams.put(
      'node',
      streams.map((stream) => ({ ...stream, ...news })),
    )
    await tx.users.updateOnline('shop', userIds)
  })
  return store
}

test('presences list the first 1,000 online users, in order of creation', async () => {
  const userIds = Array.from({ length: 1001 }, (_, index) => `user-${2000 - index}`)
  const store = await storeWithOnline(userIds)
  const presencesOf = async (body: object) => {
    const feed = { typing: { conversationsOf: async () => new Map() } }
    const context = { app: { id: 'shop' }, store, feed } as unknown as Parameters<
      typeof listPresences
    >[1]
    const input = { body } as Parameters<typeof listPresences>[0]
    return Object.keys((await listPresences(input, context)).data)
  }
  expect((await presencesOf({})).sort()).toEqual(userIds.slice(0, 1000).sort())
  expect(await presencesOf({ userIds: userIds.slice(1000) })).toEqual(userIds.slice(1000))
})

test('a stream with a silent client does not count as a session', async () => {
  const store = await storeWithOnline(['alice', 'bob'])
  const silent = { ...news, appId: 'shop', userId: 'alice', id: 'silent', isPresent: false }
  await store.write([], (tx) => tx.streams.put('node', [silent]))
  expect(await store.read.streams.present('shop', ['alice', 'bob'], 20)).toEqual(
    new Map([
      ['alice', [{ id: 'stream-alice', ...nothingSelected }]],
      ['bob', [{ id: 'stream-bob', ...nothingSelected }]],
    ]),
  )
})
