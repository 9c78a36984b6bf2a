import { startCluster } from '@openparley/test-kit/cluster'
import pg from 'pg'
import { type Depth, measured, type Target } from './load.ts'
import { call, type Parley, startParley } from './parley.ts'
import type { Result } from './table.ts'

/** Parley's own default. */
const pool = 10
/** Rows of a batch insert. */
const batch = 64

/** Settings with which a commit waits for the disk, unlike the settings for tests. */
export const durable = { fsync: 'on', full_page_writes: 'on', checkpoint_timeout: '5min' }

const spreads = [1, 12, 1000]

/**
 * Inserts rows, one a transaction, with as many callers as the load has connections. Returns the number of rows a
 * second.
 */
async function inserts(bare: pg.Pool, callers: number, seconds: number): Promise<number> {
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
  await Promise.all(Array.from({ length: callers }, caller))
  return done / seconds
}

/** Inserts as many rows in a transaction as calls can wait, one transaction after the other. Returns rows a second. */
async function batchInserts(bare: pg.Pool, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000
  let done = 0
  const column = (value: (n: number) => string) =>
    Array.from({ length: batch }, (_, n) => value(done + n))
  while (performance.now() < end) {
    await bare.query({
      name: 'batch',
      text: `INSERT INTO bare (conversation, sender, text)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
      values: [
        column((n) => `c${n % 1000}`),
        column(() => 'bob'),
        column((n) => `Hello Alice, number ${n}!`),
      ],
    })
    done += batch
  }
  return done / seconds
}

async function createConversations(parley: Parley): Promise<void> {
  await call(parley, 'PUT', '/users', { alice: { name: 'Alice' }, bob: { name: 'Bob' } })
  const count = Math.max(...spreads)
  for (let from = 0; from < count; from += 10)
    await Promise.all(
      Array.from({ length: Math.min(10, count - from) }, (_, more) =>
        call(parley, 'PUT', `/conversations/c${from + more}`, { participants: ['alice', 'bob'] }),
      ),
    )
}

const sending = ({ app, headers }: Parley, conversations: number): Target => ({
  name: 'sendMessages on PostgreSQL',
  url: `${app}/conversations/`,
  method: 'POST',
  headers,
  path: (n) => `c${n % conversations}/messages`,
  body: (n) => `[{"type":"UserMessage","sender":"bob","text":"Hello Alice, number ${n}!"}]`,
})

/** Compares messages on PostgreSQL with bare inserts into one table. */
export async function measurePostgres({ rounds, seconds }: Depth): Promise<Result[]> {
  const given = process.env.TEST_DATABASE_URL
  const cluster = given === undefined ? await startCluster(durable) : undefined
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
  await createConversations(parley)

  const rows: { one: number; many: number; two: number; sends: number[] }[] = []
  for (let round = -1; round < rounds; round += 1) {
    const row = {
      one: await inserts(bare, 64, seconds),
      many: await batchInserts(bare, seconds),
      two: await inserts(bare, 2, seconds),
      sends: [] as number[],
    }
    for (const [connections, spread] of [...spreads.map((count) => [64, count]), [2, 1000]])
      row.sends.push(
        (await measured(sending(parley, spread ?? 1), { connections: connections ?? 1, seconds }))
          .rate,
      )
    console.error(row)
    if (round >= 0) rows.push(row)
  }
  await parley.stop()
  await bare.end()
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`)
  await admin.end()
  await cluster?.stop()

  const against = (what: string, index: number, key: 'one' | 'many' | 'two'): Result => ({
    what: `\`sendMessages\` ${what}`,
    against: key === 'many' ? `an INSERT of ${batch} rows, rows a second` : 'a bare INSERT',
    target: key === 'one' ? { least: 0.5 } : {},
    values: rows.map((row) => (row.sends[index] ?? 0) / row[key]),
  })
  const sends = spreads.map(
    (count) => `into ${count.toLocaleString('en')} conversation${count === 1 ? '' : 's'}`,
  )
  return [
    ...sends.map((what, index) => against(what, index, 'one')),
    ...sends.map((what, index) => against(what, index, 'many')),
    against('into 1,000 conversations, 2 connections', spreads.length, 'two'),
    ...sends.map((what, index) => ({
      what: `\`sendMessages\` ${what}`,
      against: '',
      target: { unit: '/s' },
      values: rows.map((row) => row.sends[index] ?? 0),
    })),
  ]
}
