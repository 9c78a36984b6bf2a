import { openFileStore } from './file-store.ts'
import type { S3Settings } from './s3-place.ts'

/** Copies files from one store to another, by their keys. A file that is there already is left as it is. */
export async function fileCopier(from: string, to: string, s3: S3Settings) {
  const [source, target] = await Promise.all([
    openFileStore(from, { s3 }),
    openFileStore(to, { s3 }),
  ])
  return {
    /** Throws an `Error` for the terminal if there is no such file, or if its bytes do not have the SHA-256 hash. */
    async copy(key: string, sha256: string): Promise<void> {
      const there = await target.get(key)
      there?.destroy()
      if (there) return
      const bytes = await source.get(key)
      if (!bytes) throw new Error(`There is no file ${key} in ${from}.`)
      const stored = await target.put(key, bytes, Number.MAX_SAFE_INTEGER)
      if (stored.sha256 === sha256) return
      await target.delete(key)
      throw new Error(`The file ${key} in ${from} is damaged.`)
    },

    async close(): Promise<void> {
      await Promise.all([source.close(), target.close()])
    },
  }
}
