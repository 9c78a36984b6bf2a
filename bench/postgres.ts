import { startCluster } from '@openparley/test-kit/cluster'
import pg from 'pg'
import { createData, sending } from './calls.ts'
import { type Depth, measured } from './load.ts'
import { startParley } from './parley.ts'
import type { Result } from './table.ts'

const connections = 32
/** Parley's own default. */
const pool = 10

/** Measures bare inserts per second, one per transaction, with as many callers as the load has connections. */
async function inserts(bare: pg.Pool, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000
  let done = 0
  const caller = async () => {
    while (performance.now() < end) {
      done += 1
      await bare.query({
        name: 'bare',
        text: 'INSERT INTO bare (conversation, sender, text) VALUES ($1, $2, $3)',
        values: ['c0', 'bob', `Hello Alice, number ${done}!`],
      })
    }
  }
  await Promise.all(Array.from({ length: connections }, caller))
  return done / seconds
}

/** Compares sending a message on PostgreSQL with a bare insert into one table. */
export async function measurePostgres({ rounds, seconds }: Depth): Promise<Result[]> {
  const given = process.env.TEST_DATABASE_URL
  const cluster = given === undefined ? await startCluster() : undefined
  const server = new URL(given ?? cluster?.url ?? '')
  const admin = new pg.Client({ connectionString: server.href })
  await admin.connect()
  const database = `parley_bench_${process.pid}`
  await admin.query(`CREATE DATABASE ${database}`)
  server.pathname = database
  const bare = new pg.Pool({ connectionString: server.href, max: pool })
  // Its connections may still be open when the database is dropped.
  bare.on('error', () => undefined)
  await bare.query(`CREATE TABLE bare (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation TEXT NOT NULL, sender TEXT NOT NULL, text TEXT NOT NULL)`)
  const parley = await startParley({ databaseUrl: server.href })
  await createData(parley)

  const values: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const floor = await inserts(bare, seconds)
    const { rate } = await measured(sending(parley), { connections, seconds })
    if (round >= 0) values.push(rate / floor)
  }
  await parley.stop()
  await bare.end()
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`)
  await admin.end()
  await cluster?.stop()
  return [
    {
      what: '`sendMessages` on PostgreSQL',
      against: 'a bare INSERT a transaction, from as many connections',
      target: { least: 0.5 },
      values,
    },
  ]
}
