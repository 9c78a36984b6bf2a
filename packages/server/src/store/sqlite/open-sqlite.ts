import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import type { Dialect, Engine } from '../engine.ts'
import { connection, isBusy, statement, unavailable } from './connection.ts'
import { Snapshots } from './snapshots.ts'
import { boundedLog } from './write-ahead-log.ts'
import { WriteLane } from './write-lane.ts'

const dialect: Dialect = {
  text: 'TEXT',
  // The newest event is never taken off the log, so no number comes twice.
  identity: 'INTEGER PRIMARY KEY',
  clustered: 'WITHOUT ROWID',
  shared: false,
  log: {
    column: '',
    xid: '0',
    key: 'id',
    cursor: '$2',
    isSettled: 'TRUE',
    ascending: 'id',
    descending: 'id DESC',
  },
}

export interface SqliteOptions {
  /** How long a write waits for another process to let go of the database; milliseconds, default 5000. */
  patience?: number
}

/**
 * Opens the embedded database in `file`, made with its folder where missing; `:memory:` is a file that is gone
 * once the engine is closed. Writes go through one lane, reads to read-only connections, which see what was
 * committed last.
 */
export function openSqlite(file: string, options: SqliteOptions = {}): Engine {
  if (file === ':memory:') return openTemporary(options)
  return openFile(file, options)
}

/** On a file of its own, so that it behaves as every other database does. Nothing outlives it: no sync is needed. */
function openTemporary(options: SqliteOptions): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'parley-'))
  const engine = openFile(join(folder, 'parley.db'), { ...options, synchronous: 'OFF' })
  return {
    ...engine,
    async close() {
      await engine.close()
      rmSync(folder, { recursive: true })
    },
  }
}

interface FileOptions extends SqliteOptions {
  synchronous?: 'FULL' | 'OFF'
}

function openFile(file: string, { patience = 5000, synchronous = 'FULL' }: FileOptions): Engine {
  const writer = openWriter(file, patience, synchronous)
  const readOnly = () => new DatabaseSync(file, { readOnly: true, timeout: patience })
  const snapshots = new Snapshots(readOnly, () => log.snapshotEnded())
  const log = boundedLog(file, writer, snapshots)
  const write = connection(writer)
  const { begin, commit, rollback } = transaction(writer)
  const lane = new WriteLane(
    Object.assign(write, {
      begin: () => begunWithin(patience, begin),
      commit() {
        commit()
        log.transactionEnded()
      },
      rollback() {
        rollback()
        log.transactionEnded()
      },
    }),
    unavailable,
  )
  return {
    dialect,
    rows: (sql, parameters) => snapshots.run((read) => read.rows(sql, parameters)),
    snapshot: (work) => snapshots.run(work),
    // All reads run in this thread, where two pieces would hold up others for twice as long.
    maxListPieces: 1,
    transaction: (_locks, work) => lane.run(() => work(write)),
    async close() {
      await Promise.all([lane.idle(), snapshots.close()])
      writer.close()
    },
  }
}

function openWriter(file: string, patience: number, synchronous: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const writer = new DatabaseSync(file, { timeout: patience })
    // SQLite waits by blocking the whole process; once open, the lane waits without.
    writer.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA busy_timeout = 0`,
    )
    return writer
  } catch (cause) {
    const why = (cause as Error).message
    throw new Error(`The database in ${file} cannot be opened: ${why}.`, { cause })
  }
}

/** Begins a transaction, again and again for as long as another process holds the database. */
async function begunWithin(patience: number, begin: () => void): Promise<void> {
  const end = performance.now() + patience
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return begin()
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
      await setTimeout(pause)
    }
  }
}

/** The statements of a transaction that writes. */
function transaction(database: DatabaseSync) {
  const begin = statement(database, 'BEGIN IMMEDIATE')
  const rollback = () => {
    // A fault of the disk may have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK')
  }
  return {
    begin() {
      rollback()
      begin()
    },
    commit: statement(database, 'COMMIT'),
    rollback,
  }
}
