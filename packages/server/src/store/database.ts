import { existsSync } from 'node:fs'
import { sqliteFile } from './database-url.ts'
import { type EngineOptions, openEngine } from './open-engine.ts'
import { openStore, type Store } from './store.ts'

/** Opens the database, made where missing and brought to this program's schema. */
export const openDatabase = async (url: string, options?: EngineOptions): Promise<Store> =>
  openStore(await openEngine(url, options))

/** Opens a database that is there already; throws a sentence where there is none. */
export async function openExistingDatabase(url: string): Promise<Store> {
  const file = sqliteFile(url)
  if (file !== undefined && !existsSync(file))
    throw new Error(`There is no database at ${url}. Start the server once, or set DATABASE_URL.`)
  return openDatabase(url)
}
