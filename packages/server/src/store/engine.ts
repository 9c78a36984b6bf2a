export type Value = string | number | null
export type Row = Record<string, Value>

/** Runs one statement per call, in SQL that both engines understand, with parameters `$1`, `$2`, … */
export interface ReadConnection {
  /** Runs a read-only statement and returns its rows. */
  rows(sql: string, parameters?: readonly Value[]): Promise<Row[]>
}

/** The connection of a write transaction. */
export interface WriteConnection extends ReadConnection {
  /** Runs a statement that returns no rows. Its error may surface only at the next read or at commit. */
  run(sql: string, parameters?: readonly Value[]): Promise<void>
}

/** Where the engines' SQL differs. */
export interface Dialect {
  /** Column type of text that compares byte by byte, whatever the database's language. */
  text: string
  /** Column definition of an auto-incremented row number. */
  identity: string
  /** Suffix of a table that is stored in the order of its primary key. */
  clustered: string
  /** Whether other processes may serve the same database at the same time. */
  shared: boolean
  /** Whether an update leaves the indexes unchanged that contain none of its columns. */
  updatesNamedIndexes: boolean
  log: LogDialect
  search: SearchDialect
  /** Statements to run after the schema has changed. They give the planner the selectivity of the indexes. */
  statistics: string[]
}

/** How the event log is ordered: by transaction if transactions can overlap, else only by row. */
export interface LogDialect {
  /** Column definition of the id of the inserting transaction, with a comma; empty if there is none. */
  column: string
  /** Expression for the id of a row's transaction. */
  xid: string
  /** Expressions for a row's position in the log, and for the position given as `$1` (transaction) and `$2` (row). */
  key: string
  cursor: string
  /** Condition: no row can be added before this row any more. */
  isSettled: string
  ascending: string
  descending: string
  /** Column definitions for the first and the last transaction of a membership, with a comma; or nothing. */
  ends: string
  /** The position after which a membership begins, and its last position. */
  from: string
  to: string
  /**
   * An assignment that sets the last position of a membership to this transaction, with a comma; empty if there is
   * none.
   */
  endsHere: string
}

/**
 * The index of the words of messages. The words of a row of `message_words` are indexed with its `scope` before each, so
 * that a search reads only the rows of one scope.
 */
export interface SearchDialect {
  /** Column definition of the key of a row, with a comma; or nothing. */
  column: string
  /** Statements that create the index. */
  create: string[]
  /** The tables of the index. */
  tables: string[]
  /** The table `message_words w`, joined with the index. */
  from: string
  /** Condition: the row matches the query `$1`. */
  matches: string
  /** Statements that do a bounded part of the work that makes later searches faster. */
  tidy: string[]
  /** Returns a query for the rows of a scope with words that begin with each of these. */
  query: (scope: string, words: string[]) => string
}

export interface TransactionOptions {
  /** No timeout for locks and statements. Default: false. */
  noTimeout?: boolean
}

/** The reading part of a database. Its own `rows` reads only committed data. */
export interface Reader extends ReadConnection {
  readonly dialect: Dialect
  /** Runs several reads on one consistent snapshot. */
  snapshot<T>(work: (connection: ReadConnection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A database. */
export interface Engine extends Reader {
  /** The path of the database, if it is a file. */
  readonly file?: string
  /** Max pieces of long lists that are read at the same time, so that other reads are not delayed. */
  readonly maxListPieces: number
  /**
   * Runs `work` in a transaction and resolves once it is durable. If `work` throws, everything is rolled back.
   * Transactions that share a lock name run one at a time, across all nodes. `work` may be retried, so it must have
   * no effects outside the transaction. Locks are guaranteed only from its first read on.
   */
  transaction<T>(
    locks: readonly string[],
    work: (connection: WriteConnection) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>
  /**
   * Like `transaction`, but for writes with the same `work`: all of these in one commit run together. For each input,
   * it returns a value, or an error if it refuses the input and has written nothing for it.
   */
  transactionTogether<Input, Output>(
    locks: readonly string[],
    work: (connection: WriteConnection, inputs: Input[]) => Promise<(Output | Error)[]>,
    input: Input,
  ): Promise<Output>
  /** Call this once the schema is current. */
  migrated?(): void
  /** Calls the listener when other processes may have committed. Some commits may be missed. */
  onCommitElsewhere?(listener: () => void): void
  /**
   * Takes a lease by name. Returns undefined while another process holds it: until that process releases it, ends,
   * is frozen for 10 seconds, or loses its connection.
   */
  lease(name: string): Promise<Lease | undefined>
  /** Sends a message to the other processes. It may be lost. */
  notify?(notice: string): void
  /** Calls the listener with messages of other processes, and with undefined when some may have been lost. */
  onNotice?(listener: (notice: string | undefined) => void): void
  /** Identifies the database, so that a copy or a restore can be detected. */
  lineage?(): Promise<Lineage>
}

export interface Lease {
  /** Aborts when the lease is lost. From then on, another process may hold it. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

export interface Lineage {
  /** The server and its database, which assign the transaction ids. */
  origin: string
  /** Changes when the database continues from an earlier state. */
  timeline: string
}

/** Whether the URL of a database is one of PostgreSQL. */
export const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url)
