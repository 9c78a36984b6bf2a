import type { Store } from '../store.ts'
import type { FileKey } from '../tables/files.ts'
import type { FileStore } from './file-store.ts'

export interface CollectOptions {
  store: Store
  files: FileStore
  /** Unix milliseconds. */
  now: () => number
  /** Stops between two steps. The next call continues. */
  signal?: AbortSignal
}

/** Max files of one step. */
const stepSize = 100

/** Max files whose bytes are deleted at the same time. */
const atOnce = 8

/** How long a file is kept that was never in a message, or whose upload did not finish, in milliseconds. */
export const unusedLifetime = 24 * 60 * 60 * 1000

/** Removes files that are in no message a day after their upload. Several nodes may do so at the same time. */
export async function removeUnusedFiles({ store, now, signal }: CollectOptions): Promise<void> {
  const before = now() - unusedLifetime
  while (!signal?.aborted) {
    const unused = await store.read.files.unused(before, stepSize)
    if (unused.length > 0)
      await store.write(['files'], (tx) => tx.files.removeUnused(unused, before))
    if (unused.length < stepSize) return
  }
}

/** Deletes the bytes of removed files, and after them the rows. Several nodes may do so at the same time. */
export async function deleteRemovedFiles(options: CollectOptions): Promise<void> {
  const { store, signal } = options
  let failure: unknown
  for (let after: FileKey | undefined; !signal?.aborted; ) {
    const removed = await store.read.files.removed(stepSize, after)
    const failures = await deleteBytes(removed, options)
    failure ??= failures.values().next().value
    const gone = removed.filter((file) => !failures.has(file))
    if (gone.length > 0) await store.write(['files'], (tx) => tx.files.forget(gone))
    // One file that cannot be deleted must not prevent the deletion of the others. If none can be deleted, the store is
    // not available.
    after = removed.at(-1)
    if (removed.length < stepSize || gone.length === 0) break
  }
  if (failure !== undefined) throw failure
}

/** Returns the errors of the files whose bytes could not be deleted. */
async function deleteBytes(removed: FileKey[], { files }: CollectOptions) {
  const failures = new Map<FileKey, unknown>()
  const waiting = removed.values()
  const deleteNext = async () => {
    for (const file of waiting)
      await files.delete(file.id).catch((error) => void failures.set(file, error))
  }
  await Promise.all(Array.from({ length: atOnce }, deleteNext))
  return failures
}
