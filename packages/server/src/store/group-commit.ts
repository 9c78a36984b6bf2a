import { unavailable } from './availability.ts'
import type { WriteConnection } from './engine.ts'
import { chunk } from './tables/clauses.ts'

/** The scope of one write in a shared transaction. */
export interface Part extends WriteConnection {
  /** Whether the write may have changed anything. */
  readonly hasWritten: boolean
}

export interface Transaction {
  part(): Part
  /** The first error of the database; undefined if there was none. */
  readonly failure?: { error: unknown } | undefined
  /** Resolves once the writes are durable. */
  commit(): Promise<void>
  /** Rolls the transaction back if it is still open. Never throws. */
  rollback(): Promise<void>
}

/**
 * What a database error means: the connection is lost, and it is unknown whether a running
 * commit succeeded (`lost`); the database is unavailable; the transaction may succeed if it is repeated; or one of the
 * writes is not possible (`refused`).
 */
export type Failure = 'lost' | 'unavailable' | 'repeatable' | 'refused'

/** The write connections of an engine. */
export interface WriteConnections<Session> {
  /** Max transactions at a time. */
  readonly count: number
  /** Max writes in one transaction. */
  readonly batchSize: number
  /** Returns the chain of a write: writes of one chain run one after the other, others concurrently. */
  chainOf(locks: readonly string[]): string
  /** Resolves when a transaction can begin. */
  acquire(): Promise<Session>
  release(session: Session, lost?: Error): void
  begin(session: Session, locks: readonly string[]): Transaction | Promise<Transaction>
  classify(error: unknown): Failure
}

/**
 * Writes the inputs of several writes. Returns for each a value, or the error that refuses it if it has written nothing for
 * it.
 */
export type SharedWork<Input, Output> = (
  connection: WriteConnection,
  inputs: Input[],
) => Promise<(Output | Error)[]>

export interface GroupCommitOptions {
  /** For tests: runs every transaction and rolls it back once before it runs. Default: false. */
  repeatsWrites?: boolean | undefined
  /** Called after each transaction, with the number of its writes and its duration. */
  onCommit?: ((writes: number, milliseconds: number) => void) | undefined
}

interface Write {
  locks: readonly string[]
  work: SharedWork<never, unknown>
  input: unknown
  resolve: (value: never) => void
  reject: (reason: unknown) => void
}

/** The writes of one transaction. */
interface Batch {
  writes: Write[]
  /** The writes by chain. No two chains share a lock. */
  chains: Map<string, Write[]>
  locks: Set<string>
}

const maxTries = 5

/** Max writes that run together. */
const maxTogether = 64

/**
 * Runs writes on a bounded number of connections, with one commit for many writes. Waiting writes are split evenly over
 * the connections; each connection commits its share in one transaction. Writes that share a lock share a transaction
 * or run one after the other, so no connection waits for another connection of this process. Writes with the same work
 * run together, with the same statements, also if their locks differ. There are no savepoints, because each savepoint
 * on SQLite copies the pages that it changes. If a write fails the whole transaction (a refusal does not), all its
 * writes are rolled back and run again one by one.
 */
export class GroupCommit<Session> {
  readonly #connections: WriteConnections<Session>
  readonly #repeats: boolean
  readonly #onCommit: GroupCommitOptions['onCommit']
  /** The number of running batches. */
  #running = 0
  /** The locks of the running batches. No two batches share a lock. */
  readonly #held = new Set<string>()
  #waiting: Write[] = []

  constructor(connections: WriteConnections<Session>, options: GroupCommitOptions = {}) {
    this.#connections = connections
    this.#repeats = options.repeatsWrites ?? false
    this.#onCommit = options.onCommit
  }

  run = <T>(
    locks: readonly string[],
    work: (connection: WriteConnection) => Promise<T>,
  ): Promise<T> =>
    this.runTogether(locks, async (connection) => [await work(connection)], undefined)

  /**
   * Runs the work with this input, together with the inputs of other writes of the same transaction that have the same
   * work.
   */
  runTogether = <Input, Output>(
    locks: readonly string[],
    work: SharedWork<Input, Output>,
    input: Input,
  ): Promise<Output> =>
    new Promise((resolve, reject) => {
      this.#waiting.push({ locks: inOrder(locks), work, input, resolve, reject })
      if (!locks.some((lock) => this.#held.has(lock))) this.#start()
    })

  /** Resolves when no write is waiting or running. */
  async idle(): Promise<void> {
    while (this.#running > 0) await new Promise(setImmediate)
  }

  #start(): void {
    while (this.#running < this.#connections.count) {
      const batch = this.#next()
      if (batch.writes.length === 0) return
      this.#running += 1
      for (const lock of batch.locks) this.#held.add(lock)
      void this.#settle(batch).finally(() => {
        this.#running -= 1
        for (const lock of batch.locks) this.#held.delete(lock)
        this.#start()
      })
    }
  }

