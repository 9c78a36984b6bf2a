import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { ownFile } from '../own-files.ts'
import type { ByteRange, FileStore, StoredBytes } from './file-store.ts'
import { assertKey } from './keys.ts'
import type { S3Place } from './s3-place.ts'
import { S3Error, S3Requests } from './s3-request.ts'
import { orUnavailable, spool } from './spool.ts'

/** Files in a bucket of an S3-compatible store. */
export class S3Files implements FileStore {
  readonly #requests: S3Requests

  constructor(place: S3Place) {
    this.#requests = new S3Requests(place)
  }

  async put(key: string, bytes: Readable, maxBytes: number): Promise<StoredBytes> {
    assertKey(key)
    const file = await orUnavailable(openSpool).catch((error) => {
      bytes.destroy()
      throw error
    })
    try {
      const stored = await spool(file, bytes, maxBytes)
      await this.#upload(key, file, stored)
      return stored
    } finally {
      await file.close()
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable | undefined> {
    assertKey(key)
    const headers = range ? { range: `bytes=${range.start}-${range.end}` } : {}
    return orUnavailable(async () => {
      const response = await this.#requests
        .send({ method: 'GET', key, headers })
        .catch(undefinedIfMissing)
      // Not the status: some servers return a range with 200.
      const isWhole = range && Number(response?.headers['content-length']) !== lengthOf(range)
      if (response && isWhole) {
        response.destroy()
        throw new Error('The server does not support ranges.')
      }
      return response
    })
  }

  async delete(key: string): Promise<void> {
    assertKey(key)
    await orUnavailable(async () => {
      const response = await this.#requests
        .send({ method: 'DELETE', key })
        .catch(undefinedIfMissing)
      response?.resume()
    })
  }

  async close(): Promise<void> {
    this.#requests.close()
  }

  async #upload(key: string, file: FileHandle, { size, sha256 }: StoredBytes): Promise<void> {
    const headers = {
      'content-length': String(size),
      'content-type': 'application/octet-stream',
      // The hash is part of the signature: the server refuses other bytes.
      'x-amz-content-sha256': sha256,
    }
    const body = (request: Writable) => sendFile(file, request)
    await orUnavailable(async () => {
      const response = await this.#requests.send({ method: 'PUT', key, headers, body })
      response.resume()
    }).catch(async (error) => {
      // The server may still have stored the file. If this fails too, the caller deletes the file later.
      await this.delete(key).catch(() => undefined)
      throw error
    })
  }
}

/**
 * Stores, reads and deletes a small file. Throws an `Error` for the terminal if the server refuses this, so that wrong
 * settings end the start; an outage does not.
 */
export async function tryBucket(files: FileStore, { bucket, base }: S3Place): Promise<void> {
  const key = `check-${randomUUID()}`
  try {
    await files.put(key, Readable.from([Buffer.from('Parley')]), 100)
    const read = await files.get(key)
    read?.destroy()
    await files.delete(key)
  } catch (error) {
    const { cause } = error as Error
    if (!(cause instanceof S3Error) || cause.status >= 500) return
    const { origin } = new URL(base)
    throw new Error(`The bucket ${bucket} of ${origin} cannot be used: ${cause.message}`, { cause })
  }
}

/**
 * Opens a file without a name, in which the upload waits: S3 must know its size and hash first. If the process is
 * killed, the file is gone.
 */
async function openSpool(): Promise<FileHandle> {
  const path = join(tmpdir(), `parley-upload-${randomUUID()}`)
  const file = await open(path, 'wx+', ownFile)
  await rm(path)
  return file
}

/** Sends the file through one buffer, because V8 would free a new buffer for each chunk too late. */
async function sendFile(file: FileHandle, request: Writable): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(64 * 1024)
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, { position })
    if (bytesRead === 0) return
    position += bytesRead
    await sent(request, buffer.subarray(0, bytesRead))
  }
}

const sent = (request: Writable, chunk: Buffer) =>
  new Promise<void>((resolve, reject) => {
    request.write(chunk, (error) => (error ? reject(error) : resolve()))
  })

const lengthOf = ({ start, end }: ByteRange) => end - start + 1

function undefinedIfMissing(error: unknown): undefined {
  const isMissing =
    error instanceof S3Error && error.status === 404 && error.code !== 'NoSuchBucket'
  if (!isMissing) throw error
}
