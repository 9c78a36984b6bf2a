import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '@openparley/test-kit/cluster'
import pg from 'pg'
import { type Parley, startParley, userToken } from '../parley.ts'
import { durable } from '../postgres.ts'
import { cpuOf } from '../processes.ts'
import { sseReaders } from '../stream-readers.ts'
import {
  aloneIds,
  commitTime,
  costOf,
  cpuOfTree,
  createConversations,
  fitted,
  loaded,
  middleOf,
  rateCost,
  reads,
  sendCost,
  sends,
} from './probe.ts'
import { pause } from './simulation.ts'
import type { Measured, Point } from './units.ts'

/** Measures what messages cost two nodes and PostgreSQL with `size` thousand messages at a time, and some points to check a prediction by. */
export async function measurePostgresCosts(size: number): Promise<Measured['postgres']> {
  const cluster = await startCluster(durable)
  const [server = ''] = readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n')
  const client = new pg.Client(cluster.url)
  await client.connect()
  const sizeOf = async () => {
    await client.query('CHECKPOINT')
    const { rows } = await client.query('SELECT pg_database_size(current_database()) AS size')
    return Number(rows[0].size)
  }
  const start = () => startParley({ databaseUrl: cluster.url, environment: { METRICS: 'on' } })
  const writer = await start()
  await createConversations(writer)
  const other = await start()
  const nodes = [writer, other]
  const meters = [() => cpuOf(writer.pid), () => cpuOfTree(Number(server)), () => cpuOf(other.pid)]
  await loaded(sends(writer, 'two'), 64, 10 * size)

  const small = await sizeOf()
  const many = await middleOf(() => sendCost(writer, meters, 'two', 64, 10 * size))
  const bytes = ((await sizeOf()) - small) / (3 * many.count)
  const few = await middleOf(() => sendCost(writer, meters, 'two', 2, 2 * size))
  const large = await middleOf(() => sendCost(writer, meters, 'large', 16, size))
  const read = await costOf(writer, meters, () => loaded(reads(writer), 32, 8 * size))
  const fifty = await middleOf(() => sendCost(writer, meters, 'fifty', 64, 3 * size))
  const eight = await middleOf(() => sendCost(writer, meters, 'two', 8, 3 * size))
  const before = await sizeOf()
  const longer = await costOf(writer, meters, () =>
    loaded(sends(writer, 'two', 'x'.repeat(400)), 64, 4 * size),
  )
  const longBytes = ((await sizeOf()) - before) / longer.count

  const open = async ({ app }: Parley) => {
    const tokens = await Promise.all(aloneIds.map(userToken))
    return sseReaders(`${app}/realtime/events`, tokens.length, (n) => [
      `authorization: Bearer ${tokens[n]}`,
    ])
  }
  const quiet = await middleOf(() => sendCost(writer, meters, 'two', 64, 10 * size))
  const readers = [await open(other)]
  const tailed = await middleOf(() => sendCost(writer, meters, 'two', 64, 10 * size))
  // As many reads of the log as messages.
  const slow = await rateCost(writer, meters, 'two', 100)
  readers.push(await open(writer))
  const both = await costOf(writer, meters, async () => {
    const rows = await Promise.all(nodes.map((node) => loaded(sends(node, 'two'), 32, 5 * size)))
    const [one] = rows as [(typeof rows)[number]]
    return { ...one, count: rows.reduce((sum, { count }) => sum + count, 0) }
  })
  for (const one of readers) one.close()
  for (const node of nodes) await node.stop()
  await client.end()
  await cluster.stop()

  const cpu = ({ cpu }: { cpu: number[] }, meter: number) => cpu[meter] as number
  /** What an event costs, and each reading of the log, of which there is at most one in a pause. */
  const reading = (meter: number) => {
    const together = Math.max(2, (tailed.rate * pause) / 1e6)
    const one = Math.max(0, cpu(slow, meter) - cpu(few, meter))
    const all = Math.max(0, cpu(tailed, meter) - cpu(quiet, meter))
    const wake = Math.max(0, (one - all) / (1 - 1 / together))
    return { wake, tail: Math.max(0, all - wake / together) }
  }
  const load = { engine: 'postgres', nodes: 1 } as const
  const two = { ...load, nodes: 2, callers: 64, participants: 2, streams: 200 }
  const points: Point[] = [
    ...(['node', 'database'] as const).map(
      (value, meter): Point => ({
        what: 'a message to 50 participants, 64 callers',
        ...{ unit: 'µs', measured: cpu(fifty, meter) },
        of: { value, load: { ...load, callers: 64, participants: 50 } },
      }),
    ),
    ...(['node', 'database'] as const).map(
      (value, meter): Point => ({
        what: 'a message to 2 participants, 8 callers',
        ...{ unit: 'µs', measured: cpu(eight, meter) },
        of: { value, load: { ...load, callers: 8, participants: 2 } },
      }),
    ),
    {
      what: 'a message to 2 participants, 32 callers of each of two nodes that both read the log',
      ...{ unit: 'µs', measured: cpu(both, 0) + cpu(both, 2) },
      of: { value: 'node', load: two },
    },
    {
      what: 'a message to 2 participants, 32 callers of each of two nodes that both read the log',
      ...{ unit: 'µs', measured: cpu(both, 1) },
      of: { value: 'database', load: two },
    },
  ]
  return {
    units: {
      ...fitted(many, few, large, 0),
      ...{ commitTime: commitTime(many, few), bytes, read: cpu(read, 0) },
      ...reading(2),
      database: {
        ...fitted(many, few, large, 1),
        read: cpu(read, 1),
        ...reading(1),
      },
      characterBytes: (longBytes - bytes) / 380,
    },
    points,
  }
}
