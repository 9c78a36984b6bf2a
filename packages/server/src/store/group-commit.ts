import { unavailable } from './availability.ts'
import type { WriteConnection } from './engine.ts'

/** What one of the writes in a transaction works with. */
export interface Part extends WriteConnection {
  /** Whether it may have changed anything. */
  readonly hasWritten: boolean
}

export interface Transaction {
  part(): Part
  /** The first error of the database, if there was one. */
  readonly failure?: { error: unknown } | undefined
  /** Resolves once the writes are durable. */
  commit(): Promise<void>
  /** Ends the transaction if it has not ended. Never throws. */
  rollback(): Promise<void>
}

/**
 * What an error of the database means: the connection is lost, and whether a commit on its way went through is
 * not known; the database is not available now; the transaction may succeed when repeated; or one of the
 * writes cannot be done.
 */
export type Failure = 'lost' | 'unavailable' | 'repeatable' | 'refused'

/** The connections of an engine that write. */
export interface WriteConnections<Session> {
  /** Max transactions at a time. */
  readonly count: number
  /** Max writes in one transaction. */
  readonly batchSize: number
  /** Names the writes that run one after the other in their transaction; others run side by side. */
  chainOf(locks: readonly string[]): string
  /** Resolves once a transaction can begin. */
  acquire(): Promise<Session>
  release(session: Session, lost?: Error): void
  begin(session: Session, locks: readonly string[]): Transaction | Promise<Transaction>
  classify(error: unknown): Failure
}

interface Write {
  locks: readonly string[]
  work: (connection: WriteConnection) => Promise<unknown>
  resolve: (value: never) => void
  reject: (reason: unknown) => void
}

/** Writes of one transaction by chain. No two chains share a lock. */
type Batch = Map<string, Write[]>

const maxTries = 5

/**
 * Runs writes on a bounded number of connections: durable at the price of one commit for many. If more writes wait
 * than there are connections, each takes its share of them into one transaction. Writes that share a lock share
 * a transaction or run one after the other: none takes a connection only to wait for another of this process.
 * No savepoints: on SQLite each copies the pages it touches. If one write spoils the transaction, which a
 * refusal never does, all are rolled back and run again, each by itself.
 */
export class GroupCommit<Session> {
  readonly #connections: WriteConnections<Session>
  readonly #repeats: boolean
  /** Locks of the batches that run now, one set a batch. */
  readonly #running = new Set<Set<string>>()
  #waiting: Write[] = []

  /** With `repeats`, for tests, every transaction runs once for nothing before it runs for good. */
  constructor(connections: WriteConnections<Session>, repeats = false) {
    this.#connections = connections
    this.#repeats = repeats
  }

  run = <T>(
    locks: readonly string[],
    work: (connection: WriteConnection) => Promise<T>,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      this.#waiting.push({ locks: [...new Set(locks)].sort(), work, resolve, reject })
      if (!this.#isHeld(locks)) this.#start()
    })

  /** Resolves when no write waits or runs. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await new Promise(setImmediate)
  }

  #isHeld(locks: readonly string[]): boolean {
    for (const running of this.#running) if (locks.some((lock) => running.has(lock))) return true
    return false
  }

  #start(): void {
    while (this.#running.size < this.#connections.count) {
      const batch = this.#next()
      if (batch.size === 0) return
      const locks = new Set(locksOf(batch))
      this.#running.add(locks)
      void this.#settle(batch).finally(() => {
        this.#running.delete(locks)
        this.#start()
      })
    }
  }

  /**
   * A share of the writes that wait and that nothing holds up, first come first served, and with each of
   * them all that wait for the same.
   */
  #next(): Batch {
    const share = Math.ceil(this.#waiting.length / this.#connections.count)
    const held = new Set([...this.#running].flatMap((locks) => [...locks]))
    const batch: Batch = new Map()
    const rest: Write[] = []
    let length = 0
    for (const write of this.#waiting) {
      const key = this.#connections.chainOf(write.locks)
      const chain = batch.get(key)
      const isFree = chain || (batch.size < share && !write.locks.some((lock) => held.has(lock)))
      if (!isFree || length === this.#connections.batchSize) rest.push(write)
      else {
        length += 1
        if (chain) chain.push(write)
        else batch.set(key, [write])
      }
      for (const lock of write.locks) held.add(lock)
    }
    this.#waiting = rest
    return batch
  }

  /** Lets writes that came meanwhile, and wait for the same, join the batch. */
  #join(batch: Batch, maxLength: number): void {
    let length = writesOf(batch).length
    this.#waiting = this.#waiting.filter((write) => {
      const chain = batch.get(this.#connections.chainOf(write.locks))
      if (!chain || length >= maxLength) return true
      chain.push(write)
      length += 1
      return false
    })
  }

  /** Commits the writes, and tells each caller how it went. */
  async #settle(batch: Batch): Promise<void> {
    let session: Session
    try {
      session = await this.#connections.acquire()
    } catch (error) {
      // Those who wait for the same would only wait as long again.
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

  /** Throws if the connection is lost; then those who have not been told do not know. */
  async #commit(session: Session, batch: Batch): Promise<void> {
    const writes = writesOf(batch)
    for (let tries = 1; ; tries += 1) {
      if (this.#repeats) await this.#rehearse(session, batch)
      const transaction = await this.#connections.begin(session, locksOf(batch))
      try {
        for (const tell of await outcomes(transaction, batch)) tell()
        return
      } catch (thrown) {
        await transaction.rollback()
        const { failure: fault } = transaction
        const error = fault ? fault.error : thrown
        const failure = fault ? this.#connections.classify(error) : 'refused'
        if (failure === 'lost') throw error
        if (failure === 'unavailable') return rejectAll(batch, unavailable(error))
        if (writes.length > 1) {
          for (const write of writes) await this.#commit(session, new Map([['', [write]]]))
          return
        }
        if (failure === 'repeatable' && tries < maxTries) continue
        return rejectAll(batch, failure === 'repeatable' ? unavailable(error) : error)
      }
    }
  }

  async #rehearse(session: Session, batch: Batch): Promise<void> {
    const transaction = await this.#connections.begin(session, locksOf(batch))
    await run(transaction, batch).catch(() => undefined)
    await transaction.rollback()
  }
}

const writesOf = (batch: Batch) => [...batch.values()].flat()

const locksOf = (batch: Batch) => writesOf(batch).flatMap(({ locks }) => locks)

function rejectAll(batch: Batch, reason: unknown): void {
  for (const { reject } of writesOf(batch)) reject(reason)
}

/** Runs the writes, commits, and returns how to tell the callers. */
async function outcomes(transaction: Transaction, batch: Batch): Promise<(() => void)[]> {
  const told = await run(transaction, batch)
  await transaction.commit()
  return told
}

async function run(transaction: Transaction, batch: Batch): Promise<(() => void)[]> {
  const told: (() => void)[] = []
  const chains = [...batch.values()].map(async (chain) => {
    for (const write of chain) told.push(await outcome(transaction, write))
  })
  // None may be left running: what it sends after the end would be no part of the transaction.
  for (const chain of await Promise.allSettled(chains))
    if (chain.status === 'rejected') throw chain.reason
  return told
}

async function outcome(
  transaction: Transaction,
  { work, resolve, reject }: Write,
): Promise<() => void> {
  const part = transaction.part()
  try {
    const value = await work(part)
    return () => resolve(value as never)
  } catch (error) {
    // A refusal before the first change leaves nothing to take back, and the others go on.
    if (transaction.failure || part.hasWritten) throw error
    return () => reject(error)
  }
}
