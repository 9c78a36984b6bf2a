import type pg from 'pg'
import type { WriteConnections } from '../group-commit.ts'
import { classify } from './faults.ts'
import type { Statements } from './statements.ts'
import { beginWrite, PostgresTransaction } from './transaction.ts'

/** Max writes in one commit. */
const batchSize = 64

/** The write connections of a pool. */
export const writeConnections = (
  pool: pg.Pool,
  statements: Statements,
): WriteConnections<pg.PoolClient> => ({
  count: pool.options.max,
  batchSize,
  // Writes with different locks run concurrently, so that they share round trips.
  chainOf: (locks) => locks.join('\n'),
  acquire: () => pool.connect(),
  release: (client, lost) => client.release(lost),
  begin: (client, locks) => new PostgresTransaction(client, statements, beginWrite, locks),
  classify,
})
