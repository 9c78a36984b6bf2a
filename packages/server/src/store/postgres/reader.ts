import type pg from 'pg'
import { unavailable } from '../availability.ts'
import type { ReadConnection, Reader, Row, Value } from '../engine.ts'
import { poolOf, type Route } from './connections.ts'
import { dialect } from './dialect.ts'
import { translateError } from './faults.ts'
import { type Statements, statementsOf } from './statements.ts'
import { PostgresTransaction } from './transaction.ts'

/** Connects for reading only, when it is needed. */
export function openPostgresReader(url: string, connections: number, route: Route): Reader {
  const readers = poolOf(url, connections, route)
  // Sent before the first read. If it fails, the reads on the same connection fail too.
  if (route === 'sessions')
    readers.on('connect', (client) => client.query(readOnly).catch(() => undefined))
  return {
    dialect,
    async rows(sql, parameters = []) {
      const client = await connection(readers)
      try {
        return await (route === 'sessions'
          ? readOne(client, sql, parameters)
          : readInTransaction(client, statementsOf[route], sql, parameters))
      } catch (error) {
        throw translateError(error)
      } finally {
        // A client that has lost its connection is not used again.
        client.release()
      }
    },
    snapshot: (work) => snapshot(readers, route, work),
    close: () => readers.end(),
  }
}

const readOnly =
  'SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED READ ONLY'

/** Any failure to connect may be temporary, even a wrong password. */
const connection = (pool: pg.Pool): Promise<pg.PoolClient> =>
  pool.connect().catch((error) => {
    throw unavailable(error)
  })

const readOne = async (client: pg.PoolClient, sql: string, parameters: readonly Value[]) =>
  (await client.query(statementsOf.sessions.query(sql, parameters))).rows

/** Sends the transaction at once, so that a session of the pooler is taken for one round trip. */
async function readInTransaction(
  client: pg.PoolClient,
  statements: Statements,
  sql: string,
  parameters: readonly Value[],
): Promise<Row[]> {
  const transaction = new PostgresTransaction(
    client,
    statements,
    'BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY',
  )
  const [read, end] = await Promise.allSettled([
    transaction.part().rows(sql, parameters),
    transaction.commit(),
  ])
  for (const result of [read, end]) if (result.status === 'rejected') throw result.reason
  return (read as PromiseFulfilledResult<Row[]>).value
}

async function snapshot<T>(
  pool: pg.Pool,
  route: Route,
  work: (connection: ReadConnection) => Promise<T>,
): Promise<T> {
  const client = await connection(pool)
  const transaction = new PostgresTransaction(
    client,
    statementsOf[route],
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
    throw transaction.failure ? translateError(transaction.failure.error) : error
  } finally {
    end()
  }
}
