import type { Depth } from './load.ts'
import { call, type Parley, type ParleyOptions, startParley, userToken } from './parley.ts'
import { socketIoReaders } from './peers/socket-io-readers.js'
import { cpuOf, memoryOf, type ServerProcess, startProcess } from './processes.ts'
import { type StreamReaders, sseReaders } from './stream-readers.ts'
import type { Result } from './table.ts'

/** A server with its readers, and a function that makes it send one event to all of them. */
interface FanOut {
  server: ServerProcess
  readers: StreamReaders
  broadcast: () => Promise<unknown>
  /** Bytes of memory for each idle reader. */
  memory: number
}

/** How many send events at the same time. */
export const crowds = [1, 4, 16]

const text = 'What a lovely day! '.repeat(6)

const event = JSON.stringify({
  ...{ id: 100000, type: 'message.created', createdAt: 1623926681104 },
  message: {
    ...{ id: `msg_${'x'.repeat(22)}`, type: 'SystemMessage', conversationId: 'everyone', text },
    ...{ senderId: null, custom: {}, readBy: [], origin: 'rest', location: null },
    ...{ attachment: null, referencedMessageId: null, createdAt: 1623926681104, editedAt: null },
  },
})

async function withReaders(
  server: ServerProcess,
  count: number,
  open: (count: number) => Promise<StreamReaders>,
  broadcast: () => Promise<unknown>,
): Promise<FanOut> {
  // The modules loaded for the first stream do not count for each stream.
  const first = await open(50)
  first.close()
  const before = memoryOf(server.pid)
  const readers = await open(count)
  return { server, readers, broadcast, memory: (memoryOf(server.pid) - before) / count }
}

/** Creates the users, and the conversation of all of them, in calls of the max size. */
async function createConversation(parley: Parley, userIds: string[]): Promise<void> {
  for (let from = 0; from < userIds.length; from += 100) {
    const some = userIds.slice(from, from + 100).map((id) => [id, { name: id }])
    await call(parley, 'PUT', '/users', Object.fromEntries(some))
  }
  for (let from = 0; from < userIds.length; from += 1000) {
    const participants = userIds.slice(from, from + 1000)
    await call(parley, 'PUT', '/conversations/everyone', { participants })
  }
}

export async function parleyFanOut(count: number, options?: ParleyOptions): Promise<FanOut> {
  const parley = await startParley(options)
  const userIds = Array.from({ length: count }, (_, n) => `u${n}`)
  await createConversation(parley, userIds)
  const tokens = await Promise.all(userIds.map(userToken))
  return withReaders(
    parley,
    count,
    (some) =>
      sseReaders(`${parley.app}/realtime/events`, some, (n) => [
        `authorization: Bearer ${tokens[n]}`,
      ]),
    () =>
      call(parley, 'POST', '/conversations/everyone/messages', [{ type: 'SystemMessage', text }]),
  )
}

async function peerFanOut(
  file: string,
  count: number,
  open: (url: string, count: number) => Promise<StreamReaders>,
  path: string,
): Promise<FanOut> {
  const server = await startProcess({
    name: file,
    command: [process.execPath, `bench/${file}`],
    env: { EVENT: event },
    ready: '/',
  })
  return withReaders(
    server,
    count,
    (some) => open(server.url + path, some),
    async () => (await fetch(server.url, { method: 'PUT', body: '{}' })).text(),
  )
}

export interface Deliveries {
  /** A second. */
  rate: number
  /** Per second of the server's CPU time. */
  perCpu: number
}

/** Each writer broadcasts for some seconds, and waits each time until all readers have the event. */
export async function delivered(
  { server, readers, broadcast }: FanOut,
  count: number,
  writers: number,
  seconds: number,
): Promise<Deliveries> {
  const base = readers.received
  const cpu = cpuOf(server.pid)
  const started = performance.now()
  let sent = 0
  const loop = async () => {
    while (performance.now() - started < seconds * 1000) {
      sent += 1
      const due = base + sent * count
      await broadcast()
      await readers.reach(due)
    }
  }
  await Promise.all(Array.from({ length: writers }, loop))
  await readers.reach(base + sent * count)
  const deliveries = readers.received - base
  return {
    rate: (deliveries / (performance.now() - started)) * 1000,
    perCpu: deliveries / (cpuOf(server.pid) - cpu),
  }
}

const resultsOf = (rows: Deliveries[][], what: string, writers: number): Result[] => {
  const ratios = (key: keyof Deliveries, peer: 1 | 2) =>
    rows.map((row) => (row[0]?.[key] ?? 0) / (row[peer]?.[key] ?? 1))
  return [
    {
      what: `${what}, deliveries a second`,
      against: 'raw `res.write` loop',
      target: { least: 0.9 },
      values: ratios('rate', 1),
    },
    {
      what: `${what}, deliveries a CPU second`,
      against: 'raw `res.write` loop',
      target: {},
      values: ratios('perCpu', 1),
    },
    {
      what: `${what}, deliveries a CPU second`,
      against: 'socket.io',
      target: { least: writers === 1 ? 1.5 : 2 },
      values: ratios('perCpu', 2),
    },
  ]
}

/** Compares fan-out and idle memory of streams with a bare loop and socket.io. */
export async function measureStreams(count: number, depth: Depth): Promise<Result[]> {
  const results: Result[] = []
  const fanOuts = [
    await parleyFanOut(count),
    await peerFanOut('servers/raw-sse.ts', count, sseReaders, '/events'),
    await peerFanOut('peers/socket-io.js', count, socketIoReaders, ''),
  ]
  for (const writers of crowds) {
    const rows: Deliveries[][] = []
    // Nine measurements a round.
    for (let round = -1; round < Math.min(depth.rounds, 3); round += 1) {
      const row: Deliveries[] = []
      for (const one of fanOuts) row.push(await delivered(one, count, writers, depth.seconds))
      if (round >= 0) rows.push(row)
    }
    results.push(...resultsOf(rows, `fan-out, ${writers} writing`, writers))
  }
  results.push({
    what: 'idle memory of a stream',
    against: 'raw SSE',
    target: { most: 1.25 },
    values: [(fanOuts[0]?.memory ?? 0) / (fanOuts[1]?.memory ?? 1)],
  })
  for (const { server, readers } of fanOuts) {
    readers.close()
    await server.stop()
  }
  return results
}
