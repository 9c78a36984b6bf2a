export type Value = string | number | null
export type Row = Record<string, Value>

/** Runs statements of the SQL both engines share, one a call, with parameters numbered `$1`, `$2`, … */
export interface ReadConnection {
  /** Runs a statement that changes nothing, and returns its rows. */
  rows(sql: string, parameters?: readonly Value[]): Promise<Row[]>
}

/** The connection of a transaction that writes. */
export interface WriteConnection extends ReadConnection {
  /** Runs a statement that returns no rows. Its error may show only at the next read or at the end. */
  run(sql: string, parameters?: readonly Value[]): Promise<void>
}

/** Where the engines' SQL differs. */
export interface Dialect {
  /** Column type of text that compares byte by byte, whatever the database's language. */
  text: string
  /** Column definition of a row number that the database counts up. */
  identity: string
  /** Suffix of a table that is stored in the order of its primary key. */
  clustered: string
  /** Whether other processes may serve the same database at the same time. */
  shared: boolean
  log: LogDialect
}

/** How the event log is ordered: by transaction where transactions overlap, else by row alone. */
export interface LogDialect {
  /** Column definition of the number of the transaction that inserts the row, with a comma; or nothing. */
  column: string
  /** The number of a row's transaction. */
  xid: string
  /** A row's place in the log, and the place given as `$1`, the transaction, and `$2`, the row. */
  key: string
  cursor: string
  /** Whether nothing can be added any more before the row. */
  isSettled: string
  ascending: string
  descending: string
  /** Column definitions of the transactions at the ends of a membership, with a comma; or nothing. */
  ends: string
  /** The place behind which a membership begins, and the last place in it. */
  from: string
  to: string
  /** Assignment that puts the last place of a membership into this transaction, with a comma; or nothing. */
  endsHere: string
}

export interface TransactionOptions {
  /** Waits for its locks, and runs, as long as it takes. Default false: the engine limits it. */
  noTimeout?: boolean
}

/** A database. Its own `rows` reads what is committed, and only that. */
export interface Engine extends ReadConnection {
  readonly dialect: Dialect
  /** Runs several reads that all see the same moment. */
  snapshot<T>(work: (connection: ReadConnection) => Promise<T>): Promise<T>
  /** How many pieces of long lists to read at the same time, so that other reads find room beside them. */
  readonly maxListPieces: number
  /**
   * Runs `work` in a transaction and resolves once it is durable; where `work` throws, nothing of it
   * stays. Transactions that name a same lock run one after the other, on all nodes. `work` runs again
   * where the database asks for it, and must not change anything outside the transaction; it begins before
   * the locks are held, which is certain from its first read on.
   */
  transaction<T>(
    locks: readonly string[],
    work: (connection: WriteConnection) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>
  /** Calls the listener when other processes may have committed. A hint: some are never told. */
  onCommitElsewhere?(listener: () => void): void
  /**
   * Takes the lease of the name; undefined while it is held. One process holds it at a time, until it releases it, ends,
   * stands still for 10 seconds or loses its connection.
   */
  lease(name: string): Promise<Lease | undefined>
  /** Tells the other processes, which may miss it. */
  notify?(notice: string): void
  /** Calls the listener with what other processes tell; with undefined when it may have missed some of that. */
  onNotice?(listener: (notice: string | undefined) => void): void
  /** Names the history that the database is in, where a copy or a restore can be told from it. */
  lineage?(): Promise<Lineage>
  close(): Promise<void>
}

export interface Lease {
  /** Aborts when the lease is lost: another process may hold it from then on. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

export interface Lineage {
  /** The server and the database on it: transactions have their numbers from there. */
  origin: string
  /** Changes where the database goes on from an earlier moment of itself. */
  timeline: string
}
