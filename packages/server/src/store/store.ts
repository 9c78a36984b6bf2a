import type { Dialect, Engine, Lease, Lineage, ReadConnection, WriteConnection } from './engine.ts'
import { ListReads, type ReadPiece } from './list-reads.ts'
import { migrate } from './migrations.ts'
import { appReads, appWrites } from './tables/apps.ts'
import { consumerReads, consumerWrites } from './tables/consumers.ts'
import { conversationReads, conversationWrites } from './tables/conversations.ts'
import { eventRedaction } from './tables/event-redaction.ts'
import { eventReads, eventWrites } from './tables/events.ts'
import { idempotencyKeyReads, idempotencyKeyWrites } from './tables/idempotency-keys.ts'
import { logTrimming } from './tables/log-trimming.ts'
import { membershipReads, membershipWrites } from './tables/memberships.ts'
import { messageReads, messageWrites } from './tables/messages.ts'
import { nodeReads, nodeWrites } from './tables/nodes.ts'
import { participantReads, participantWrites } from './tables/participants.ts'
import { purgeReads, purgeWrites } from './tables/purges.ts'
import { settingReads, settingWrites } from './tables/settings.ts'
import { streamReads, streamWrites } from './tables/streams.ts'
import { userConversationReads } from './tables/user-conversations.ts'
import { userReads, userWrites } from './tables/users.ts'
import { Together, type Work } from './together.ts'

const reads = (db: ReadConnection, dialect: Dialect) => ({
  apps: appReads(db),
  users: userReads(db),
  conversations: conversationReads(db),
  userConversations: userConversationReads(db),
  participants: participantReads(db),
  messages: messageReads(db),
  idempotencyKeys: idempotencyKeyReads(db),
  events: eventReads(db, dialect),
  memberships: membershipReads(db, dialect),
  consumers: consumerReads(db),
  settings: settingReads(db),
  nodes: nodeReads(db),
  streams: streamReads(db),
  purges: purgeReads(db),
})

const writes = (db: WriteConnection, dialect: Dialect) => {
  const read = reads(db, dialect)
  return {
    apps: { ...read.apps, ...appWrites(db) },
    users: { ...read.users, ...userWrites(db) },
    conversations: { ...read.conversations, ...conversationWrites(db) },
    userConversations: read.userConversations,
    participants: { ...read.participants, ...participantWrites(db) },
    messages: { ...read.messages, ...messageWrites(db) },
    idempotencyKeys: { ...read.idempotencyKeys, ...idempotencyKeyWrites(db) },
    events: {
      ...read.events,
      ...eventWrites(db, dialect),
      ...eventRedaction(db),
      ...logTrimming(db, dialect),
    },
    memberships: { ...read.memberships, ...membershipWrites(db, dialect) },
    consumers: { ...read.consumers, ...consumerWrites(db) },
    settings: { ...read.settings, ...settingWrites(db) },
    nodes: { ...read.nodes, ...nodeWrites(db) },
    streams: { ...read.streams, ...streamWrites(db) },
    purges: { ...read.purges, ...purgeWrites(db) },
  }
}

/** The tables, for reading. */
export type ReadTx = ReturnType<typeof reads>

/** The tables inside a transaction that writes: it reads what it has written. */
export type WriteTx = ReturnType<typeof writes>

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
   * together. It answers each with its value, or with the error that refuses it and has written nothing.
   */
  writeTogether<Input, Output>(
    lock: string,
    work: Work<WriteTx, Input, Output>,
    input: Input,
  ): Promise<Output>
  /** Calls the listener after writes were committed, here or elsewhere: the event log may have grown. */
  onCommit(listener: () => void): void
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
  let closed: Promise<void> | undefined
  const readTx = boundOnce((connection: ReadConnection) => reads(connection, engine.dialect))
  const writeTx = boundOnce((connection: WriteConnection) => writes(connection, engine.dialect))
  const write: Store['write'] = async (locks, work) => {
    const result = await engine.transaction(locks, (connection) => work(writeTx(connection)))
    for (const listener of listeners) listener()
    return result
  }
  const snapshot: Store['snapshot'] = (work) =>
    engine.snapshot((connection) => work(readTx(connection)))
  const lists = new ListReads<ReadTx>(snapshot, { maxPieces: engine.maxListPieces })
  const together = new Together<WriteTx>(write)
  return {
    read: reads(engine, engine.dialect),
    snapshot,
    list: (appId, limit, read) => lists.read(appId, limit, read),
    write,
    writeTogether: (lock, work, input) => together.run(lock, work, input),
    onCommit(listener) {
      listeners.add(listener)
      engine.onCommitElsewhere?.(listener)
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
