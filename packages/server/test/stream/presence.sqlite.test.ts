import { DatabaseSync } from 'node:sqlite'
import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import type { Site } from '@openparley/test-kit/server'
import { clientOf, testServer } from '@openparley/test-kit/server'
import { startProcess } from '@openparley/test-kit/server-process'
import {
  liveStream,
  openStream,
  requestStream,
  watchingStream,
  watchUsers,
} from '@openparley/test-kit/stream'
import { expect, onTestFinished, test } from 'vitest'
import { online, waitUntilOnline } from './online.ts'

// Tests for one process that can lock the whole database. For several nodes, see presence.postgres.test.ts.

test('after a kill and a restart nobody is online, and streams that watch users again get that state', async () => {
  const databaseUrl = await lastingDatabase()
  const started = async (): Promise<Site & { kill(): Promise<void> }> => {
    const server = await startProcess(databaseUrl)
    onTestFinished(() => server.kill())
    return server
  }
  const first = await started()
  const users = Array.from({ length: 20 }, (_, number) => `user${number}`)
  await chatOf(clientOf(first as never)).users('alice', ...users)
  const alice = await watchingStream(first, 'alice', 'alice', ...users)
  await Promise.all(users.map((userId) => liveStream(first, userId)))
  for (const _ of users) await alice.next('user.online')
  await first.kill()
  await alice.ended
  const second = await started()
  const chat = chatOf(clientOf(second as never))
  expect(await online(chat)).toEqual([])
  const resumed = await openStream(second, 'alice', { after: alice.cursor })
  expect(await resumed.until(({ type }) => type === 'ready')).toMatchObject([{ replayed: 0 }])
  const watched = Object.fromEntries(['alice', ...users].map((id) => [id, 1_000_000]))
  const state = await watchUsers(second, 'alice', resumed, watched)
  expect(state).toEqual({ users: [], online: ['alice'] })
  expect(await online(chat)).toEqual(['alice'])
})

test('while the database is locked no stream opens, and a stream that closes during that time is removed afterwards', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  await chat.users('alice', 'bob')
  const alice = await liveStream(server, 'alice')
  const other = new DatabaseSync(databaseUrl.replace('sqlite:', ''), { timeout: 5000 })
  other.exec('BEGIN IMMEDIATE')
  await alice.cut()
  const refused = await requestStream(server, 'bob')
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(await online(chat)).toEqual(['alice'])
  other.exec('ROLLBACK')
  other.close()
  await waitUntilOnline(chat)
  await liveStream(server, 'bob')
  expect(await online(chat)).toEqual(['bob'])
})
