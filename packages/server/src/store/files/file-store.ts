import type { Readable } from 'node:stream'
import { FolderFiles } from './folder.ts'

/** Facts about stored bytes. */
export interface StoredBytes {
  size: number
  /** In hexadecimal. */
  sha256: string
  /** The first 64 KiB, or all bytes of a smaller file. */
  head: Buffer
}

/** The first and the last byte to read, both inclusive, counted from 0. */
export interface ByteRange {
  start: number
  end: number
}

/** Bytes of uploaded files, by key. A key has letters, digits, `_` and `-`. */
export interface FileStore {
  /**
   * Stores what the stream yields under a new key. Resolves when it is durable. On failure the stream is destroyed, and
   * nothing is left, or only what `delete` removes. Rejects with the stream's own error if it fails or ends early, with
   * `FileTooLarge`, or with `unavailable` if the store fails.
   */
  put(key: string, bytes: Readable, maxBytes: number): Promise<StoredBytes>
  /** Reads the file or a range of it, which must lie inside. Resolves with undefined if there is no such file. */
  get(key: string, range?: ByteRange): Promise<Readable | undefined>
  /** Deletes the file, and what a `put` that was killed has left of it. Resolves if there is nothing. */
  delete(key: string): Promise<void>
  /** Releases what the store holds. Further calls do nothing. */
  close(): Promise<void>
}

/**
 * Opens the store of the URL, and creates its folder if missing. Without a URL it is a temporary folder, which `close`
 * deletes. Throws an `Error` for the terminal if it cannot.
 */
export async function openFileStore(url?: string): Promise<FileStore> {
  if (url === undefined) return FolderFiles.openTemporary()
  const [, folder] = /^file:(?!\/\/[^/])(.+)$/.exec(url) ?? []
  if (folder !== undefined) return FolderFiles.open(folder)
  throw new Error('FILES_URL must be file:<folder>, for example file:./data/files.')
}
