import { createClient } from '@openparley/client'
import type { Cluster } from '@openparley/test-kit/cluster'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { ownCluster } from '@openparley/test-kit/own-cluster'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../packages/server/src/compose/start.ts'

let cluster: Cluster
let server: pg.Client

beforeAll(async () => {
  cluster = await ownCluster()
  server = new pg.Client(cluster.url)
  await server.connect()
  await server.query(`CREATE ROLE parley LOGIN PASSWORD 'parley'`)
  await server.query('CREATE DATABASE parley OWNER parley')
})

afterAll(async () => {
  await server.end()
  await cluster.stop()
})

async function running() {
  const url = new URL(cluster.url)
  url.username = 'parley'
  url.pathname = 'parley'
  const apps = [{ id: 'shop', secretKey: 'sk_test_shop_0001' }]
  const { baseUrl, close } = await startServer({ databaseUrl: url.href, apps })
  onTestFinished(close)
  const [{ id: appId, secretKey }] = apps as [{ id: string; secretKey: string }]
  const client = createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch })
  const params = { path: { userId: 'alice' } }
  let number = 0
  return {
    url: url.href,
    put: async () => {
      number += 1
      const body = { name: `Alice ${number}` }
      return (await client.PUT('/users/{userId}', { params, body })).response
    },
    get: async () => (await client.GET('/users/{userId}', { params })).response,
  }
}

/** Closes the connections of the servers, and waits until they have ended. */
const disconnectAll = () =>
  server.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'parley'`,
  )

function expectUnavailable(response: Response): void {
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
}

/** Expects that the call succeeds soon: the pool notices a new permission after some time. */
async function expectHealed(call: () => Promise<Response>): Promise<void> {
  await expect.poll(async () => (await call()).status).toBe(200)
}

test('connections that the server closes are opened again', async () => {
  const { put, get } = await running()
  expect((await put()).status).toBe(200)
  await disconnectAll()
  await expectHealed(get)
  await expectHealed(put)
})

test('a server that refuses logins is a 503 until it accepts them', async () => {
  const { put, get } = await running()
  await expectHealed(put)
  await server.query('ALTER ROLE parley NOLOGIN')
  await disconnectAll()
  // Open connections notice it first.
  await expect.poll(async () => (await get()).status).toBe(503)
  expectUnavailable(await put())
  expectUnavailable(await get())
  await server.query('ALTER ROLE parley LOGIN')
  await expectHealed(put)
  await expectHealed(get)
})

test('too few connections are a 503 until there are more', async () => {
  const { put, get } = await running()
  await expectHealed(put)
  await server.query('ALTER ROLE parley CONNECTION LIMIT 0')
  await disconnectAll()
  await expect.poll(async () => (await get()).status).toBe(503)
  expectUnavailable(await put())
  await server.query('ALTER ROLE parley CONNECTION LIMIT -1')
  await expectHealed(put)
})

test('a read-only server is a 503 for writes, and reads continue', async () => {
  const { put, get } = await running()
  await expectHealed(put)
  await server.query('ALTER ROLE parley SET default_transaction_read_only = on')
  await disconnectAll()
  await expectHealed(get)
  expectUnavailable(await put())
  expect((await get()).status).toBe(200)
  await server.query('ALTER ROLE parley RESET default_transaction_read_only')
  await disconnectAll()
  await expectHealed(put)
})

test('a row that another session locks for too long is a 503', async () => {
  await server.query(`ALTER ROLE parley SET lock_timeout = '100ms'`)
  const { url, put } = await running()
  await expectHealed(put)
  const other = new pg.Client(url)
  await other.connect()
  await other.query(`BEGIN; UPDATE users SET online = online WHERE id = 'alice'`)
  expectUnavailable(await put())
  await other.query('COMMIT')
  await other.end()
  expect((await put()).status).toBe(200)
  await server.query('ALTER ROLE parley RESET lock_timeout')
})
