import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { type Parley, startParley } from '../parley.ts'
import { cpuOf, memoryOf } from '../processes.ts'
import {
  aloneIds,
  type Cost,
  commitTime,
  costOf,
  createConversations,
  fitted,
  heardBy,
  idleShare,
  kinds,
  loaded,
  loadsOf,
  middlesOf,
  onlineIds,
  rateCost,
  reading,
  reads,
  sends,
  waking,
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
  const heard = <T>(userIds: string[], measure: () => Promise<T>) =>
    heardBy(parley, userIds, measure)
  // What the first streams load does not count for each stream.
  await heard(aloneIds, async () => {})
  const base = memoryOf(parley.pid)
  const memory = await heard(onlineIds, async () => memoryOf(parley.pid) - base)
  await loaded(sends(parley, 'two'), 64, 10 * size)
  await loaded(reads(parley), 32, 4 * size)

  const loads = loadsOf(parley, meters, size)
  const costs = await middlesOf({
    ...loads,
    heardMany: () => heard(aloneIds, loads.many),
    heardSlow: () => heard(aloneIds, loads.slow),
  })
  const cpu = (cost: Cost) => cost.cpu[0] as number
  const fit = fitted(costs, 0)
  const units = {
    ...fit,
    ...reading(costs, 0, costs.heardMany.batch),
    idle: waking(costs, fit),
  }

  /** Bytes of a message of so many characters. */
  const bytesOf = async (characters: number) => {
    const before = sizeOf(parley)
    const target = sends(parley, 'two', 'x'.repeat(characters))
    const { count } = await costOf(parley, meters, () => loaded(target, 64, 10 * size))
    return (sizeOf(parley) - before) / count
  }
  const bytes = await bytesOf(20)
  const long = await bytesOf(400)
  const some = await bytesOf(200)

  const streams = onlineIds.length
  /** CPU time of a heartbeat, and of messages to conversations whose participants all have streams. */
  const online = await heard(onlineIds, async () => {
    // The new streams cause events of their own.
    await setTimeout(5000)
    const beat = ((await cpuFor(heartbeat * 6000)) * 1e6 * heartbeat) / streams
    const costs = await middlesOf({
      fifty: () => rateCost(parley, meters, 'fiftyOnline', 40),
      ten: () => rateCost(parley, meters, 'tenOnline', 150),
    })
    return { beat, ...costs }
  })
  const alone =
    units.send +
    kinds.fifty.participants * units.participant +
    (units.commit + units.wake) / online.fifty.batch +
    units.tail +
    units.idle * idleShare(online.fifty)
  const beating = (streams / heartbeat / online.fifty.rate) * online.beat
  const delivery = Math.max(0, (cpu(online.fifty) - alone - beating) / kinds.fifty.participants)
  await parley.stop()

  const load = { engine: 'sqlite', nodes: 1 } as const
  const points: Point[] = [
    {
      what: 'a message to 50 participants, 64 callers',
      ...{ unit: 'µs', measured: cpu(costs.fifty) },
      of: { value: 'node', load: { ...load, callers: 64, participants: 50 } },
    },
    {
      what: 'a message to 2 participants, 8 callers',
      ...{ unit: 'µs', measured: cpu(costs.eight) },
      of: { value: 'node', load: { ...load, callers: 8, participants: 2 } },
    },
    {
      what: 'a message to 10 participants with streams, 150 a second, with the heartbeats of 1,000 streams',
      ...{ unit: 'µs', measured: cpu(online.ten) },
      of: {
        value: 'node',
        load: {
          ...{ ...load, messages: online.ten.rate, participants: 10, online: 10 },
          ...{ streams, heartbeat },
        },
      },
    },
    {
      what: 'disk for a message of 200 characters',
      ...{ unit: 'bytes', measured: some },
      of: { value: 'bytes', characters: 200 },
    },
  ]
  return {
    units: {
      ...units,
      ...{ bytes, commitTime: commitTime(costs), read: cpu(costs.read) },
      database: { send: 0, participant: 0, commit: 0, read: 0, tail: 0, wake: 0 },
      characterBytes: (long - bytes) / 380,
    },
    streams: {
      ...{ delivery, heartbeat: online.beat },
      memory: memory / streams / 1024,
      baseMemory: base / 1024 ** 2,
    },
    points,
  }
}
