import type pg from 'pg'
import type { WriteConnection } from '../engine.ts'
import { isConnectionLost, isRepeatable, isUnavailability, unavailable } from './faults.ts'
import { PostgresTransaction } from './transaction.ts'

export interface Write {
  locks: readonly string[]
  work: (connection: WriteConnection) => Promise<unknown>
  resolve: (value: never) => void
  reject: (reason: unknown) => void
}

/** Writes of one transaction: each chain names the same locks throughout, no two chains share one. */
export type Batch = Write[][]

const mostTries = 5

/**
 * Runs writes in one transaction and tells each caller how it went, once all is durable. The chains run
 * side by side, so that they share the way to the server and back. Throws where the connection is lost;
 * then those who have not been told do not know.
 */
export async function settle(client: pg.ClientBase, batch: Batch): Promise<void> {
  const writes = batch.flat()
  const [only] = writes
  for (let tries = 1; ; tries += 1) {
    const transaction = new PostgresTransaction(client, 'BEGIN', locksOf(batch))
    try {
      for (const answer of await outcomes(transaction, batch)) answer()
      return
    } catch (thrown) {
      await transaction.rollback()
      const fault = transaction.failure?.error
      // Whether a COMMIT that was on its way went through is not known: never run the writes again.
      if (fault && isConnectionLost(fault)) throw fault
      if (fault && isUnavailability(fault)) {
        for (const { reject } of writes) reject(unavailable(fault))
        return
      }
      if (writes.length > 1) {
        // One of them spoilt it for all: each for itself.
        for (const write of writes) await settle(client, [[write]])
        return
      }
      if (fault && isRepeatable(fault) && tries < mostTries) continue
      return only?.reject(fault && isRepeatable(fault) ? unavailable(fault) : (fault ?? thrown))
    }
  }
}

const locksOf = (batch: Batch) => batch.flatMap(([first]) => first?.locks ?? [])

/** Runs the writes, commits, and answers how to tell the callers. */
async function outcomes(transaction: PostgresTransaction, batch: Batch): Promise<(() => void)[]> {
  const answers: (() => void)[] = []
  const chains = batch.map(async (chain) => {
    for (const write of chain) answers.push(await outcome(transaction, write))
  })
  // None may be left running: what it sends after the end would be no part of the transaction.
  for (const chain of await Promise.allSettled(chains))
    if (chain.status === 'rejected') throw chain.reason
  await transaction.commit()
  return answers
}

async function outcome(
  transaction: PostgresTransaction,
  { work, resolve, reject }: Write,
): Promise<() => void> {
  const connection = transaction.part()
  try {
    const value = await work(connection)
    return () => resolve(value as never)
  } catch (error) {
    // A refusal before the first change leaves nothing to take back, and the others go on.
    if (transaction.failure || connection.hasWritten) throw error
    return () => reject(error)
  }
}
