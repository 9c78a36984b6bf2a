import { apps } from './apps.ts'
import { conversations } from './conversations.ts'
import type { Connection, Dialect, Engine, Lineage } from './engine.ts'
import { events } from './events.ts'
import { idempotencyKeys } from './idempotency-keys.ts'
import { messages } from './messages.ts'
import { nodes } from './nodes.ts'
import { participants } from './participants.ts'
import { migrate } from './schema.ts'
import { settings } from './settings.ts'
import { streams } from './streams.ts'
import { Together, type Work } from './together.ts'
import { users } from './users.ts'

const tables = (db: Connection, dialect: Dialect) => ({
  apps: apps(db),
  users: users(db),
  conversations: conversations(db),
  participants: participants(db),
  messages: messages(db),
  idempotencyKeys: idempotencyKeys(db),
  events: events(db, dialect),
  settings: settings(db),
  nodes: nodes(db),
  streams: streams(db),
})

/** The tables inside one transaction. */
export type Tx = ReturnType<typeof tables>

export interface Store {
  /** Committed data, for a read of one statement. */
  readonly read: Tx
  /** Committed data of one moment, for a read of several statements. */
  snapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Runs `work` in a transaction and resolves once it is durable. `locks` name what the write must have to
   * itself; what it reads under them does not change before it commits.
   */
  write<T>(locks: readonly string[], work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Like `write`, for many at a time: inputs that wait under the same lock for the same `work` are given to it
   * together. It answers each with its value, or with the error that refuses it and has written nothing.
   */
  writeTogether<Input, Output>(
    lock: string,
    work: Work<Tx, Input, Output>,
    input: Input,
  ): Promise<Output>
  /** Calls the listener after writes were committed, here or elsewhere: the event log may have grown. */
  onCommit(listener: () => void): void
  /** Names the history that the database is in. */
  lineage(): Promise<Lineage>
  /** Whether other processes may serve the same database at the same time. */
  readonly isShared: boolean
  /** Closes the database, once however often it is called. */
  close(): Promise<void>
}

export const userLock = (appId: string, id: string) => `user ${appId} ${id}`
export const conversationLock = (appId: string, id: string) => `conversation ${appId} ${id}`

export async function openStore(engine: Engine): Promise<Store> {
  await migrate(engine).catch(async (error) => {
    await engine.close()
    throw error
  })
  const listeners = new Set<() => void>()
  let closed: Promise<void> | undefined
  const bound = new WeakMap<Connection, Tx>()
  const tx = (connection: Connection): Tx => {
    const made = bound.get(connection) ?? tables(connection, engine.dialect)
    bound.set(connection, made)
    return made
  }
  const write: Store['write'] = async (locks, work) => {
    const result = await engine.transaction(locks, (connection) => work(tx(connection)))
    for (const listener of listeners) listener()
    return result
  }
  const together = new Together<Tx>(write)
  return {
    read: tables(engine, engine.dialect),
    snapshot: (work) => engine.snapshot((connection) => work(tx(connection))),
    write,
    writeTogether: (lock, work, input) => together.run(lock, work, input),
    onCommit(listener) {
      listeners.add(listener)
      engine.onCommitElsewhere?.(listener)
    },
    lineage: async () => (await engine.lineage?.()) ?? { origin: '', timeline: '' },
    isShared: engine.dialect.shared,
    close() {
      closed ??= engine.close()
      return closed
    },
  }
}
