import pg from 'pg'
import { type DatabaseFacts, newestSchema, newestTime, numberOf } from '../database-facts.ts'
import { assertUsable } from './assert-usable.ts'

const facts = `SELECT
  current_setting('server_version') AS version,
  EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS time,
  to_regclass('schema_version') IS NOT NULL AS has_tables,
  current_setting('max_connections') AS max_connections,
  (SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
  (SELECT COALESCE(MAX(EXTRACT(EPOCH FROM clock_timestamp() - xact_start)), 0) FROM pg_stat_activity
   WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()) AS oldest_transaction`

/** Reads the facts of the database. Throws an `Error` for the terminal if Parley cannot use it. */
export async function examinePostgres(
  url: string,
  directUrl: string | undefined,
  now: () => number,
): Promise<DatabaseFacts> {
  await assertUsable(url, directUrl)
  const pool = new pg.Pool({
    connectionString: directUrl ?? url,
    max: 1,
    connectionTimeoutMillis: 5000,
    statement_timeout: 10_000,
  })
  pool.on('error', () => undefined)
  try {
    const before = now()
    const [row] = (await pool.query(facts)).rows
    // The clock was read in the middle of the call.
    const halfway = (now() - before) / 2
    const value = async (sql: string) => Object.values((await pool.query(sql)).rows[0])[0]
    return {
      engine: `PostgreSQL ${row.version}`,
      schema: row.has_tables ? numberOf(await value(newestSchema)) : undefined,
      newestEvent: row.has_tables ? numberOf(await value(newestTime)) : undefined,
      time: Number(row.time) + halfway,
      connections: { used: Number(row.connections), max: Number(row.max_connections) },
      oldestTransaction: Number(row.oldest_transaction),
    }
  } finally {
    await pool.end()
  }
}
