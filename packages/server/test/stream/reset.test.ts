import { chatOf } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { lastingDatabase } from '@openparley/test-kit/database'
import type { Site } from '@openparley/test-kit/server'
import { testApp, testServer } from '@openparley/test-kit/server'
import { type Event, liveStream, openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const hour = 3_600_000

/** The first events of streams that resume from the cursor, until one matches: the log is trimmed in steps. */
async function firstEvent(site: Site, after: string | undefined, type: Event['type']) {
  for (;;) {
    const stream = await openStream(site, 'alice', { after })
    const event = (await stream.nextFrame())?.event
    if (event?.type === type) return { stream, event }
    await stream.cut()
  }
}

/** A server on the database with ten events, and the cursor after each. */
async function tenEvents(databaseUrl: string, now = clock()) {
  const server = await testServer({ databaseUrl, now })
  const chat = chatOf(server.client)
  await chat.users('alice')
  const stream = await liveStream(server, 'alice')
  for (let number = 0; number < 10; number += 1) await chat.putUser('alice', { name: `${number}` })
  for (let count = 0; count < 10; count += 1) await stream.next('user.updated')
  const cursors = stream.frames.flatMap(({ event, cursor }) =>
    event?.type === 'user.updated' ? [cursor] : [],
  )
  await stream.cut()
  await server.close()
  return { cursors, now }
}

test('a cursor older than the log is reset as expired, and then live', async () => {
  const databaseUrl = await lastingDatabase()
  const { cursors, now } = await tenEvents(databaseUrl)
  const server = await testServer({ databaseUrl, now, retention: { events: 3 } })
  const { stream, event } = await firstEvent(server, cursors[0], 'reset')
  expect(event).toMatchObject({ type: 'reset', reason: 'expired', heartbeat: 15_000 })
  await chatOf(server.client).putUser('alice', { name: 'After' })
  expect(await stream.next('user.updated')).toMatchObject({ user: { name: 'After' } })
  const resumed = await openStream(server, 'alice', { after: stream.cursor })
  expect(await resumed.next('ready')).toMatchObject({ replayed: 0 })
})

test('the log keeps the configured number of events, and streams resume after each of them', async () => {
  const databaseUrl = await lastingDatabase()
  const { cursors, now } = await tenEvents(databaseUrl)
  const server = await testServer({ databaseUrl, now, retention: { events: 5 } })
  await (await firstEvent(server, cursors[0], 'reset')).stream.cut()
  const words = []
  for (const after of cursors) {
    const stream = await openStream(server, 'alice', { after })
    words.push((await stream.nextFrame())?.event?.type)
    await stream.cut()
  }
  expect(words).toEqual([...Array(4).fill('reset'), ...Array(5).fill('user.updated'), 'ready'])
})

test('events are kept for the configured hours', async () => {
  const databaseUrl = await lastingDatabase()
  const { cursors, now } = await tenEvents(databaseUrl)
  now.time += 2 * hour
  const awaitDrain = await testServer({ databaseUrl, now, retention: { hours: 3 } })
  const stream = await openStream(awaitDrain, 'alice', { after: cursors[0] })
  expect(await stream.next('ready')).toMatchObject({ replayed: expect.any(Number) })
  await awaitDrain.close()
  const strict = await testServer({ databaseUrl, now, retention: { hours: 1 } })
  expect((await firstEvent(strict, cursors[0], 'reset')).event).toMatchObject({ reason: 'expired' })
})

test('a cursor of another epoch is reset as restored', async () => {
  const other = await testApp()
  const { cursor } = await liveStream(other, 'alice')
  const stream = await openStream(await testServer(), 'alice', { after: cursor })
  expect((await stream.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'restored' })
})

test('a cursor from the future gets a reset with the reason restored, and a stream resumes from the new cursor', async () => {
  const server = await testApp()
  const { cursor } = await liveStream(server, 'alice')
  const [epoch, xid, id, mark] = cursor?.split('.') ?? []
  const after = `${epoch}.${xid}.${Number(id) + 1}.${mark}`
  const stream = await openStream(server, 'alice', { after })
  expect((await stream.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'restored' })
  const resumed = await openStream(server, 'alice', { after: stream.cursor })
  expect(await resumed.next('ready')).toMatchObject({ replayed: 0 })
})

test('a cursor of an older program, which has no mark, is reset as restored', async () => {
  const server = await testServer()
  const { cursor } = await liveStream(server, 'alice')
  const after = cursor?.split('.').slice(0, 3).join('.')
  const stream = await openStream(server, 'alice', { after })
  expect((await stream.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'restored' })
})
