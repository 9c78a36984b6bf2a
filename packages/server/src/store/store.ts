import type { Engine, Lease, Lineage, ReadConnection, WriteConnection } from './engine.ts'
import { ListReads, type ReadPiece } from './list-reads.ts'
import { migrate } from './migrations.ts'
import { type ReadTx, reads, type WriteTx, writes } from './tx.ts'

/** Writes the inputs; returns a value for each, or the error that refuses it. */
export type CoalescedWork<Input, Output> = (
  tx: WriteTx,
  inputs: Input[],
) => Promise<(Output | Error)[]>

export interface Store {
  /** Committed data, for a read of one statement. */
  readonly read: ReadTx
  /** Committed data of one moment, for a read of several statements. */
  snapshot<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>
  /**
   * Returns the first `limit` items of an app's list that `read` finds, fewer only where the list ends. A list
   * that the first piece does not complete reads on in pieces of a few milliseconds, each of a moment of its
   * own. Rejects with `too-many-requests` if too many of the app's lists do so already.
   */
  list<Item extends { id: string }, Position>(
    appId: string,
    limit: number,
    read: ReadPiece<ReadTx, Item, Position>,
  ): Promise<Item[]>
  /**
   * Runs `work` in a transaction and resolves once it is durable. `locks` name what the write must have to
   * itself; what it reads under them does not change before it commits. `work` may run more than once, and
   * must not change anything outside the transaction.
   */
  write<T>(locks: readonly string[], work: (tx: WriteTx) => Promise<T>): Promise<T>
  /**
   * Like `write`, for many at a time: inputs that wait under the same lock for the same `work` are given to it
   * together. It returns a value for each, or the error that refuses it and has written nothing.
   */
  writeCoalesced<Input, Output>(
    lock: string,
    work: CoalescedWork<Input, Output>,
    input: Input,
  ): Promise<Output>
  /**
   * Calls the listener after writes were committed, here or elsewhere: the event log may have grown. Returns a
   * function that ends this.
   */
  onCommit(listener: () => void): () => void
  /** Takes the lease of the name, as `Engine.lease` does. */
  lease(name: string): Promise<Lease | undefined>
  /** Tells the other processes, which may miss it. */
  notify(notice: string): void
  /** Calls the listener with what other processes tell; with undefined when it may have missed some of that. */
  onNotice(listener: (notice: string | undefined) => void): void
  /** Names the history that the database is in. */
  lineage(): Promise<Lineage>
  /** Whether other processes may serve the same database at the same time. */
  readonly isShared: boolean
  /** Closes the database, once however often it is called. */
  close(): Promise<void>
}

export type { Lease } from './engine.ts'
export type { ReadTx, WriteTx } from './tx.ts'

export const appLock = (id: string) => `app ${id}`
export const userLock = (appId: string, id: string) => `user ${appId} ${id}`
export const streamLock = (id: string) => `stream ${id}`
export const conversationLock = (appId: string, id: string) => `conversation ${appId} ${id}`

export async function openStore(engine: Engine): Promise<Store> {
  await migrate(engine).catch(async (error) => {
    await engine.close()
    throw error
  })
  const listeners = new Set<() => void>()
  const tellOfCommit = () => {
    for (const listener of listeners) listener()
  }
  engine.onCommitElsewhere?.(tellOfCommit)
  let closed: Promise<void> | undefined
  const readTx = boundOnce((connection: ReadConnection) => reads(connection, engine.dialect))
  const writeTx = boundOnce((connection: WriteConnection) => writes(connection, engine.dialect))
  const write: Store['write'] = async (locks, work) => {
    const result = await engine.transaction(locks, (connection) => work(writeTx(connection)))
    tellOfCommit()
    return result
  }
  const snapshot: Store['snapshot'] = (work) =>
    engine.snapshot((connection) => work(readTx(connection)))
  const lists = new ListReads<ReadTx>(snapshot, { maxPieces: engine.maxListPieces })
  const coalescer = new WriteCoalescer(write)
  return {
    read: reads(engine, engine.dialect),
    snapshot,
    list: (appId, limit, read) => lists.read(appId, limit, read),
    write,
    writeCoalesced: (lock, work, input) => coalescer.submit(lock, work, input),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lease: (name) => engine.lease(name),
    notify: (notice) => engine.notify?.(notice),
    onNotice: (listener) => engine.onNotice?.(listener),
    lineage: async () => (await engine.lineage?.()) ?? { origin: '', timeline: '' },
    isShared: engine.dialect.shared,
    close() {
      closed ??= engine.close()
      return closed
    },
  }
}

/** Makes the tables of a connection at its first use, and keeps them as long as the connection. */
function boundOnce<Connection extends object, Tx>(make: (connection: Connection) => Tx) {
  const bound = new WeakMap<Connection, Tx>()
  return (connection: Connection): Tx => {
    const made = bound.get(connection) ?? make(connection)
    bound.set(connection, made)
    return made
  }
}

interface Group {
  work: unknown
  inputs: unknown[]
  outcomes: Promise<unknown[]>
}

/** Max inputs in one group. */
const maxGroupSize = 64

/**
 * Gathers what waits to be written in the same way under the same lock: while a group waits for its transaction,
 * further inputs join it, and are written by the same statements.
 */
class WriteCoalescer {
  readonly #write: Store['write']
  /** By lock. */
  readonly #waiting = new Map<string, Group>()

  constructor(write: Store['write']) {
    this.#write = write
  }

  async submit<Input, Output>(
    lock: string,
    work: CoalescedWork<Input, Output>,
    input: Input,
  ): Promise<Output> {
    const waiting = this.#waiting.get(lock)
    const canJoin = waiting?.work === work && waiting.inputs.length < maxGroupSize
    const group = canJoin ? waiting : this.#begin(lock, work)
    const index = group.inputs.push(input) - 1
    const outcome = (await group.outcomes)[index] as Output | Error
    if (outcome instanceof Error) throw outcome
    return outcome
  }

  #begin<Input, Output>(lock: string, work: CoalescedWork<Input, Output>): Group {
    const inputs: Input[] = []
    const leave = () => {
      if (this.#waiting.get(lock)?.inputs === inputs) this.#waiting.delete(lock)
    }
    const outcomes = this.#write([lock], (tx) => {
      leave()
      return work(tx, inputs)
    }).finally(leave)
    const group = { work, inputs, outcomes }
    this.#waiting.set(lock, group)
    return group
  }
}
