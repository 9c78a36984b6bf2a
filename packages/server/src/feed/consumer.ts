import type { Cursor, LogEntry } from '../store/tables/events.ts'

/** Takes every event of the log, in its order. */
export interface Consumer {
  readonly name: string
  /** Everything up to here was handled; undefined while the consumer wants nothing. */
  readonly position: Cursor | undefined
  /** Handles the entries behind the position, and moves it behind them. When it fails, they come again. */
  handle(entries: LogEntry[]): Promise<void>
  /** The log was trimmed past the position: what was between is lost. */
  lose(): void
}
