import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Engine, Reader } from '../engine.ts'
import { GroupCommit, type GroupCommitOptions } from '../group-commit.ts'
import { keepInMemory, openWriter, walLimiter, writeConnection } from './connection.ts'
import { dialect } from './dialect.ts'
import { makeFile } from './files.ts'
import { localLeases } from './leases.ts'
import { lockForServer } from './server-lock.ts'
import { Snapshots } from './snapshots.ts'

export interface SqliteOptions extends GroupCommitOptions {
  /** For a server: throws if another server uses the file. Default: false. */
  exclusive?: boolean | undefined
  /** Max milliseconds that a write waits for another process to unlock the database. Default 5000. */
  busyTimeout?: number
}

/**
 * Opens the embedded database in `file`. Creates the file and its folder if missing; `:memory:` is a temporary file that
 * is deleted when the engine is closed. Writes share one connection; reads use read-only connections.
 */
export function openSqlite(file: string, options: SqliteOptions = {}): Engine {
  if (file === ':memory:') return openTemporary(options)
  return openFile(file, options)
}

/** Opens an existing database for reading only. A server may write to it meanwhile. */
export function openSqliteReader(file: string, busyTimeout = 5000): Reader {
  const snapshots = new Snapshots(readOnly(file, busyTimeout), () => undefined)
  return { ...readerOf(snapshots), close: () => snapshots.close() }
}

const readOnly = (file: string, timeout: number) => () =>
  new DatabaseSync(file, { readOnly: true, timeout })

const readerOf = (snapshots: Snapshots): Omit<Reader, 'close'> => ({
  dialect,
  rows: (sql, parameters) => snapshots.run((read) => read.rows(sql, parameters)),
  snapshot: (work) => snapshots.run(work),
})

/** A temporary file, so that it behaves like any other database. It needs no sync. */
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

function openFile(
  file: string,
  { exclusive, busyTimeout = 5000, synchronous = 'FULL', ...options }: FileOptions,
): Engine {
  makeFile(file)
  const unlock = exclusive ? lockForServer(file) : () => undefined
  const writer = openWriter(file, busyTimeout, synchronous, unlock)
  const snapshots = new Snapshots(readOnly(file, busyTimeout), () => log.snapshotEnded())
  const log = walLimiter(file, writer, snapshots)
  const writes = new GroupCommit(
    writeConnection(writer, busyTimeout, () => log.transactionEnded()),
    options,
  )
  return {
    ...readerOf(snapshots),
    file,
    // All reads run in this thread; two pieces at a time would delay others twice as long.
    maxListPieces: 1,
    // There is one connection, so no two writes run at the same time.
    transaction: (_locks, work) => writes.run([], work),
    transactionTogether: (_locks, work, input) => writes.runTogether([], work, input),
    migrated: () => keepInMemory(writer),
    lease: localLeases(),
    async close() {
      await Promise.all([writes.idle(), snapshots.close()])
      writer.close()
      unlock()
    },
  }
}
