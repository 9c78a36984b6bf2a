import { lastingDatabase } from '@openparley/test-kit/database'
import { expect, onTestFinished, test } from 'vitest'
import { Notices } from '../../src/feed/notices.ts'
import { Streams } from '../../src/feed/streams.ts'
import { Typing } from '../../src/feed/typing.ts'
import { Watching } from '../../src/feed/watching.ts'
import { openDatabase } from '../../src/store/database.ts'
import { logStart } from '../../src/store/tables/events.ts'

test('recent returns who has typed within ten seconds and where each user typed last, even after other reads', async () => {
  const store = await openDatabase(await lastingDatabase())
  onTestFinished(() => store.close())
  const onError = (error: unknown) => {
    throw error
  }
  const notices = new Notices(store)
  const watching = new Watching({ store, notices, nodeId: 'node', onAlive() {}, onError })
  const findApp = async () => undefined
  const streams = new Streams({ store, epoch: 'epoch', watching, findApp, onEntry() {} })
  let time = 0
  const typing = new Typing({ streams, notices, findApp, now: () => time, onError })
  const type = (userId: string, conversationId: string) =>
    typing.send({ appId: 'shop', userId, conversationId, at: logStart, newestSeq: 0 }, false)
  const recent = () => typing.recent().map(({ userId, conversationId }) => [userId, conversationId])
  type('alice', 'order')
  time = 5000
  type('bob', 'order')
  time = 9000
  type('bob', 'boots')
  await typing.conversationsOf(store.read, 'shop', ['alice'])
  expect(recent()).toEqual([
    ['bob', 'boots'],
    ['alice', 'order'],
  ])
  time = 10_000
  expect(recent()).toEqual([['bob', 'boots']])
  time = 19_000
  expect(recent()).toEqual([])
})
