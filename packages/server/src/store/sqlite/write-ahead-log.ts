import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** Bytes from which on the log is emptied; SQLite's own checkpoints begin at 4 MB. */
const limit = 16 * 1024 * 1024

interface Readers {
  readonly running: number
  hold(held: boolean): void
}

/**
 * Keeps the log short. SQLite begins it anew only when no reader is at work; where there always is one, as
 * with many lists that read far, it would grow for ever. Then new snapshots wait for those that run,
 * and the log is emptied in between.
 */
export function boundedLog(file: string, writer: DatabaseSync, readers: Readers) {
  const size = () => {
    try {
      return statSync(`${file}-wal`).size
    } catch {
      return 0
    }
  }
  let allowed = limit
  let isDue = false

  const empty = () => {
    if (readers.running > 0 || writer.isTransaction) return
    try {
      writer.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // The log is whole as it is. A full disk or another process may be in the way: later again.
    }
    isDue = false
    allowed = size() + limit
    readers.hold(false)
  }

  return {
    /** To be called after each transaction, whatever its end. Never throws: the commit stands. */
    transactionEnded(): void {
      if (!isDue && size() > allowed) {
        isDue = true
        readers.hold(true)
      }
      if (isDue) empty()
    },
    /** To be called after each snapshot. */
    snapshotEnded(): void {
      if (isDue) empty()
    },
  }
}
