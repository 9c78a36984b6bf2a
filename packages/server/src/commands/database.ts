import type { Store } from '../store/store.ts'

/** Opens an existing database, runs `work`, and closes it. */
export async function withDatabase<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const { openExistingDatabase } = await import('../store/database.ts')
  const store = await openExistingDatabase(url)
  return work(store).finally(() => store.close())
}

/** Returns the current key of an app in the database. Throws an `Error` for the terminal if there is none. */
export async function knownKey({ app, database }: { app: string; database: string }) {
  const { existingApp } = await import('../operations/apps.ts')
  const { keys } = await withDatabase(database, (store) => existingApp(store, app))
  const [current] = keys
  if (!current) throw new Error(`The app "${app}" has no key.`)
  return current.secret
}

/** The URL of a database for printing, without a password, even if the URL is malformed. */
export function withoutPassword(url: string): string {
  if (url.startsWith('sqlite:')) return url
  const hidden = `${/^[a-z]+(?=:\/\/)/.exec(url)?.[0] ?? 'postgres'}://…`
  if (!URL.canParse(url)) return hidden
  const { protocol, username, host, pathname, search, hash } = new URL(url)
  // A password with a `#`, `/` or `?` that is not encoded ends up in a later part.
  if (`${pathname}${search}${hash}`.includes('@')) return hidden
  return `${protocol}//${username && `${username}@`}${host}${pathname}`
}
