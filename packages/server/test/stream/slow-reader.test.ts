import { createClient } from '@openparley/client'
import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { eventFrom } from '@openparley/test-kit/event-check'
import { fillLog, isVisible, wholeLog, withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import { receivedSoFar } from '@openparley/test-kit/fence'
import type { Site } from '@openparley/test-kit/server'
import { startProcess } from '@openparley/test-kit/server-process'
import type { SseFrame } from '@openparley/test-kit/sse'
import { stalledStream } from '@openparley/test-kit/stalled-stream'
import { liveStream, openStream, type TestStream } from '@openparley/test-kit/stream'
import { expect, onTestFinished, test, vi } from 'vitest'

const megabyte = 1024 * 1024

/** Pages of the log, and the buffers of database connections, use up to 17 MB; the tests send twice that. */
const bound = 20 * megabyte

async function startServerOn(databaseUrl: string) {
  const server = await startProcess(databaseUrl)
  onTestFinished(() => server.kill())
  // Plain fetch: other tests validate these calls, and this one needs their size.
  const { baseUrl, appId, secretKey } = server
  const chat = chatOf(createClient({ baseUrl, appId, secretKey, retries: 0 }))
  const isOnline = async (userId: string) =>
    (await chat.listUsers({ isOnline: true, limit: 100 })).some(({ id }) => id === userId)
  return { server, chat, isOnline }
}

const idOf = (frame: SseFrame) => {
  const event = eventFrom(frame)
  return event && 'id' in event ? [event.id] : []
}

/** Ids of the events before the cut and after the resume; together they must be complete. */
async function resumedIds(server: Site, userId: string, frames: SseFrame[]): Promise<number[]> {
  const resumed: TestStream = await openStream(server, userId, { after: frames.at(-1)?.id })
  const rest = await resumed.until(({ type }) => type === 'ready')
  return [...frames.flatMap(idOf), ...rest.flatMap((event) => ('id' in event ? [event.id] : []))]
}

const visibleIds = async (databaseUrl: string, userId: string) =>
  (await withStore(databaseUrl, wholeLog))
    .filter((entry) => isVisible(entry, userId))
    .map(({ id }) => id)

test('a slow reader is cut off when its buffer has the max size, uses no more memory than that, and resumes without losing events', async () => {
  const databaseUrl = await lastingDatabase()
  const { server, chat, isOnline } = await startServerOn(databaseUrl)
  await chat.conversationWith('order', ['alice', 'bob', 'carol'])
  const carol = await liveStream(server, 'carol')
  // An event has the text of its message twice, in `text` and in `content`.
  const send = () => chat.say('order', 'bob', ...Array(10).fill('x'.repeat(10_000)))
  const sentMegabytes = async (count: number) => {
    for (let sent = 0; sent < count * megabyte; sent += 200_000) await send()
  }
  // Warm, and with all buffers as large as they get with a normal reader.
  await sentMegabytes(3)
  const before = await server.memory()
  const alice = await stalledStream(server, 'alice')
  await eventually(async () => expect(await isOnline('alice')).toBe(true))
  let most = 0
  let written = 0
  const sendMore = async () => {
    await sentMegabytes(3)
    written += 3
    most = Math.max(most, (await server.memory()) - before)
  }
  // More than the kernel buffers for both ends of a connection; alice is cut off long before the end.
  while (written < 33 && (await isOnline('alice'))) await sendMore()
  expect(await isOnline('alice')).toBe(false)
  await sendMore()
  expect(most).toBeLessThan(bound)

  const frames = await alice.frames()
  const size = frames.reduce((sum, { data = '' }) => sum + data.length, 0)
  expect(size).toBeLessThan((written - 1) * megabyte)
  const ids = await resumedIds(server, 'alice', frames)
  const [first] = ids
  const all = await visibleIds(databaseUrl, 'alice')
  expect(ids).toEqual(all.slice(all.indexOf(first as number)))
  // Readers who read did not wait.
  await receivedSoFar([carol], chat)
})

test('a reader who stalls during a replay is cut off, and resumes without a loss', async () => {
  const databaseUrl = await lastingDatabase()
  const { server, chat, isOnline } = await startServerOn(databaseUrl)
  await chat.users('alice')
  const { cursor } = await liveStream(server, 'bob')
  await withStore(databaseUrl, (store) =>
    fillLog(store, Array(2000).fill(['alice']), 'x'.repeat(10_000)),
  )
  const before = await server.memory()
  const alice = await stalledStream(server, 'alice', cursor)
  await eventually(async () => expect(await isOnline('alice')).toBe(true))
  let most = 0
  const look = async () => {
    most = Math.max(most, (await server.memory()) - before)
    expect(await isOnline('alice')).toBe(false)
  }
  // Seldom: each look collects all garbage of the server.
  await vi.waitFor(look, { timeout: 60_000, interval: 250 })
  expect(most).toBeLessThan(bound)
  const frames = await alice.frames()
  const ids = await resumedIds(server, 'alice', frames)
  const all = await visibleIds(databaseUrl, 'alice')
  expect(ids).toEqual(all.slice(all.indexOf(ids[0] as number)))
  expect(ids.length).toBe(2000)
})
