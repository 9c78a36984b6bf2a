import { openEngine } from '../server/src/store/open-engine.ts'
import type { Store } from '../server/src/store/store.ts'
import { openStore } from '../server/src/store/store.ts'
import { onFileFinished } from './file-end.ts'

const opened = new Map<string, Promise<Store>>()

/**
 * Runs `work` on the database of the URL, like `withStore`. The store stays open until the file ends, which is quicker for
 * a file that looks at its database often.
 */
export async function withFileStore<T>(
  url: string,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const known = opened.get(url) ?? openForFile(url)
  opened.set(url, known)
  return work(await known)
}

async function openForFile(url: string): Promise<Store> {
  const store = await openStore(await openEngine(url))
  onFileFinished(() => {
    opened.delete(url)
    return store.close()
  })
  return store
}
