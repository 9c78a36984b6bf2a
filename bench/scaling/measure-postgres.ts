import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '@openparley/test-kit/cluster'
import pg from 'pg'
import { startParley } from '../parley.ts'
import { durable } from '../postgres.ts'
import { cpuOf } from '../processes.ts'
import {
  aloneIds,
  type Cost,
  commitTime,
  costOf,
  cpuOfTree,
  createConversations,
  fitted,
  heardBy,
  loaded,
  loadsOf,
  middlesOf,
  reading,
  sends,
  waking,
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
  // As on a database that has run for a minute: autovacuum has been there, so the planner knows the tables.
  await client.query('VACUUM ANALYZE')

  const loads = loadsOf(writer, meters, size)
  const bothWrite = async () => {
    const rows = await Promise.all(nodes.map((node) => loaded(sends(node, 'two'), 32, 5 * size)))
    const [one] = rows as [(typeof rows)[number]]
    return { ...one, count: rows.reduce((sum, { count }) => sum + count, 0) }
  }
  const costs = await middlesOf({
    ...loads,
    heardMany: () => heardBy(other, aloneIds, loads.many),
    // As many reads of the log as messages.
    heardSlow: () => heardBy(other, aloneIds, loads.slow),
    both: () =>
      heardBy(other, aloneIds, () =>
        heardBy(writer, aloneIds, () => costOf(writer, meters, bothWrite)),
      ),
  })

  const [small, short] = [await sizeOf(), await loads.many()]
  const middle = await sizeOf()
  const bytes = (middle - small) / short.count
  const longer = await loaded(sends(writer, 'two', 'x'.repeat(400)), 64, 4 * size)
  const longBytes = ((await sizeOf()) - middle) / longer.count
  for (const node of nodes) await node.stop()
  await client.end()
  await cluster.stop()

  const cpu = (cost: Cost, meter: number) => cost.cpu[meter] as number
  /** Events of one reading, of which there is at most one in a pause. */
  const together = Math.max(2, (costs.heardMany.rate * pause) / 1e6)
  const load = { engine: 'postgres', nodes: 1 } as const
  const two = { ...load, nodes: 2, callers: 64, participants: 2, streams: 200 }
  const points: Point[] = [
    ...(['node', 'database'] as const).map(
      (value, meter): Point => ({
        what: 'a message to 50 participants, 64 callers',
        ...{ unit: 'µs', measured: cpu(costs.fifty, meter) },
        of: { value, load: { ...load, callers: 64, participants: 50 } },
      }),
    ),
    ...(['node', 'database'] as const).map(
      (value, meter): Point => ({
        what: 'a message to 2 participants, 8 callers',
        ...{ unit: 'µs', measured: cpu(costs.eight, meter) },
        of: { value, load: { ...load, callers: 8, participants: 2 } },
      }),
    ),
    {
      what: 'a message to 2 participants, 32 callers of each of two nodes that both read the log',
      ...{ unit: 'µs', measured: cpu(costs.both, 0) + cpu(costs.both, 2) },
      of: { value: 'node', load: two },
    },
    {
      what: 'a message to 2 participants, 32 callers of each of two nodes that both read the log',
      ...{ unit: 'µs', measured: cpu(costs.both, 1) },
      of: { value: 'database', load: two },
    },
  ]
  const fit = fitted(costs, 0)
  return {
    units: {
      ...fit,
      idle: waking(costs, fit),
      ...{ commitTime: commitTime(costs), bytes, read: cpu(costs.read, 0) },
      ...reading(costs, 2, together),
      database: {
        ...fitted(costs, 1),
        read: cpu(costs.read, 1),
        ...reading(costs, 1, together),
      },
      characterBytes: (longBytes - bytes) / 380,
    },
    points,
  }
}
