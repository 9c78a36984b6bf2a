/** Facts about a database that can be read without changing it. */
export interface DatabaseFacts {
  /** The engine with its version, for the terminal. */
  engine: string
  /** Undefined if the database has no tables yet. */
  schema: number | undefined
  /** Unix milliseconds of the newest event in the log, if it has any. */
  newestEvent: number | undefined
  /** The clock of the database. Undefined if it has none itself. */
  time: number | undefined
  /** The file of a SQLite database. */
  file?: string
  /** The first error in the file, if the caller wants it. */
  damage?: string | undefined
  /** Connections to PostgreSQL, from all programs. */
  connections?: { used: number; max: number }
  /** Seconds since the start of the oldest transaction in the PostgreSQL cluster that has written or reads a snapshot. */
  oldestTransaction?: number
}

export const newestSchema = 'SELECT MAX(version) AS version FROM schema_version'
export const newestTime = 'SELECT MAX(created_at) AS newest FROM events'

/** The number in a column that may be null or text. */
export const numberOf = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value)
