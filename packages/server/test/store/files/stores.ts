import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { quickFolder, temporaryFolder } from '@openparley/test-kit/folder'
import { type S3Server, s3Program, startS3 } from '@openparley/test-kit/s3-server'
import { onTestFinished } from 'vitest'
import { type FileStore, openFileStore } from '../../../src/store/files/file-store.ts'

export interface OpenedStore {
  store: FileStore
  /** The names of all files in it. */
  names: () => string[]
}

export async function folderStore(): Promise<OpenedStore & { folder: string }> {
  const folder = join(temporaryFolder(undefined, quickFolder), 'new', 'files')
  const store = await openFileStore(`file:${folder}`)
  const names = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  return { folder, store, names }
}

let shared: Promise<S3Server> | undefined

/** A store in the bucket of a server that all tests of the file share. Each test deletes what it stores. */
export async function s3Store(): Promise<OpenedStore & { server: S3Server }> {
  if (!shared) {
    // Modules stay loaded after the file.
    onFileFinished(() => {
      shared = undefined
    })
    shared = startS3(onFileFinished)
  }
  const server = await shared
  const store = await openFileStore(server.url)
  onTestFinished(() => store.close())
  return { store, names: server.names, server }
}

/** Whether tests with `s3Store` can run. */
export const hasS3 = s3Program !== undefined

/** A stream of the bytes in chunks, and then of the error. */
export const streamOf = (bytes: Uint8Array, error?: Error, chunk = 10_000) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += chunk)
        yield Buffer.from(bytes.subarray(at, at + chunk))
      if (error) throw error
    })(),
  )

export const someBytes = Buffer.from(Array.from({ length: 150_000 }, (_, index) => index % 251))
