import { chatOf } from '@openparley/test-kit/chat'
import { emptyDatabase, engine, lastingDatabase } from '@openparley/test-kit/database'
import type { Event } from '@openparley/test-kit/event-check'
import { fillLog, isVisible, wholeLog, withStore } from '@openparley/test-kit/event-log'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { untilLogIsReadable, untilReadable } from '@openparley/test-kit/readable'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { liveStream, openStream, type TestStream, unreadStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { expectAhead, placeOf } from './cursors.ts'

/** A server whose log has an event for each audience, and the cursor before the first. */
async function serverBehind(audiences: string[][], text?: string) {
  const resume = { events: 100_000 }
  const server = await testServer({ databaseUrl: await lastingDatabase(), resume })
  const stream = await liveStream(server, 'nobody')
  await withStore(server.databaseUrl, async (store) => {
    await fillLog(store, audiences, text)
    await untilReadable(store)
  })
  return { server, chat: chatOf(server.client), start: stream.cursor as string }
}

const idsOf = ({ frames }: TestStream) =>
  frames.flatMap(({ event }) => (event && 'id' in event ? [event.id] : []))

/** Ids of the events from `first` on that alice may see. */
const visibleIds = async ({ databaseUrl }: TestServer) =>
  (await withStore(databaseUrl, wholeLog))
    .filter((entry) => isVisible(entry, 'alice'))
    .map(({ id }) => id)

const isMessageIn = (event: Event, conversationId: string) =>
  event.type === 'message.created' && event.message.conversationId === conversationId

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

test('a stream that catches up while others write has no gap, no duplicate and one order', async () => {
  const { server, chat, start } = await serverBehind(
    range(3000).map((number) => (number % 3 === 0 ? ['bob'] : ['alice'])),
  )
  await chat.conversationWith('order', ['alice', 'bob'])
  let isOver = false
  const write = async (name: string) => {
    for (let number = 0; !isOver; number += 1) {
      await chat.say('order', 'bob', `${name} ${number}`)
      await chat.mark('bob', 'order', true)
    }
  }
  const writers = ['one', 'two', 'three'].map(write)
  // Some start from the beginning of the log, others join while the first are reading.
  const streams = await Promise.all(
    range(4).map(() => openStream(server, 'alice', { after: start })),
  )
  for (const stream of streams) {
    const replay = await stream.until(({ type }) => type === 'ready')
    expect(replay.at(-1)).toMatchObject({ replayed: replay.length - 1 })
    // Some events were written during the replay.
    expect(replay.some((event) => isMessageIn(event, 'order'))).toBe(true)
    await stream.next('message.created')
  }
  isOver = true
  await Promise.all(writers)
  await receivedSoFar(streams, chat)
  const expected = await visibleIds(server)
  expect(expected.length).toBeGreaterThan(2000)
  for (const stream of streams) {
    const ids = idsOf(stream)
    expect(ids).toEqual(expected.slice(expected.indexOf(ids[0] as number)))
    expect(ids.length).toBe(expected.length)
    expectAhead(stream)
  }
}, 300_000)

test('a stream may be cut and resumed at any point of a long replay', async () => {
  const { server, start } = await serverBehind(
    range(4000).map((number) => (number % 2 === 0 ? ['bob'] : ['alice'])),
  )
  const ids: number[] = []
  let after: string | undefined = start
  for (let round = 0; ; round += 1) {
    const stream: TestStream = await openStream(server, 'alice', { after })
    // Pages end before, at and after these positions.
    for (let frame = 0; frame < 137 + round; frame += 1) {
      const { event, cursor } = (await stream.nextFrame()) ?? {}
      after = cursor
      if (event && 'id' in event) ids.push(event.id)
      if (event?.type === 'ready') {
        expect(ids).toEqual(await visibleIds(server))
        expect(round).toBeGreaterThan(10)
        return
      }
    }
    await stream.cut()
  }
})

test('events that occur while a slow reader delays the last page are not lost, and arrive in order', async () => {
  // One page with few events, but more bytes than a connection buffers.
  const { server, chat, start } = await serverBehind(
    Array(150).fill(['alice']),
    '💬'.repeat(10_000),
  )
  await chat.conversationWith('order', ['alice', 'bob'])
  const bob = await liveStream(server, 'bob')
  const unread = await unreadStream(server, 'alice', { after: start })
  const sent = await chat.say('order', 'bob', ...Array(5).fill('Hello'))
  while ((await bob.next('message.created')).message.id !== sent.at(-1));
  const alice = unread()
  await alice.next('ready')
  const [last] = await chat.say('order', 'bob', 'Goodbye')
  while ((await alice.next('message.created')).message.id !== last);
  expect(idsOf(alice)).toEqual(await visibleIds(server))
})

const databases = {
  sqlite: { 'in memory': async () => 'sqlite::memory:', 'in a file': lastingDatabase },
  postgres: { 'on a server': emptyDatabase },
}[engine]

test.each(Object.entries<() => Promise<string>>(databases))(
  'streams that resume at any time during constant writes receive the same events as a stream that stays open, with the database %s',
  async (_, database) => {
    const server = await testServer({ databaseUrl: await database(), heartbeat: 0.01 })
    const chat = chatOf(server.client)
    await chat.conversationWith('order', ['alice', 'bob'])
    const whole = await liveStream(server, 'alice')
    let isOver = false
    const write = async () => {
      while (!isOver) await chat.say('order', 'bob', ...Array(3).fill('Hello'))
    }
    const resume = async (_: unknown, number: number) => {
      const seen: number[][] = []
      for (let round = 0; round < 15; round += 1) {
        const { frames } = whole
        const from = Math.max(0, frames.length - 1 - ((number * 7 + round * 3) % 60))
        const stream = await openStream(server, 'alice', { after: frames[from]?.cursor })
        await stream.next('ready')
        for (let more = 0; more < 5; more += 1) await stream.next('message.created')
        await stream.cut()
        seen.push(idsOf(stream))
      }
      return seen
    }
    const writing = [write(), write()]
    await whole.next('message.created')
    const seen = (await Promise.all(Array.from({ length: 8 }, resume))).flat()
    isOver = true
    await Promise.all(writing)
    await receivedSoFar([whole], chat)
    const all = idsOf(whole)
    for (const ids of seen) {
      const first = all.indexOf(ids[0] as number)
      expect(ids).toEqual(all.slice(first, first + ids.length))
    }
  },
)

test('a resume after many events of others is ready immediately, at the end of the log', async () => {
  const { server, start } = await serverBehind(Array(5000).fill(['bob']))
  const stream = await openStream(server, 'alice', { after: start })
  const first = await stream.nextFrame()
  expect(first?.event).toMatchObject({ type: 'ready', replayed: 0 })
  const { id } = await withStore(server.databaseUrl, ({ read }) => read.events.position())
  expect(placeOf(first?.cursor).id).toBe(id)
})

test('a resume with more events than the limit is reset as too far, and then live', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl, resume: { events: 10, conversations: 2 } })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  await untilLogIsReadable(server)
  const live = await liveStream(server, 'alice')
  const { cursor } = live
  // What a live stream has received is in the replay of a later one.
  const say = async (...texts: string[]) => {
    const last = (await chat.say('order', 'bob', ...texts)).at(-1)
    while ((await live.next('message.created')).message.id !== last);
  }
  await say(...Array(10).fill('Hello'))
  const replay = await (await openStream(server, 'alice', { after: cursor })).until(isReady)
  expect(replay.filter(({ type }) => type === 'message.created')).toHaveLength(10)
  await say('One more')
  const stream = await openStream(server, 'alice', { after: cursor })
  expect((await stream.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'too-far' })
  const [message] = await chat.say('order', 'bob', 'Live')
  expect(await stream.next('message.created')).toMatchObject({ message: { id: message } })
  const after = stream.cursor
  const resumed = await openStream(server, 'alice', { after })
  expect(await resumed.next('ready')).toMatchObject({ replayed: 0 })
  // She is in the max number of conversations, then in one more.
  for (const [id, first] of [
    ['second', { type: 'conversation.created' }],
    ['third', { type: 'reset', reason: 'too-far' }],
  ] as const) {
    await chat.conversationWith(id, ['alice'])
    await live.until((event) => 'conversation' in event && event.conversation.id === id)
    expect(await firstOf(server, after)).toMatchObject(first)
  }
})

const isReady = ({ type }: { type: string }) => type === 'ready'

const firstOf = async (server: TestServer, after: string | undefined) =>
  (await (await openStream(server, 'alice', { after })).nextFrame())?.event
