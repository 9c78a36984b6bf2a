import type { DatabaseSync } from 'node:sqlite'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Transaction, WriteConnections } from '../group-commit.ts'
import { connection, isBusy, isStorageFault, statement } from './connection.ts'

/** Max writes in one commit. */
const batchSize = 256

/**
 * The one connection that writes. `patience` is how long a write waits for another process to let go of the
 * database, in milliseconds; `ended` is called after each transaction.
 */
export function writeConnection(
  database: DatabaseSync,
  patience: number,
  ended: () => void,
): WriteConnections<void> {
  const shared = connection(database)
  const begin = statement(database, 'BEGIN IMMEDIATE')
  const commit = statement(database, 'COMMIT')
  const rollback = () => {
    // A fault of the disk may have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK')
  }

  /** Begins a transaction, again and again for as long as another process holds the database. */
  async function begun(): Promise<void> {
    const end = performance.now() + patience
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      try {
        return begin()
      } catch (error) {
        if (!isBusy(error) || performance.now() > end) throw error
        await setTimeout(pause)
      }
    }
  }

  return {
    count: 1,
    batchSize,
    chainOf: () => '',
    async acquire() {
      // Let every request that has already arrived join the batch.
      await setImmediate()
      await begun()
    },
    release: rollback,
    async begin() {
      if (!database.isTransaction) await begun()
      return transaction()
    },
    classify: (error) => (isStorageFault(error) ? 'unavailable' : 'refused'),
  }

  function transaction(): Transaction {
    let failure: { error: unknown } | undefined
    return {
      part() {
        shared.hasWritten = false
        return shared
      },
      get failure() {
        return failure
      },
      async commit() {
        try {
          commit()
        } catch (error) {
          failure = { error }
          throw error
        }
        ended()
      },
      async rollback() {
        try {
          rollback()
        } catch {
          // The writes that follow must go on; the next BEGIN fails if this transaction is still open.
        }
        ended()
      },
    }
  }
}
