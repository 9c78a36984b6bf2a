import { hash } from 'node:crypto'
import type pg from 'pg'
import type { Row, Value } from '../engine.ts'
import type { Part, Transaction, WriteConnections } from '../group-commit.ts'
import { classify } from './faults.ts'
import type { Statements } from './statements.ts'

/** The 64-bit key of an advisory lock, as text. */
export const lockKey = (name: string) => hash('sha256', name, 'buffer').readBigInt64BE(0).toString()

const takeLocks = 'SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key'

/** Set explicitly, as the database's default may differ. The locks give what `serializable` would. */
export const beginWrite = 'BEGIN ISOLATION LEVEL READ COMMITTED'

/**
 * A transaction that pipelines its statements: BEGIN, the locks and the first read take one round trip, and so do all
 * writes up to the next read or the COMMIT.
 */
export class PostgresTransaction implements Transaction {
  readonly #client: pg.ClientBase
  readonly #statements: Statements
  readonly #sent: Promise<unknown>[] = []
  #isOver = false
  #isGathering = false
  /** The first error of the database; undefined if there was none. */
  failure: { error: unknown } | undefined

  constructor(
    client: pg.ClientBase,
    statements: Statements,
    begin: string,
    locks: readonly string[] = [],
  ) {
    this.#client = client
    this.#statements = statements
    this.#gather()
    void this.#send(client.query(statements.begin(begin)))
    if (locks.length === 0) return
    // Always in the same order, so that two transactions never wait for each other. They come first, before the
    // transaction gets its id, so that the ids of transactions that share a lock have the same order as their locks.
    const keys = [...new Set(locks.map(lockKey))].sort()
    void this.#send(client.query(statements.query(takeLocks, [`{${keys.join(',')}}`])))
  }

  part(): Part {
    const part = {
      hasWritten: false,
      rows: async (sql: string, parameters: readonly Value[] = []): Promise<Row[]> => {
        const { command, rows } = await this.#query(sql, parameters)
        if (command === 'SELECT') return rows
        part.hasWritten = true
        throw new Error(`A read must be a SELECT, not ${command}: ${sql}`)
      },
      run: async (sql: string, parameters: readonly Value[] = []): Promise<void> => {
        part.hasWritten = true
        // Its error is reported by the transaction.
        void this.#query(sql, parameters)
      },
    }
    return part
  }

  #query(sql: string, parameters: readonly Value[]): Promise<pg.QueryResult<Row>> {
    if (this.#isOver) throw new Error(`The transaction has ended before: ${sql}`)
    this.#gather()
    return this.#send(this.#client.query<Row>(this.#statements.query(sql, parameters)))
  }

  /** Resolves once the writes are durable. */
  async commit(): Promise<void> {
    const { command } = await this.#end('COMMIT')
    if (this.failure) throw this.failure.error
    if (command !== 'COMMIT') throw new Error(`COMMIT returned ${command}.`)
  }

  async rollback(): Promise<void> {
    if (!this.#isOver) await this.#end('ROLLBACK').catch(() => undefined)
  }

  /** Sends the statements of one event loop turn as one packet, as each packet wakes the server. */
  #gather(): void {
    if (this.#isGathering) return
    this.#isGathering = true
    // The type of a pool's client lacks the connection.
    const { stream } = (this.#client as pg.Client).connection
    stream.cork()
    setImmediate(() => {
      this.#isGathering = false
      stream.uncork()
    })
  }

  async #end(statement: 'COMMIT' | 'ROLLBACK'): Promise<pg.QueryResult> {
    this.#gather()
    this.#isOver = true
    const ended = this.#send(this.#client.query(statement))
    await Promise.allSettled(this.#sent)
    return ended
  }

  #send<T>(answer: Promise<T>): Promise<T> {
    this.#sent.push(
      answer.catch((error) => {
        this.failure ??= { error }
      }),
    )
    return answer
  }
}

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
