import { withDatabase } from './database.ts'

/** Returns the current key of an app in the database. Throws an `Error` for the terminal if there is none. */
export async function knownKey({ app, database }: { app: string; database: string }) {
  const { existingApp } = await import('../operations/apps.ts')
  const { keys } = await withDatabase(database, (store) => existingApp(store, app))
  const [current] = keys
  if (!current) throw new Error(`The app "${app}" has no key.`)
  return current.secret
}
