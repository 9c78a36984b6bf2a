import { lastingDatabase, postgresServer } from '@openparley/test-kit/database'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { epochOf } from '../../src/feed/cursor.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'

async function opened(url: string) {
  const store = await openStore(await openEngine(url))
  return { store, epoch: await epochOf(store) }
}

const start = { xid: 0, id: 0, mark: 0 }
const online = (userId: string) =>
  ({
    type: 'conversation.read',
    subject: { userId },
    data: { conversationId: 'order', userId, readUntil: null, everyoneReadUntil: null },
  }) as const

test('a copy of a database starts a new epoch with an empty log, and a restart does not', async () => {
  const url = await lastingDatabase()
  const first = await opened(url)
  await first.store.write([], (tx) => tx.events.append('shop', 1, online('alice')))
  await first.store.close()
  const again = await opened(url)
  expect(again.epoch).toBe(first.epoch)
  await expect.poll(() => again.store.read.events.readAfter(start, 10)).toHaveLength(1)
  await again.store.close()

  const copy = new URL(url)
  copy.pathname = `${copy.pathname}_copy`
  const server = new pg.Client(postgresServer().url)
  await server.connect()
  await server.query(
    `CREATE DATABASE "${copy.pathname.slice(1)}" TEMPLATE "${new URL(url).pathname.slice(1)}"`,
  )
  onTestFinished(async () => {
    await server.query(`DROP DATABASE "${copy.pathname.slice(1)}" WITH (FORCE)`)
    await server.end()
  })
  const other = await opened(copy.href)
  expect(other.epoch).not.toBe(first.epoch)
  expect(await other.store.read.events.readAfter(start, 10)).toEqual([])
  await other.store.write([], (tx) => tx.events.append('shop', 1, online('bob')))
  await expect.poll(() => other.store.read.events.readAfter(start, 10)).toHaveLength(1)
  const [entry] = await other.store.read.events.readAfter(start, 10)
  expect(JSON.parse(entry?.json ?? '')).toMatchObject({ userId: 'bob' })
  await other.store.close()
})
