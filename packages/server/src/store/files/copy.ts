import { openFileStore } from './file-store.ts'
import type { S3Settings } from './s3-place.ts'

export interface FileCopier {
  /**
   * Copies a file. One that is there already is left as it is; `missing` is one that the source does not have. Throws an
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
    async copy(key, sha256) {
      const there = await target.get(key)
      there?.destroy()
      if (there) return 'there'
      const bytes = await source.get(key)
      if (!bytes) return 'missing'
      const stored = await target.put(key, bytes, Number.MAX_SAFE_INTEGER)
      if (stored.sha256 === sha256) return 'copied'
      await target.delete(key)
      throw new Error(`The file ${key} in ${from} is damaged.`)
    },

    async close() {
      await Promise.all([source.close(), target.close()])
    },
  }
}
