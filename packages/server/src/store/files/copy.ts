import { type FileStore, openFileStore } from './file-store.ts'
import type { S3Settings } from './s3-place.ts'

export interface FileCopier {
  /**
   * Copies a file. A file that exists already is not changed; `missing` means that the source does not have the file.
   * Throws an
   * `Error` for the terminal if its bytes do not have the SHA-256 hash.
   */
  copy(key: string, sha256: string): Promise<'copied' | 'there' | 'missing'>
  close(): Promise<void>
}

/** Copies files from one store to another, by their keys. */
export async function fileCopier(from: string, to: string, s3: S3Settings): Promise<FileCopier> {
  const source = await openFileStore(from, { s3 })
  const target = await openFileStore(to, { s3 })
  return {
    copy: copierOf(source, target),
    async close() {
      await Promise.all([source.close(), target.close()])
    },
  }
}

/** Returns a function that copies a file between two open stores, as `FileCopier` does. */
export const copierOf =
  (source: FileStore, target: FileStore): FileCopier['copy'] =>
  async (key, sha256) => {
    const there = await target.get(key)
    there?.destroy()
    if (there) return 'there'
    const bytes = await source.get(key)
    if (!bytes) return 'missing'
    // A copy that was killed may have left a part of the file.
    await target.delete(key)
    const stored = await target.put(key, bytes, Number.MAX_SAFE_INTEGER)
    if (stored.sha256 === sha256) return 'copied'
    await target.delete(key)
    throw new Error(`The file ${key} is damaged.`)
  }
