import pg from 'pg'

/** Type OIDs (pg_type.dat) of numbers that the driver would return as text. Ours are below 2^53. */
const numbers = new Set<number>([20 /* int8 */, 5069 /* xid8 */])

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    numbers.has(oid) ? Number : pg.types.getTypeParser(oid, format),
}

const second = 1000
/** Max duration of a statement, including its wait for a lock. After that, the request gets a 503. */
export const maxStatementDuration = 10 * second

/**
 * What a URL connects to: sessions of PostgreSQL, or a pooler that gives each transaction any session. Some poolers
 * know the prepared statements of their clients.
 */
export type Route = 'sessions' | 'transactions' | 'preparing transactions'

/** The configuration of a connection without time limits on the server. */
export const configOf = (url: string) => ({
  connectionString: url,
  application_name: 'parley',
  pipeline: true,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10 * second,
  types,
})

/** The configuration of a connection for short statements. */
export const boundedConfigOf = (url: string, route: Route): pg.ClientConfig => ({
  ...configOf(url),
  connectionTimeoutMillis: 5 * second,
  // Poolers refuse these parameters. With a pooler, each transaction sets its own limits.
  ...(route === 'sessions' && {
    statement_timeout: maxStatementDuration,
    idle_in_transaction_session_timeout: maxStatementDuration,
  }),
  // PostgreSQL's own timeouts do not help if the server no longer responds at all.
  query_timeout: maxStatementDuration + 5 * second,
})

export function poolOf(url: string, max: number, route: Route): pg.Pool {
  const pool = new pg.Pool({ ...boundedConfigOf(url, route), max })
  // A lost connection fails its queries, and the pool opens a new one when needed. Without listeners, its error
  // would end the process, whether the connection was idle or in use.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
