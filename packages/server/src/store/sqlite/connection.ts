import { statSync } from 'node:fs'
import { constants, DatabaseSync, type StatementSync } from 'node:sqlite'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { unavailable } from '../availability.ts'
import type { Row, Value, WriteConnection } from '../engine.ts'
import type { Transaction, WriteConnections } from '../group-commit.ts'
import { cannotOpen } from './files.ts'

interface Prepared {
  statement: StatementSync
  columns: string[]
  /** Puts the parameters in the order of the statement's placeholders. */
  ordered: (parameters: readonly Value[]) => readonly Value[]
}

export interface SqliteConnection extends WriteConnection {
  /** Set to true by a statement that may change something, even if it fails. */
  hasWritten: boolean
}

/** The actions that a read-only statement may do (sqlite.org/c3ref/c_alter_table). */
const reads = new Set<number>([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
])

/** Runs statements on the database, each prepared once. */
export function connection(database: DatabaseSync): SqliteConnection {
  const statements = { rows: new Map<string, Prepared>(), run: new Map<string, Prepared>() }
  let isReading = false
  database.setAuthorizer((action) =>
    isReading && !reads.has(action) ? constants.SQLITE_DENY : constants.SQLITE_OK,
  )
  const prepared = (verb: 'rows' | 'run', sql: string): Prepared => {
    const kept = statements[verb].get(sql)
    if (kept) return kept
    // node:sqlite binds `$1` only by name; positional parameters are faster than an object for each call.
    const places = [...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number) - 1)
    isReading = verb === 'rows'
    try {
      const statement = database.prepare(sql.replaceAll(/\$\d+/g, '?'))
      statement.setReturnArrays(true)
      const columns = statement.columns().map(({ name }) => name)
      const made = { statement, columns, ordered: orderOf(places) }
      statements[verb].set(sql, made)
      return made
    } finally {
      isReading = false
    }
  }
  const made: SqliteConnection = {
    hasWritten: false,
    async rows(sql, parameters = []) {
      try {
        const { statement, columns, ordered } = prepared('rows', sql)
        const values = statement.all(...ordered(parameters))
        return (values as unknown as Value[][]).map((row) => rowOf(columns, row))
      } catch (error) {
        throw translateError(error)
      }
    },
    async run(sql, parameters = []) {
      made.hasWritten = true
      try {
        const { statement, ordered } = prepared('run', sql)
        statement.run(...ordered(parameters))
      } catch (error) {
        throw translateError(error)
      }
    },
  }
  const translateError = (error: unknown): unknown => {
    if (!isStorageFault(error)) return error
    // The error may have ended the transaction (sqlite.org/lang_transaction).
    made.hasWritten = true
    return unavailable(error)
  }
  return made
}

/** Most statements have each parameter once, in its place. `places` has the parameter of each placeholder. */
function orderOf(places: number[]): Prepared['ordered'] {
  const isInPlace = places.every((place, index) => place === index)
  return (parameters) =>
    isInPlace && parameters.length === places.length
      ? parameters
      : places.map((place) => parameters[place] as Value)
}

/** Converts rows: the objects of node:sqlite are dictionaries, slow to create and to read. */
function rowOf(columns: string[], values: Value[]): Row {
  const row: Row = {}
  for (let index = 0; index < columns.length; index += 1)
    row[columns[index] as string] = values[index] as Value
  return row
}

/** A statement without parameters and rows, prepared once. */
export function statement(database: DatabaseSync, sql: string): () => void {
  const prepared = database.prepare(sql)
  return () => void prepared.run()
}

/** Result codes caused by the disk or by other processes, not by the statement (sqlite.org/rescode). */
const storageFaults = new Set([5, 6, 7, 8, 10, 11, 13, 14])

const resultCode = (error: unknown) =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

const isStorageFault = (error: unknown) => storageFaults.has(resultCode(error) ?? 0)

/** Whether another connection holds the lock that the statement needs. */
export const isBusy = (error: unknown) => resultCode(error) === 5

export function openWriter(
  file: string,
  busyTimeout: number,
  synchronous: string,
  onFailure: () => void,
): DatabaseSync {
  try {
    const writer = new DatabaseSync(file, { timeout: busyTimeout })
    // SQLite's own wait blocks the whole process; once open, a write waits without blocking. Deleted data is
    // overwritten, so that it does not stay in free pages.
    writer.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};
      PRAGMA secure_delete = ON; PRAGMA busy_timeout = 0`)
    return writer
  } catch (cause) {
    onFailure()
    throw cannotOpen(file, cause)
  }
}

/**
 * Keeps temporary data in memory. A statement keeps the pages that it changes as they were, until it ends; beyond 64 KB it
 * would write them to a file, which for messages to several conversations was half of all writes. A migration
 * must not do so: it sorts whole tables.
 */
export const keepInMemory = (database: DatabaseSync): void =>
  database.exec('PRAGMA temp_store = MEMORY')

/** Max writes in one commit. */
const batchSize = 256

/**
 * The only write connection. `busyTimeout` is the max milliseconds that a write waits for another process to unlock the
 * database; `onEnd` is called after each transaction.
 */
export function writeConnection(
  database: DatabaseSync,
  busyTimeout: number,
  onEnd: () => void,
): WriteConnections<void> {
  const shared = connection(database)
  const begin = statement(database, 'BEGIN IMMEDIATE')
  const commit = statement(database, 'COMMIT')
  const rollback = () => {
    // A disk error may have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK')
  }

  /** Begins a transaction, with retries while another process locks the database. */
  async function begun(): Promise<void> {
    const end = performance.now() + busyTimeout
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
    // Writes use one connection, which knows only whether any of them has written. So they run one after the other.
    chainOf: () => '',
    async acquire() {
      // Requests that have already arrived can join the batch.
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
        onEnd()
      },
      async rollback() {
        try {
          rollback()
        } catch {
          // Later writes must continue; the next BEGIN fails if this transaction is still open.
        }
        onEnd()
      },
    }
  }
}

/** Size in bytes from which the write-ahead log is truncated. SQLite's own checkpoints begin at 4 MB. */
const maxLogSize = 16 * 1024 * 1024

/** Transactions between two looks at the size of the log, each of which costs 1 % of a small transaction. */
const checkInterval = 4

interface Readers {
  readonly running: number
  pause(isPaused: boolean): void
}

/**
 * Limits the size of the write-ahead log. SQLite can restart the log only while nothing reads. With many long lists
 * there is always a reader, and the log would grow without end. Then new snapshots wait until the running ones end, and
 * the log is truncated before they begin.
 */
export function walLimiter(file: string, writer: DatabaseSync, readers: Readers) {
  const size = () => {
    try {
      return statSync(`${file}-wal`).size
    } catch {
      return 0
    }
  }
  let threshold = maxLogSize
  let isDue = false
  let ended = 0

  const truncate = () => {
    if (readers.running > 0 || writer.isTransaction) return
    try {
      writer.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // A full disk or another process may be the reason. The log is valid; truncation is tried again later.
    }
    isDue = false
    threshold = size() + maxLogSize
    readers.pause(false)
  }

  return {
    /** Call this after each transaction, committed or not. Never throws. */
    transactionEnded(): void {
      ended += 1
      if (!isDue && ended % checkInterval === 0 && size() > threshold) {
        isDue = true
        readers.pause(true)
      }
      if (isDue) truncate()
    },
    /** Call this after each snapshot. */
    snapshotEnded(): void {
      if (isDue) truncate()
    },
  }
}
