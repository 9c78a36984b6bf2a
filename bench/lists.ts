import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '@openparley/test-kit/cluster'
import pg from 'pg'
import { appId, fillDatabase, fillPostgres } from '../packages/server/test/store/large-database.ts'
import type { Depth } from './load.ts'
import { call, type Parley, startParley } from './parley.ts'
import type { Result } from './table.ts'

/** How many lists run at the same time. */
const lists = 8

const noMatch = encodeURIComponent('{"custom":{"number":["==","none"]}}')

interface Answer {
  status: number
  /** Milliseconds from the start of the request to the end of the response. */
  took: number
}

const get = ({ app, headers }: Parley, agent: Agent, path: string) =>
  new Promise<Answer>((resolve, reject) => {
    const start = performance.now()
    request(`${app}${path}`, { agent, headers }, (response) => {
      const { statusCode: status = 0 } = response
      response.resume().on('end', () => resolve({ status, took: performance.now() - start }))
    })
      .on('error', reject)
      .end()
  })

/** The 99th percentile of the milliseconds that `getUser` takes, one call after the other. */
async function userCalls(parley: Parley, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const end = performance.now() + seconds * 1000
  const times: number[] = []
  while (performance.now() < end) {
    const { status, took } = await get(parley, agent, '/users/u1')
    if (status !== 200) throw new Error(`getUser: ${status}`)
    times.push(took)
  }
  agent.destroy()
  times.sort((one, other) => one - other)
  return times[Math.floor(times.length * 0.99)] as number
}

/** Runs lists that match nothing in several loops, one after the other in each. Returns a function that ends them. */
function startLists(parley: Parley) {
  const agent = new Agent({ keepAlive: true, maxSockets: lists })
  const statuses: Record<number, number> = {}
  let isOver = false
  const loop = async () => {
    while (!isOver) {
      const { status } = await get(parley, agent, `/conversations?filter=${noMatch}`)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  const loops = Array.from({ length: lists }, loop)
  return async () => {
    isOver = true
    await Promise.all(loops)
    agent.destroy()
    return statuses
  }
}

async function measureEngine(
  name: string,
  parley: Parley,
  { rounds, seconds }: Depth,
): Promise<Result> {
  const values: number[] = []
  await userCalls(parley, seconds / 4)
  for (let round = 0; round < rounds; round += 1) {
    const quiet = await userCalls(parley, seconds)
    const stop = startLists(parley)
    const busy = await userCalls(parley, seconds)
    console.error(name, { quiet, busy, lists: await stop() })
    values.push(busy / quiet)
  }
  return {
    what: `\`getUser\` on ${name} beside ${lists} lists that match nothing, p99`,
    against: 'the same with no list',
    target: { most: 5 },
    values,
  }
}

/** Measures how much lists that read a whole large table slow down other calls, on each engine. */
export async function measureLists(conversations: number, depth: Depth): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const file = join(folder, 'parley.db')
  await fillDatabase(file, { conversations, messages: 1 })
  const embedded = await startParley({ databaseUrl: `sqlite:${file}`, appId })
  const results = [await measureEngine('SQLite', embedded, depth)]
  await embedded.stop()
  rmSync(folder, { recursive: true })

  const cluster = await startCluster()
  // The first start creates the tables.
  await (await startParley({ databaseUrl: cluster.url, appId })).stop('SIGTERM')
  const client = new pg.Client(cluster.url)
  await client.connect()
  await fillPostgres(client, { conversations, messages: 1 })
  await client.end()
  const shared = await startParley({ databaseUrl: cluster.url, appId })
  await call(shared, 'GET', '/users/u1')
  results.push(await measureEngine('PostgreSQL', shared, depth))
  await shared.stop()
  await cluster.stop()
  return results
}
