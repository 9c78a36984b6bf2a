import type pg from 'pg'
import type { WriteConnection } from '../engine.ts'
import { type Batch, settle, type Write } from './batch.ts'
import { unavailable } from './faults.ts'

const longestBatch = 64

/**
 * Runs the writes of this node, on a bounded number of connections. Where more writes wait than there are
 * connections, each takes its share of them into one transaction. Writes that name a same lock share a
 * transaction or run one after the other: none takes a connection only to wait for another of this node.
 */
export class PostgresWrites {
  readonly #pool: pg.Pool
  readonly #connections: number
  /** Locks of the batches that run now, one set a batch. */
  readonly #running = new Set<Set<string>>()
  #waiting: Write[] = []

  constructor(pool: pg.Pool, connections: number) {
    this.#pool = pool
    this.#connections = connections
  }

  run<T>(locks: readonly string[], work: (connection: WriteConnection) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ locks: [...new Set(locks)].sort(), work, resolve, reject })
      if (!this.#isHeld(locks)) this.#start()
    })
  }

  #isHeld(locks: readonly string[]): boolean {
    for (const running of this.#running) if (locks.some((lock) => running.has(lock))) return true
    return false
  }

  #start(): void {
    while (this.#running.size < this.#connections) {
      const batch = this.#next()
      if (batch.length === 0) return
      const locks = new Set(batch.flatMap(([first]) => first?.locks ?? []))
      this.#running.add(locks)
      void this.#commit(batch).finally(() => {
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
    const share = Math.ceil(this.#waiting.length / this.#connections)
    const held = new Set([...this.#running].flatMap((locks) => [...locks]))
    const chains = new Map<string, Write[]>()
    const rest: Write[] = []
    let length = 0
    for (const write of this.#waiting) {
      const key = write.locks.join('\n')
      const chain = chains.get(key)
      const isFree = chain || (chains.size < share && !write.locks.some((lock) => held.has(lock)))
      if (!isFree || length === longestBatch) rest.push(write)
      else {
        length += 1
        if (chain) chain.push(write)
        else chains.set(key, [write])
      }
      for (const lock of write.locks) held.add(lock)
    }
    this.#waiting = rest
    return [...chains.values()]
  }

  async #commit(batch: Batch): Promise<void> {
    let client: pg.PoolClient | undefined
    let lost: Error | undefined
    try {
      client = await this.#pool.connect()
      await settle(client, batch)
    } catch (error) {
      lost = error as Error
      for (const { reject } of batch.flat()) reject(unavailable(error))
    }
    client?.release(lost)
  }
}
