import type { Store } from '../store/store.ts'

/** Opens a database that is there already, for the work alone. */
export async function withDatabase<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const { openExistingDatabase } = await import('../store/database.ts')
  const store = await openExistingDatabase(url)
  return work(store).finally(() => store.close())
}
