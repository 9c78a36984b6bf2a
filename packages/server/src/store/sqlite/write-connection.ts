import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Transaction, WriteConnections } from '../group-commit.ts'
import { connection, isBusy, isStorageFault, statement } from './connection.ts'
import { cannotOpen } from './files.ts'

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
      if (!isDue && size() > threshold) {
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
