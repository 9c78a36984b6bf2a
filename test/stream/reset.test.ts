import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openStore } from '../../src/store/store.ts'
import { chatOf } from '../helpers/chat.ts'
import { clock } from '../helpers/clock.ts'
import { broughtTo } from '../helpers/fence.ts'
import { temporaryFolder } from '../helpers/folder.ts'
import { testServer } from '../helpers/server.ts'
import { type Event, liveStream, openStream, type Site } from '../helpers/stream.ts'

const hour = 3_600_000

/** The first words of streams behind the cursor, until one matches: the log is trimmed by and by. */
async function firstWord(site: Site, after: string | undefined, type: Event['type']) {
  for (;;) {
    const stream = await openStream(site, 'alice', { after })
    const event = (await stream.nextFrame())?.event
    if (event?.type === type) return { stream, event }
    await stream.cut()
  }
}

/** A server on the file that has made ten events, and the cursors after each. */
async function tenEvents(databaseUrl: string, now = clock()) {
  const server = await testServer({ databaseUrl, now })
  const stream = await liveStream(server, 'alice')
  const chat = chatOf(server.client)
  for (let number = 0; number < 10; number += 1) await chat.users(`user${number}`)
  const cursors: string[] = []
  for (let count = 0; count < 10; count += 1) {
    await stream.next('user.created')
    cursors.push(stream.frames[count + 1]?.cursor as string)
  }
  await stream.cut()
  await server.close()
  return { cursors, now }
}

const file = () => `sqlite:${join(temporaryFolder(), 'parley.db')}`

test('a cursor older than the log is reset as expired, and what follows is live', async () => {
  const databaseUrl = file()
  const { cursors, now } = await tenEvents(databaseUrl)
  const server = await testServer({ databaseUrl, now, retention: { events: 3 } })
  const { stream, event } = await firstWord(server, cursors[0], 'reset')
  expect(event).toEqual({ type: 'reset', reason: 'expired', heartbeat: 15_000 })
  await chatOf(server.client).users('after')
  expect(await stream.next('user.created')).toMatchObject({ user: { id: 'after' } })
  const resumed = await openStream(server, 'alice', { after: stream.cursor })
  expect(await resumed.next('ready')).toMatchObject({ replayed: 0 })
})

test('the log keeps the events that it is to keep, and resumes behind each of them', async () => {
  const databaseUrl = file()
  const { cursors, now } = await tenEvents(databaseUrl)
  const server = await testServer({ databaseUrl, now, retention: { events: 5 } })
  await (await firstWord(server, cursors[0], 'reset')).stream.cut()
  const words = []
  for (const after of cursors) {
    const stream = await openStream(server, 'alice', { after })
    words.push((await stream.nextFrame())?.event?.type)
    await stream.cut()
  }
  expect(words).toEqual([...Array(4).fill('reset'), ...Array(5).fill('user.created'), 'ready'])
})

test('events are kept for as many hours as they are to be', async () => {
  const databaseUrl = file()
  const { cursors, now } = await tenEvents(databaseUrl)
  now.time += 2 * hour
  const patient = await testServer({ databaseUrl, now, retention: { hours: 3 } })
  const stream = await openStream(patient, 'alice', { after: cursors[0] })
  expect(await stream.next('ready')).toMatchObject({ replayed: expect.any(Number) })
  await patient.close()
  const strict = await testServer({ databaseUrl, now, retention: { hours: 1 } })
  expect((await firstWord(strict, cursors[0], 'reset')).event).toMatchObject({ reason: 'expired' })
})

test("a cursor of another database's life is reset as restored", async () => {
  const other = await testServer()
  const { cursor } = await liveStream(other, 'alice')
  const stream = await openStream(await testServer(), 'alice', { after: cursor })
  expect((await stream.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'restored' })
})

test('a cursor from the future is reset as restored, and the one it is given resumes', async () => {
  const server = await testServer()
  const { cursor } = await liveStream(server, 'alice')
  const [epoch] = cursor?.split('.') ?? []
  const stream = await openStream(server, 'alice', { after: `${epoch}.0.4711` })
  expect((await stream.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'restored' })
  const resumed = await openStream(server, 'alice', { after: stream.cursor })
  expect(await resumed.next('ready')).toMatchObject({ replayed: 0 })
})

test('a log that is trimmed under a stream never makes it skip: it ends, and is reset when it resumes', async () => {
  const databaseUrl = file()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  const live = await liveStream(server, 'alice')
  await broughtTo([live], chat)
  const store = await openStore(openSqlite(databaseUrl.replace('sqlite:', '')))
  // The server has not seen these, as it has not been told, when they are gone.
  await store.write(['log'], async (tx) => {
    for (let number = 0; number < 5; number += 1)
      await tx.events.append('shop', 0, {
        type: 'user.online',
        subject: { userId: 'alice' },
        audience: null,
        data: { userId: `user${number}` },
      })
    await tx.events.trim(Number.MAX_SAFE_INTEGER, 1, 1000)
  })
  await store.close()
  expect(await live.rest()).toEqual([])
  const resumed = await openStream(server, 'alice', { after: live.cursor })
  expect((await resumed.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'expired' })
})
