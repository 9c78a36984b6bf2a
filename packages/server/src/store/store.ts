import { type FileUrl, fileUrls } from '../model/file.ts'
import type { Engine, Lease, Lineage, ReadConnection, Reader, WriteConnection } from './engine.ts'
import { ListReads, type ReadPiece } from './list-reads.ts'
import { migrate } from './migrations.ts'
import { type ReadTx, reads, type WriteTx, writes } from './tx.ts'

/** Writes the inputs. Returns for each a value, or the error that refuses it. */
export type SharedWrites<Input, Output> = (
  tx: WriteTx,
  inputs: Input[],
) => Promise<(Output | Error)[]>

/** The reading part of a store. */
export interface ReadStore {
  /** Reads committed data with one statement. */
  readonly read: ReadTx
  /** Reads committed data with several statements on one snapshot. */
  snapshot<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>
}

export interface Store extends ReadStore {
  /**
   * Returns the first `limit` items of an app's list that `read` finds, or fewer at the end of the list. If the first
   * piece is not enough, it continues in pieces of a few milliseconds, each on its own snapshot. Rejects with
   * `too-many-requests` if too many lists of the app do so already.
   */
  list<Item extends { id: string }, Position>(
    appId: string,
    limit: number,
    read: ReadPiece<ReadTx, Item, Position>,
  ): Promise<Item[]>
  /**
   * Runs `work` in a transaction and resolves once it is durable. `locks` name the users and conversations that no other
   * write may change until it commits. `work` may be retried, so it must have no effects outside the transaction.
   */
  write<T>(locks: readonly string[], work: (tx: WriteTx) => Promise<T>): Promise<T>
  /**
   * Like `write`, but inputs that are committed together and have the same `work` are passed to it together, whatever their
   * locks. For each input, it returns a value, or an error if it refuses the input and has written nothing for it.
   */
  writeTogether<Input, Output>(
    locks: readonly string[],
    work: SharedWrites<Input, Output>,
    input: Input,
  ): Promise<Output>
  /**
   * Calls the listener after commits of this or another process, when the event log may have grown. Returns a function
   * that removes the listener.
   */
  onCommit(listener: () => void): () => void
  /** Takes a lease; see `Engine.lease`. */
  lease(name: string): Promise<Lease | undefined>
  /** Sends a message to the other processes. It may be lost. */
  notify(notice: string): void
  /** Calls the listener with messages of other processes, and with undefined when some may have been lost. */
  onNotice(listener: (notice: string | undefined) => void): void
  /** Identifies the database; see `Engine`. */
  lineage(): Promise<Lineage>
  /** Whether other processes may serve the same database at the same time. */
  readonly isShared: boolean
  /** The path of the database, if it is a file. */
  readonly file: string | undefined
  /** Closes the database. Further calls do nothing. */
  close(): Promise<void>
}

export type { Lease } from './engine.ts'
export type { ReadTx, WriteTx } from './tx.ts'

export const appLock = (id: string) => `app ${id}`
export const userLock = (appId: string, id: string) => `user ${appId} ${id}`
export const webhookLock = (id: string) => `webhook ${id}`
export const streamLock = (id: string) => `stream ${id}`
export const conversationLock = (appId: string, id: string) => `conversation ${appId} ${id}`

/** `publicUrl` returns the URL of the server as clients see it, for the URLs of files. */
export async function openStore(
  engine: Engine,
  publicUrl: () => string = () => '',
): Promise<Store> {
  const urlOf = fileUrls(publicUrl)
  await migrate(engine).catch(async (error) => {
    await engine.close()
    throw error
  })
  engine.migrated?.()
  const listeners = new Set<() => void>()
  const tellOfCommit = () => {
    for (const listener of listeners) listener()
  }
  engine.onCommitElsewhere?.(tellOfCommit)
  let closed: Promise<void> | undefined
  const reading = readStore(engine, urlOf)
  const { snapshot } = reading
  const writeTx = boundOnce((connection: WriteConnection) =>
    writes({ db: connection, dialect: engine.dialect, urlOf }),
  )
  const write: Store['write'] = async (locks, work) => {
    const result = await engine.transaction(locks, (connection) => work(writeTx(connection)))
    tellOfCommit()
    return result
  }
  const lists = new ListReads<ReadTx>(snapshot, { maxPieces: engine.maxListPieces })
  const sharedWork = boundOnce(
    (work: SharedWrites<unknown, unknown>) => (connection: WriteConnection, inputs: unknown[]) =>
      work(writeTx(connection), inputs),
  )
  const writeTogether = (locks: readonly string[], work: never, input: unknown) => {
    const written = engine.transactionTogether(locks, sharedWork(work), input)
    written.then(tellOfCommit, () => undefined)
    return written
  }
  return {
    ...reading,
    list: (appId, limit, read) => lists.read(appId, limit, read),
    write,
    writeTogether: writeTogether as Store['writeTogether'],
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lease: (name) => engine.lease(name),
    notify: (notice) => engine.notify?.(notice),
    onNotice: (listener) => engine.onNotice?.(listener),
    lineage: async () => (await engine.lineage?.()) ?? { origin: '', timeline: '' },
    isShared: engine.dialect.shared,
    file: engine.file,
    close() {
      closed ??= engine.close()
      return closed
    },
  }
}

/** Reads from a database whose schema is current. */
export const readStore = (reader: Reader, urlOf: FileUrl): ReadStore => {
  const readTx = boundOnce((connection: ReadConnection) =>
    reads({ db: connection, dialect: reader.dialect, urlOf }),
  )
  return {
    read: reads({ db: reader, dialect: reader.dialect, urlOf }),
    snapshot: (work) => reader.snapshot((connection) => work(readTx(connection))),
  }
}

/** Makes a value for an object (for example, the tables of a connection) at the first use, and keeps it. */
function boundOnce<Key extends object, Value>(make: (key: Key) => Value) {
  const bound = new WeakMap<Key, Value>()
  return (key: Key): Value => {
    const made = bound.get(key) ?? make(key)
    bound.set(key, made)
    return made
  }
}
