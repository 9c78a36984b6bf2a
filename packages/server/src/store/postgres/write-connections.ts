import type pg from 'pg'
import type { WriteConnections } from '../group-commit.ts'
import { classify } from './faults.ts'
import { beginWrite, PostgresTransaction } from './transaction.ts'

/** Max writes in one commit. */
const batchSize = 64

/** The connections of a pool that writes. */
export const writeConnections = (pool: pg.Pool): WriteConnections<pg.PoolClient> => ({
  count: pool.options.max,
  batchSize,
  // Those with different locks run side by side: they share the way to the server and back.
  chainOf: (locks) => locks.join('\n'),
  acquire: () => pool.connect(),
  release: (client, lost) => client.release(lost),
  begin: (client, locks) => new PostgresTransaction(client, beginWrite, locks),
  classify,
})
