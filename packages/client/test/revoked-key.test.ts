import { keyOf } from '@openparley/test-kit/app-key'
import { lastingDatabase } from '@openparley/test-kit/database'
import { withStore } from '@openparley/test-kit/event-log'
import { testServer } from '@openparley/test-kit/server'
import { recorded, testSession } from '@openparley/test-kit/session'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

const former = 'sk_test_shop_former'
const current = 'sk_test_shop_current'

/** A server whose app has two valid keys, with functions that revoke the older key or delete the app. */
async function serverWithTwoKeys() {
  const databaseUrl = await lastingDatabase()
  const key = keyOf(former, { expiresAt: Date.now() + 3_600_000 })
  const server = await testServer({ databaseUrl, apps: [{ id: 'shop', secretKey: current }] })
  const write = (change: (typeof key)['expiresAt'] | undefined) =>
    withStore(databaseUrl, (store) =>
      store.write(['app shop'], (tx) =>
        change === undefined
          ? tx.apps.deleteKeys('shop')
          : tx.apps.putKey('shop', { ...key, expiresAt: change }),
      ),
    )
  await write(key.expiresAt)
  return { server, revoke: () => write(1), deleteApp: () => write(undefined) }
}

test('a session whose key is revoked fetches a token of another key and continues', async () => {
  const { server, revoke } = await serverWithTwoKeys()
  const keys = [former, current]
  const session = testSession(server, 'alice', {
    tokenFetcher: () => userToken({ ...server, secretKey: keys.shift() ?? '' }, 'alice'),
  })
  const states = recorded(session.connection)
  session.connect()
  await states.last('connected')
  await revoke()
  await states.last('connecting')
  await states.last('connected')
  expect(keys).toEqual([])
  expect(states.told).toEqual(['connecting', 'connected', 'connecting', 'connected'])
})

test('a session ends disconnected when the key of its only token is revoked', async () => {
  const { server, revoke } = await serverWithTwoKeys()
  const token = await userToken({ ...server, secretKey: former }, 'alice')
  const session = testSession(server, 'alice', { token })
  const states = recorded(session.connection)
  session.connect()
  await states.last('connected')
  await revoke()
  await states.last('disconnected')
  expect(session.connection.error?.reason).toBe('key-revoked')
})

test('a session ends disconnected when its app is deleted', async () => {
  const { server, deleteApp } = await serverWithTwoKeys()
  const session = testSession(server, 'alice')
  const states = recorded(session.connection)
  session.connect()
  await states.last('connected')
  await deleteApp()
  await states.last('disconnected')
  expect(session.connection.error?.reason).toBe('app-deleted')
})
