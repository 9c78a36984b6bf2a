import pg from 'pg'
import type { Engine, WriteConnection } from '../engine.ts'
import { GroupCommit, type GroupCommitOptions } from '../group-commit.ts'
import { assertUsable } from './assert-usable.ts'
import { configOf, poolOf } from './connections.ts'
import { lineage } from './dialect.ts'
import { PostgresLeases } from './leases.ts'
import { openPostgresReader } from './reader.ts'
import { statementsOf } from './statements.ts'
import { beginWrite, PostgresTransaction, writeConnections } from './transaction.ts'
import { PostgresWakeups } from './wakeups.ts'

export interface PostgresOptions extends GroupCommitOptions {
  /** Max connections of the pool, in addition to a few permanent ones. Default 10. */
  poolSize?: number | undefined
  /** The address of PostgreSQL itself, if the URL leads to a pooler that does not keep sessions. */
  directUrl?: string | undefined
}

/**
 * Connects to the PostgreSQL database of the URL. Throws an `Error` for the terminal if it cannot be reached, refuses the
 * login, is older than version 15, is read-only, or lacks what Parley needs.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Engine> {
  const { poolSize = 10, directUrl } = options
  const route = await assertUsable(url, directUrl)
  // A few connections commit more writes than many, because waiting writes share a transaction.
  const writing = Math.ceil(poolSize / 3)
  const writers = poolOf(url, writing, route)
  const reader = openPostgresReader(url, Math.max(poolSize - writing, 1), route)
  const direct = configOf(directUrl ?? url)
  const wakeups = new PostgresWakeups(direct)
  const leases = new PostgresLeases(direct)
  await wakeups.connect()
  const writes = new GroupCommit(writeConnections(writers, statementsOf[route]), options)
  return {
    ...reader,
    maxListPieces: Math.max(Math.floor(poolSize / 3), 1),
    async transaction(locks, work, { noTimeout = false } = {}) {
      const result = await (noTimeout
        ? onOwnConnection(new pg.Client(direct), locks, work)
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

/** The user may have their own time limits. */
const noLimits = `${beginWrite}; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`

/** Runs a transaction on a separate connection without a timeout. */
async function onOwnConnection<T>(
  client: pg.Client,
  locks: readonly string[],
  work: (connection: WriteConnection) => Promise<T>,
): Promise<T> {
  client.on('error', () => undefined)
  await client.connect()
  const transaction = new PostgresTransaction(client, statementsOf.sessions, noLimits, locks)
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
