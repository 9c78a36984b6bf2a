import pg from 'pg'
import { unavailable } from '../availability.ts'
import type { Dialect, Engine, ReadConnection, Reader, WriteConnection } from '../engine.ts'
import { GroupCommit, type GroupCommitOptions } from '../group-commit.ts'
import { startFault, translated } from './faults.ts'
import { PostgresLeases } from './leases.ts'
import { search } from './search.ts'
import { prepared, types } from './statements.ts'
import { beginWrite, PostgresTransaction } from './transaction.ts'
import { PostgresWakeups } from './wakeups.ts'
import { writeConnections } from './write-connections.ts'

const dialect: Dialect = {
  text: 'TEXT COLLATE "C"',
  identity: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  clustered: '',
  shared: true,
  log: {
    column: 'xid xid8 NOT NULL DEFAULT pg_current_xact_id(),',
    xid: 'xid',
    key: '(xid, id)',
    cursor: '($1, $2)',
    isSettled: 'xid < pg_snapshot_xmin(pg_current_snapshot())',
    ascending: 'xid, id',
    descending: 'xid DESC, id DESC',
    ends: `from_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
      to_xid xid8 NOT NULL DEFAULT '${Number.MAX_SAFE_INTEGER}',`,
    from: '(from_xid, from_event)',
    to: '(to_xid, to_event)',
    endsHere: 'to_xid = pg_current_xact_id(), ',
  },
  search,
}

export interface PostgresOptions extends GroupCommitOptions {
  /** Max connections of the pool, in addition to a few permanent ones. Default 10. */
  poolSize?: number | undefined
}

const second = 1000
/** Max duration of a statement, including its wait for a lock. After that, the request gets a 503. */
const longestStatement = 10 * second

/**
 * Connects to the PostgreSQL database of the URL. Throws an `Error` for the terminal if it cannot be reached, refuses the
 * login, is older than version 15, or is read-only.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Engine> {
  const common = configOf(url)
  const { poolSize = 10 } = options
  // A few connections commit more writes than many, because waiting writes share a transaction.
  const writing = Math.ceil(poolSize / 3)
  const writers = poolOf(url, writing)
  const reader = openPostgresReader(url, Math.max(poolSize - writing, 1))
  const wakeups = new PostgresWakeups(common)
  const leases = new PostgresLeases(common)
  try {
    await assertUsable(writers)
    await wakeups.connect()
  } catch (error) {
    await writers.end()
    throw error
  }
  const writes = new GroupCommit(writeConnections(writers), options)
  return {
    ...reader,
    maxListPieces: Math.max(Math.floor(poolSize / 3), 1),
    async transaction(locks, work, { noTimeout = false } = {}) {
      const result = await (noTimeout
        ? onOwnConnection(new pg.Client(common), locks, work)
        : writes.run(locks, work))
      wakeups.announce()
      return result
    },
    async transactionTogether(locks, work, input) {
      const result = await writes.runTogether(locks, work, input)
      wakeups.announce()
      return result
    },
    onCommitElsewhere: (listener) => wakeups.onWake(listener),
    lease: (name) => leases.take(name),
    notify: (notice) => wakeups.notify(notice),
    onNotice: (listener) => wakeups.onNotice(listener),
    lineage: async () => (await writers.query(lineage)).rows[0],
    async close() {
      await Promise.all([wakeups.close(), leases.close()])
      await Promise.all([writers.end(), reader.close()])
    },
  }
}

/** Connects for reading only, when it is needed. */
export function openPostgresReader(url: string, connections: number): Reader {
  const readers = poolOf(url, connections)
  // Sent before the first read. If it fails, the reads on the same connection fail too.
  readers.on('connect', (client) => client.query(readOnly).catch(() => undefined))
  return {
    dialect,
    async rows(sql, parameters = []) {
      const client = await connection(readers)
      try {
        return (await client.query(prepared(sql, parameters))).rows
      } catch (error) {
        throw translated(error)
      } finally {
        // A client that has lost its connection is not used again.
        client.release()
      }
    },
    snapshot: (work) => snapshot(readers, work),
    close: () => readers.end(),
  }
}

const configOf = (url: string) => ({
  connectionString: url,
  application_name: 'parley',
  pipeline: true,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10 * second,
  types,
})

function poolOf(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...configOf(url),
    max,
    connectionTimeoutMillis: 5 * second,
    statement_timeout: longestStatement,
    idle_in_transaction_session_timeout: longestStatement,
    // PostgreSQL's own timeouts do not help if it no longer responds at all.
    query_timeout: longestStatement + 5 * second,
  })
  // A lost connection fails its queries, and the pool opens a new one when needed. Without listeners, its error
  // would end the process, whether the connection was idle or in use.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

const readOnly =
  'SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED READ ONLY'

const lineage = `SELECT
  s.system_identifier || '.' || (SELECT oid FROM pg_database WHERE datname = current_database())
    AS origin,
  c.timeline_id::text AS timeline
  FROM pg_control_system() AS s, pg_control_checkpoint() AS c`

/** Throws an `Error` for the terminal if Parley cannot run on the server. */
export async function assertUsable(pool: pg.Pool): Promise<void> {
  const { host, port } = new pg.Client(pool.options)
  const where = host.startsWith('/') ? host : `${host}:${port}`
  const answer = await pool
    .query(
      `SELECT current_setting('server_version_num')::integer AS number,
         current_setting('server_version') AS version,
         current_setting('transaction_read_only') AS read_only,
         current_setting('server_encoding') AS encoding`,
    )
    .catch((cause) => {
      throw new Error(startFault(cause, where), { cause })
    })
  const [{ number, version, read_only, encoding }] = answer.rows
  if (number < 150_000)
    throw new Error(`PostgreSQL at ${where} is version ${version}, and Parley needs 15 or newer.`)
  if (read_only === 'on')
    throw new Error(`PostgreSQL at ${where} is read-only, and Parley needs to write.`)
  if (encoding !== 'UTF8')
    throw new Error(`The database at ${where} is encoded in ${encoding}, and Parley needs UTF8.`)
}

/** Any failure to connect may be temporary, even a wrong password. */
const connection = (pool: pg.Pool): Promise<pg.PoolClient> =>
  pool.connect().catch((error) => {
    throw unavailable(error)
  })

async function snapshot<T>(
  pool: pg.Pool,
  work: (connection: ReadConnection) => Promise<T>,
): Promise<T> {
  const client = await connection(pool)
  const transaction = new PostgresTransaction(
    client,
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  )
  // No need to wait for the end of the read: the connection is released when it is done.
  const end = () =>
    void transaction.commit().then(
      () => client.release(),
      (error) => client.release(error),
    )
  try {
    return await work(transaction.part())
  } catch (error) {
    throw transaction.failure ? translated(transaction.failure.error) : error
  } finally {
    end()
  }
}

/** Runs a transaction on a separate connection without a timeout. */
async function onOwnConnection<T>(
  client: pg.Client,
  locks: readonly string[],
  work: (connection: WriteConnection) => Promise<T>,
): Promise<T> {
  client.on('error', () => undefined)
  await client.connect()
  const transaction = new PostgresTransaction(client, beginWrite, locks)
  try {
    const value = await work(transaction.part())
    await transaction.commit()
    return value
  } catch (error) {
    throw transaction.failure?.error ?? error
  } finally {
    await client.end()
  }
}
