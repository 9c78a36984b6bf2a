import { randomInt } from 'node:crypto'
import pg from 'pg'
import { boundedConfigOf, type Route } from './connections.ts'
import { lineage } from './dialect.ts'
import { startFault } from './faults.ts'

/**
 * Finds out what the URL connects to. Throws an `Error` for the terminal if Parley cannot run on the database. With
 * `directUrl`, the other URL may lead to a pooler.
 */
export async function assertUsable(url: string, directUrl?: string): Promise<Route> {
  if (directUrl === undefined) {
    await onTwo(url, 'sessions', async (two) => {
      await assertServer(two)
      await assertOrder(two)
      if (!(await keepsSessions(two)))
        throw new Error(
          `${two.where} is a pooler that does not keep sessions, such as PgBouncer in transaction mode. Set ` +
            'DATABASE_DIRECT_URL to the address of PostgreSQL itself, which Parley needs for LISTEN and for leases.',
        )
    })
    return 'sessions'
  }
  const direct = await onTwo(directUrl, 'sessions', async (two) => {
    await assertServer(two)
    if (await keepsSessions(two)) return originOf(two)
    throw new Error(
      `DATABASE_DIRECT_URL leads to a pooler that does not keep sessions, at ${two.where}. It must lead to PostgreSQL itself.`,
    )
  })
  return onTwo(url, 'transactions', async (two) => {
    await assertServer(two)
    await assertOrder(two)
    if ((await originOf(two)) !== direct)
      throw new Error('DATABASE_URL and DATABASE_DIRECT_URL lead to different databases.')
    return (await preparesStatements(two)) ? 'preparing transactions' : 'transactions'
  })
}

type Ask = (sql: string | pg.QueryConfig) => Promise<Record<string, unknown>>

/** Two connections to the same address. */
interface Two {
  one: Ask
  other: Ask
  where: string
}

async function onTwo<T>(url: string, route: Route, work: (two: Two) => Promise<T>): Promise<T> {
  const config = boundedConfigOf(url, route)
  const clients = [new pg.Client(config), new pg.Client(config)] as const
  const [{ host, port }] = clients
  const where = host.startsWith('/') ? host : `${host}:${port}`
  const fail = (cause: unknown) => {
    throw new Error(startFault(cause, where), { cause })
  }
  const asking =
    (client: pg.Client): Ask =>
    async (sql) =>
      (await client.query(sql).catch(fail)).rows[0]
  for (const client of clients) client.on('error', () => undefined)
  try {
    await Promise.all(clients.map((client) => client.connect())).catch(fail)
    return await work({ one: asking(clients[0]), other: asking(clients[1]), where })
  } finally {
    for (const client of clients) client.end().catch(() => undefined)
  }
}

async function assertServer({ one, where }: Two): Promise<void> {
  const { number, version, read_only, encoding } = await one(
    `SELECT current_setting('server_version_num')::integer AS number,
       current_setting('server_version') AS version,
       current_setting('transaction_read_only') AS read_only,
       current_setting('server_encoding') AS encoding`,
  )
  if (Number(number) < 150_000)
    throw new Error(`PostgreSQL at ${where} is version ${version}, and Parley needs 15 or newer.`)
  if (read_only === 'on')
    throw new Error(`PostgreSQL at ${where} is read-only, and Parley needs to write.`)
  if (encoding !== 'UTF8')
    throw new Error(`The database at ${where} is encoded in ${encoding}, and Parley needs UTF8.`)
}

/** Writes are ordered by advisory locks, and the event log by which transactions are running. */
async function assertOrder({ one, other, where }: Two): Promise<void> {
  const key = randomInt(2 ** 47)
  await one('BEGIN')
  await one(`SELECT pg_advisory_xact_lock(${key})`)
  const { xid } = await one('SELECT pg_current_xact_id()::text AS xid')
  const look = () =>
    other(
      `SELECT pg_try_advisory_xact_lock(${key}) AS locked,
         pg_visible_in_snapshot('${xid}', pg_current_snapshot()) AS visible,
         pg_snapshot_xmin(pg_current_snapshot()) <= '${xid}' AS awaited`,
    )
  const during = await look()
  await one('COMMIT')
  const after = await look()
  if (during.locked !== false || after.locked !== true)
    throw new Error(
      `The database at ${where} gives an advisory lock to two sessions at the same time, or keeps it after the COMMIT. Parley ` +
        'orders its writes by these locks, and needs PostgreSQL itself.',
    )
  if (during.visible !== false || during.awaited !== true || after.visible !== true)
    throw new Error(
      `The database at ${where} does not distinguish running transactions from committed ones (pg_current_snapshot). Parley orders its ` +
        'event log by them, and needs PostgreSQL itself.',
    )
}

/** Whether all transactions of a connection have the same session. */
async function keepsSessions({ one, other }: Two): Promise<boolean> {
  const session = async (ask: Ask) => (await ask('SELECT pg_backend_pid() AS pid')).pid
  // A pooler reuses the session that was returned last or first. After these transactions, neither is the session of `one`.
  for (const ask of [one, other]) await ask('BEGIN')
  const [first] = [await session(one), await session(other)]
  for (const ask of [one, other]) await ask('COMMIT')
  return first === (await session(one)) && first === (await session(one))
}

/** Whether a pooler tracks the prepared statements of its clients; PostgreSQL then has other names for them. */
async function preparesStatements({ one }: Two): Promise<boolean> {
  const name = `parley_${randomInt(2 ** 47)}`
  await one('BEGIN')
  await one({ name, text: 'SELECT 1 AS one' })
  const { found } = await one(
    `SELECT COUNT(*)::integer AS found FROM pg_prepared_statements WHERE name = '${name}'`,
  )
  if (found === 1) await one(`DEALLOCATE ${name}`)
  await one('COMMIT')
  return found === 0
}

const originOf = async ({ one }: Two) => (await one(lineage)).origin
