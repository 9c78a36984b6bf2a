import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '@openparley/test-kit/cluster'
import pg from 'pg'
import { startParley } from '../parley.ts'
import { durable } from '../postgres.ts'
import { cpuOf } from '../processes.ts'
import { postgresLoads } from './loads.ts'
import { cpuOfTree, createConversations, loaded, sends } from './probe.ts'
import { restOf, samplesOf } from './rounds.ts'
import type { Rest, Sample } from './units.ts'

/** The channel on which nodes announce their commits. */
const listen = 'LISTEN parley_log'

/** Milliseconds of a commit of one row, more than of a query. */
async function commitTimeOf(client: pg.Client): Promise<number> {
  await client.query('CREATE TABLE bench_commits (id INT)')
  const time = async (statement: string) => {
    const begin = performance.now()
    for (let n = 0; n < 300; n += 1) await client.query(statement)
    return (performance.now() - begin) / 300
  }
  const query = await time('SELECT 1')
  const commit = await time('INSERT INTO bench_commits VALUES (1)')
  await client.query('DROP TABLE bench_commits')
  return Math.max(0.05, commit - query)
}

/**
 * Measures the costs of messages for two nodes and PostgreSQL. The loads have from `size` to twelve times as many
 * calls.
 */
export async function measurePostgresCosts(
  size: number,
  rounds: number,
): Promise<{ samples: Sample[]; rest: Rest }> {
  const cluster = await startCluster(durable)
  const [server = ''] = readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n')
  const connected = async () => {
    const client = new pg.Client(cluster.url)
    await client.connect()
    return client
  }
  const client = await connected()
  const sizeOf = async () => {
    await client.query('CHECKPOINT')
    const { rows } = await client.query('SELECT pg_database_size(current_database()) AS size')
    return Number(rows[0].size)
  }
  const start = () => startParley({ databaseUrl: cluster.url, environment: { METRICS: 'on' } })
  const writer = await start()
  await createConversations(writer)
  const nodes = [writer, await start()]
  let announcements = 0
  client.on('notification', () => {
    announcements += 1
  })
  await client.query(listen)
  const bench = {
    ...{ nodes, announcements: () => announcements, size },
    meters: {
      nodes: nodes.map(
        ({ pid }) =>
          () =>
            cpuOf(pid),
      ),
      database: () => cpuOfTree(Number(server)),
    },
    told: async <T>(listeners: number, measure: () => Promise<T>) => {
      const told = await Promise.all(Array.from({ length: listeners }, connected))
      for (const one of told) await one.query(listen)
      const measured = await measure()
      for (const one of told) await one.end()
      return measured
    },
  }
  await loaded(sends(writer, 'two'), 64, 10 * size)
  // Like a database that has run for a minute: autovacuum has run, so the planner knows the tables.
  await client.query('VACUUM ANALYZE')
  const samples = await samplesOf(bench, postgresLoads(), rounds)
  const rest = await restOf(bench)
  const commitTime = await commitTimeOf(client)
  /** Bytes of a message of so many characters. */
  const bytesOf = async (characters: number) => {
    const before = await sizeOf()
    const { count } = await loaded(sends(writer, 'two', characters), 64, 10 * size)
    return ((await sizeOf()) - before) / count
  }
  const bytes = { 20: await bytesOf(20), 200: await bytesOf(200), 400: await bytesOf(400) }
  for (const node of nodes) await node.stop()
  await client.end()
  await cluster.stop()
  return { samples, rest: { ...rest, bytes, commitTime } }
}
