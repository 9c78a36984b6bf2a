import type { Readable } from 'node:stream'
import { type AvailabilityListener, outageObserver } from '../availability.ts'
import { FolderFiles } from './folder.ts'
import { type S3Settings, s3Place } from './s3-place.ts'

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
   * Stores what the stream yields under a new key, and frees the memory of its chunks. Resolves when it is durable. On
   * failure the stream is destroyed. If anything is left of the file, `delete` removes it. Rejects with the stream's
   * own error if it fails or ends early, with
   * `FileTooLarge`, or with `unavailable` if the store fails.
   */
  put(key: string, bytes: Readable, maxBytes: number): Promise<StoredBytes>
  /** Reads the file or a range of it, which must lie inside. Resolves with undefined if there is no such file. */
  get(key: string, range?: ByteRange): Promise<Readable | undefined>
  /** Deletes the file, and the remains of a `put` that was killed. Resolves if there is nothing. */
  delete(key: string): Promise<void>
  /** Releases the resources of the store. Further calls do nothing. */
  close(): Promise<void>
}

export interface FileStoreOptions {
  /** The settings that an S3 URL does not contain. */
  s3?: S3Settings | undefined
  /** Called when the store becomes unavailable, and when it is back. */
  listener?: AvailabilityListener | undefined
}

/**
 * Opens the store of the URL, and creates its folder if missing. Without a URL it is a temporary folder, which `close`
 * deletes. Throws an `Error` for the terminal if the settings are wrong. A store that is not available now is still opened.
 */
export async function openFileStore(
  url?: string,
  { s3 = {}, listener }: FileStoreOptions = {},
): Promise<FileStore> {
  const observed = (files: FileStore) => (listener ? observedFiles(files, listener) : files)
  if (url === undefined) return observed(await FolderFiles.openTemporary())
  const [, folder] = /^file:(?!\/\/[^/])(.+)$/.exec(url) ?? []
  if (folder !== undefined) return observed(await FolderFiles.open(folder))
  if (!/^s3:/.test(url))
    throw new Error('FILES_URL must be file:<folder>, such as file:./data/files, or s3://<bucket>.')
  // Loaded only if needed.
  const { S3Files, tryBucket } = await import('./s3.ts')
  const place = s3Place(url, s3)
  const files = observed(new S3Files(place))
  await tryBucket(files, place).catch(async (error) => {
    await files.close()
    throw error
  })
  return files
}

function observedFiles(files: FileStore, listener: AvailabilityListener): FileStore {
  // With a full disk, no file can be written, but all can be read.
  const observe = outageObserver<'put' | 'get' | 'delete'>(listener)
  return {
    put: (key, bytes, maxBytes) => observe('put', () => files.put(key, bytes, maxBytes)),
    get: (key, range) => observe('get', () => files.get(key, range)),
    delete: (key) => observe('delete', () => files.delete(key)),
    close: () => files.close(),
  }
}
