import type { DatabaseFacts } from './database-facts.ts'
import { sqliteFile } from './open-engine.ts'

export interface ExamineOptions {
  /** Whether to read every page of a SQLite file, which takes minutes if it is large. */
  thorough: boolean
  /** Returns the time in Unix milliseconds. */
  now: () => number
  /** The address of PostgreSQL itself, if the URL leads to a pooler. */
  directUrl?: string | undefined
}

/**
 * Reads the facts of the database. Resolves with undefined if there is no SQLite file. Throws an `Error` for the terminal if
 * the database cannot be read.
 */
export async function examineDatabase(
  url: string,
  { thorough, now, directUrl }: ExamineOptions,
): Promise<DatabaseFacts | undefined> {
  const file = sqliteFile(url)
  if (file !== undefined) {
    const { examineSqlite } = await import('./sqlite/examine.ts')
    return examineSqlite(file, thorough)
  }
  const { examinePostgres } = await import('./postgres/examine.ts')
  return examinePostgres(url, directUrl, now)
}