  /**
   * Takes a share of the waiting writes whose locks are free, in order of arrival. All writes that wait for the same
   * locks are taken together.
   */
  #next(): Batch {
    const share = Math.ceil(this.#waiting.length / this.#connections.count)
    const held = new Set(this.#held)
    const batch: Batch = { writes: [], chains: new Map(), locks: new Set() }
    const rest: Write[] = []
    for (const write of this.#waiting) {
      const key = this.#connections.chainOf(write.locks)
      const isFree =
        batch.chains.has(key) ||
        (batch.chains.size < share && !write.locks.some((lock) => held.has(lock)))
      if (!isFree || batch.writes.length === this.#connections.batchSize) rest.push(write)
      else add(batch, key, write)
      for (const lock of write.locks) held.add(lock)
    }
    this.#waiting = rest
    return batch
  }

  /** Adds the writes to the batch that arrived in the meantime and wait for the same locks. */
  #join(batch: Batch, maxLength: number): void {
    this.#waiting = this.#waiting.filter((write) => {
      const key = this.#connections.chainOf(write.locks)
      if (!batch.chains.has(key) || batch.writes.length >= maxLength) return true
      add(batch, key, write)
      return false
    })
  }

  /** Commits the writes, then resolves or rejects each of them. */
  async #settle(batch: Batch): Promise<void> {
    let session: Session
    try {
      session = await this.#connections.acquire()
    } catch (error) {
      // Writes that wait for the same locks would time out as well.
      this.#join(batch, Number.POSITIVE_INFINITY)
      return rejectAll(batch, unavailable(error))
    }
    this.#join(batch, this.#connections.batchSize)
    let lost: Error | undefined
    try {
      await this.#commit(session, batch)
    } catch (error) {
      lost = error as Error
      rejectAll(batch, unavailable(error))
    }
    this.#connections.release(session, lost)
  }

  /** Throws if the connection is lost. The result of writes that are not settled is then unknown. */
  async #commit(session: Session, batch: Batch): Promise<void> {
    const { writes } = batch
    for (let tries = 1; ; tries += 1) {
      if (this.#repeats) await this.#rehearse(session, batch)
      const begin = performance.now()
      const transaction = await this.#connections.begin(session, [...batch.locks])
      try {
        const told = await outcomes(transaction, batch)
        this.#onCommit?.(writes.length, performance.now() - begin)
        for (const tell of told) tell()
        return
      } catch (thrown) {
        await transaction.rollback()
        const { failure: fault } = transaction
        const error = fault ? fault.error : thrown
        const failure = fault ? this.#connections.classify(error) : 'refused'
        if (failure === 'lost') throw error
        if (failure === 'unavailable') return rejectAll(batch, unavailable(error))
        if (writes.length > 1) {
          for (const write of writes) await this.#commit(session, batchOf(write))
          return
        }
        if (failure === 'repeatable' && tries < maxTries) continue
        return rejectAll(batch, failure === 'repeatable' ? unavailable(error) : error)
      }
    }
  }

  async #rehearse(session: Session, batch: Batch): Promise<void> {
    const transaction = await this.#connections.begin(session, [...batch.locks])
    await run(transaction, batch).catch(() => undefined)
    await transaction.rollback()
  }
}

/** The locks in the order in which transactions take them, each once. Most writes have only one. */
const inOrder = (locks: readonly string[]): readonly string[] =>
  locks.length > 1 ? [...new Set(locks)].sort() : locks

function add({ writes, chains, locks }: Batch, key: string, write: Write): void {
  writes.push(write)
  const chain = chains.get(key)
  if (chain) chain.push(write)
  else chains.set(key, [write])
  for (const lock of write.locks) locks.add(lock)
}

const batchOf = (write: Write): Batch => ({
  writes: [write],
  chains: new Map([['', [write]]]),
  locks: new Set(write.locks),
})

function rejectAll({ writes }: Batch, reason: unknown): void {
  for (const { reject } of writes) reject(reason)
}

/** Runs the writes and commits. Returns functions that settle the writes. */
async function outcomes(transaction: Transaction, batch: Batch): Promise<(() => void)[]> {
  const told = await run(transaction, batch)
  await transaction.commit()
  return told
}

/**
 * Runs writes with the same work first, whatever their locks, as all writes of a batch are concurrent. The other writes
 * follow, chain by chain.
 */
async function run(transaction: Transaction, { writes, chains }: Batch): Promise<(() => void)[]> {
  const told: (() => void)[] = []
  const tell = async (some: Write[]) => void told.push(...(await settlements(transaction, some)))
  const single = new Set<Write>()
  // One part after the other: on SQLite, all parts share what they know of their changes.
  for (const some of Map.groupBy(writes, ({ work }) => work).values())
    if (some.length === 1) single.add(some[0] as Write)
    else for (const part of chunk(some, maxTogether)) await tell(part)
  if (single.size > 0)
    await allSettled(
      [...chains.values()].map(async (chain) => {
        for (const write of chain) if (single.has(write)) await tell([write])
      }),
    )
  return told
}

/** Waits for all of them, as a statement sent after the end would not be part of the transaction. Rejects if one does. */
async function allSettled(all: Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(all)) if (one.status === 'rejected') throw one.reason
}

/** Runs writes that have the same work. Returns functions that settle them. */
async function settlements(transaction: Transaction, writes: Write[]): Promise<(() => void)[]> {
  const part = transaction.part()
  const [{ work }] = writes as [Write]
  try {
    const inputs = writes.map(({ input }) => input)
    const values = await (work as SharedWork<unknown, unknown>)(part, inputs)
    return writes.map(({ resolve, reject }, index) => {
      const value = values[index]
      return () => (value instanceof Error ? reject(value) : resolve(value as never))
    })
  } catch (error) {
    // A refusal before the first change needs no rollback, so the other writes continue.
    if (transaction.failure || part.hasWritten || writes.length > 1) throw error
    return writes.map(
      ({ reject }) =>
        () =>
          reject(error),
    )
  }
}
