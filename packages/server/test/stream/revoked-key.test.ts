import { clock } from '@openparley/test-kit/clock'
import { lastingDatabase } from '@openparley/test-kit/database'
import { withStore } from '@openparley/test-kit/event-log'
import { testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { revokeChosenKey, rotateChosenKey } from '../../src/commands/chosen-keys.ts'
import { ensureApp } from '../../src/operations/apps.ts'

const day = 24 * 60 * 60 * 1000
const former = 'sk_test_shop_former'

test('a stream ends with the key that signed its token, and streams of the current key continue', async () => {
  const databaseUrl = await lastingDatabase()
  const [current] = await withStore(databaseUrl, async (store) => {
    await ensureApp(store, { id: 'shop', secretKey: former }, Date.now())
    return (await rotateChosenKey(store, 'shop', day, Date.now())).keys
  })
  const server = await testServer({ databaseUrl, apps: [] })
  const withKey = (secretKey = '') => liveStream({ ...server, secretKey }, 'alice')
  const [old, fresh] = [await withKey(former), await withKey(current?.secret)]
  await withStore(databaseUrl, (store) => revokeChosenKey(store, 'shop', former, Date.now()))
  expect((await old.rest()).at(-1)).toEqual({ type: 'closed', reason: 'key-revoked' })
  await server.client.PUT('/users/{userId}', {
    params: { path: { userId: 'alice' } },
    body: { name: 'Alice' },
  })
  expect(await fresh.next('user.created')).toMatchObject({ user: { id: 'alice' } })
})

test('a stream ends when the overlap of its key ends', async () => {
  const databaseUrl = await lastingDatabase()
  const now = clock(Date.now())
  await withStore(databaseUrl, async (store) => {
    await ensureApp(store, { id: 'shop', secretKey: former }, now())
    await rotateChosenKey(store, 'shop', day, now())
  })
  const server = await testServer({ databaseUrl, apps: [], now })
  const stream = await liveStream({ ...server, secretKey: former }, 'alice')
  now.time += day
  expect((await stream.rest()).at(-1)).toEqual({ type: 'closed', reason: 'key-revoked' })
})

test('the streams of a deleted app end, and its id cannot be used before all its rows are deleted', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const stream = await liveStream(server, 'alice')
  await withStore(databaseUrl, async (store) => {
    await store.write(['app shop'], (tx) => tx.apps.deleteKeys('shop'))
    expect(await store.read.apps.list()).toEqual([])
    await expect(ensureApp(store, { id: 'shop', secretKey: former }, 1)).rejects.toThrow(
      'The app "shop" is being deleted',
    )
  })
  expect((await stream.rest()).at(-1)).toEqual({ type: 'closed', reason: 'app-deleted' })
})
