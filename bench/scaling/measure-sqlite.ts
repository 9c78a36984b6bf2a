import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { type Parley, startParley, userToken } from '../parley.ts'
import { cpuOf, memoryOf } from '../processes.ts'
import { sseReaders } from '../stream-readers.ts'
import {
  aloneIds,
  commitTime,
  costOf,
  createConversations,
  fitted,
  kinds,
  loaded,
  middleOf,
  onlineIds,
  rateCost,
  reads,
  sendCost,
  sends,
} from './probe.ts'
import type { Measured, Point } from './units.ts'

const heartbeat = 1

/** Bytes of the database, without its log of writes. */
function sizeOf({ databaseUrl }: Parley): number {
  const database = new DatabaseSync(databaseUrl.replace('sqlite:', ''), { readOnly: true })
  const value = (name: string) =>
    Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])
  const size = value('page_count') * value('page_size')
  database.close()
  return size
}

/** Measures what messages and streams cost on SQLite with `size` thousand messages at a time, and some points to check a prediction by. */
export async function measureSqlite(size: number): Promise<Measured['sqlite']> {
  const environment = { METRICS: 'on', STREAM_HEARTBEAT: `${heartbeat}` }
  const parley = await startParley({ environment })
  await createConversations(parley)
  const meters = [() => cpuOf(parley.pid)]
  const cpuFor = async (milliseconds: number) => {
    const before = cpuOf(parley.pid)
    await setTimeout(milliseconds)
    return ((cpuOf(parley.pid) - before) / milliseconds) * 1000
  }
  const open = async (users: string[]) => {
    const tokens = await Promise.all(users.map(userToken))
    return sseReaders(`${parley.app}/realtime/events`, users.length, (n) => [
      `authorization: Bearer ${tokens[n]}`,
    ])
  }
  // What the first streams load does not count for each stream.
  ;(await open(aloneIds)).close()
  const base = memoryOf(parley.pid)
  const idle = await open(onlineIds)
  const memory = (memoryOf(parley.pid) - base) / onlineIds.length
  idle.close()
  await loaded(sends(parley, 'two'), 64, 10 * size)
  await loaded(reads(parley), 32, 4 * size)

  const small = sizeOf(parley)
  const many = await middleOf(() => sendCost(parley, meters, 'two', 64, 10 * size))
  const bytes = (sizeOf(parley) - small) / (3 * many.count)
  const few = await middleOf(() => sendCost(parley, meters, 'two', 2, 2 * size))
  const large = await middleOf(() => sendCost(parley, meters, 'large', 16, size))
  const read = await costOf(parley, meters, () => loaded(reads(parley), 32, 8 * size))
  const { send, participant, commit } = fitted(many, few, large, 0)

  const fifty = await middleOf(() => sendCost(parley, meters, 'fifty', 64, 3 * size))
  const eight = await middleOf(() => sendCost(parley, meters, 'two', 8, 3 * size))
  const long = 400
  const before = sizeOf(parley)
  const longer = await costOf(parley, meters, () =>
    loaded(sends(parley, 'two', 'x'.repeat(long)), 64, 4 * size),
  )
  const longBytes = (sizeOf(parley) - before) / longer.count
  const middle = sizeOf(parley)
  const some = await costOf(parley, meters, () =>
    loaded(sends(parley, 'two', 'x'.repeat(200)), 64, 4 * size),
  )
  const someBytes = (sizeOf(parley) - middle) / some.count

  const readers = [await open(aloneIds)]
  const tailed = await middleOf(() => sendCost(parley, meters, 'two', 64, 10 * size))
  const tail = Math.max(0, (tailed.cpu[0] ?? 0) - (many.cpu[0] ?? 0))
  readers.push(await open(onlineIds))
  // The new streams cause events of their own.
  await setTimeout(5000)
  const streams = onlineIds.length + aloneIds.length
  const beats = (await cpuFor(heartbeat * 6000)) / (streams / heartbeat)

  /** CPU time of a message to conversations whose participants all have streams, without heartbeats. */
  const online = async (kind: 'fiftyOnline' | 'tenOnline', rate: number) => {
    const cost = await rateCost(parley, meters, kind, rate)
    return { cpu: cost.cpu[0] as number, batch: cost.batch, rate: cost.rate }
  }
  const fiftyOnline = await online('fiftyOnline', 40)
  const alone = send + kinds.fifty.participants * participant + tail + commit / fiftyOnline.batch
  const beating = (rate: number) => (streams / heartbeat / rate) * beats * 1e6
  const delivery = Math.max(
    0,
    (fiftyOnline.cpu - alone - beating(fiftyOnline.rate)) / kinds.fifty.participants,
  )
  const tenOnline = await online('tenOnline', 150)
  for (const one of readers) one.close()
  await parley.stop()

  const load = { engine: 'sqlite', nodes: 1 } as const
  const points: Point[] = [
    {
      what: 'a message to 50 participants, 64 callers',
      ...{ unit: 'µs', measured: fifty.cpu[0] as number },
      of: { value: 'node', load: { ...load, callers: 64, participants: 50 } },
    },
    {
      what: 'a message to 2 participants, 8 callers',
      ...{ unit: 'µs', measured: eight.cpu[0] as number },
      of: { value: 'node', load: { ...load, callers: 8, participants: 2 } },
    },
    {
      what: 'a message to 10 participants with streams, 150 a second, with the heartbeats of 1,100 streams',
      ...{ unit: 'µs', measured: tenOnline.cpu },
      of: {
        value: 'node',
        load: {
          ...{ ...load, messages: tenOnline.rate, participants: 10, online: 10 },
          ...{ streams, heartbeat },
        },
      },
    },
    {
      what: 'disk for a message of 200 characters',
      ...{ unit: 'bytes', measured: someBytes },
      of: { value: 'bytes', characters: 200 },
    },
  ]
  return {
    units: {
      ...{ send, participant, commit, tail, bytes },
      commitTime: commitTime(many, few),
      read: read.cpu[0] as number,
      // A commit wakes the reading of the log within the process.
      wake: 0,
      database: { send: 0, participant: 0, commit: 0, read: 0, tail: 0, wake: 0 },
      characterBytes: (longBytes - bytes) / (long - 20),
    },
    streams: {
      ...{ delivery, heartbeat: beats * 1e6 },
      memory: memory / 1024,
      baseMemory: base / 1024 ** 2,
    },
    points,
  }
}
