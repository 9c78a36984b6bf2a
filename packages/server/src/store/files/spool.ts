import { createHash } from 'node:crypto'
import { write } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ApiError } from '../../model/error.ts'
import type { StoredBytes } from './file-store.ts'

const maxHead = 64 * 1024

/** The upload has more bytes than allowed. */
export class FileTooLarge extends ApiError {
  constructor(maxBytes: number) {
    super('payload-too-large', `A file can have max ${maxBytes} bytes.`)
  }
}

/** The error for callers while files cannot be stored or read. `cause` is only for the log. */
const filesUnavailable = (cause: unknown) =>
  Object.assign(new ApiError('unavailable', 'The file storage is not available now. Try again.'), {
    cause,
  })

/** Rejects with `unavailable` if the work of the store fails. */
export const orUnavailable = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch((cause) => {
    throw filesUnavailable(cause)
  })

/**
 * Frees the memory of a chunk now, if it is the only view of it. V8 frees such buffers late, because its heap has only
 * small objects for them. Without this, uploads would add 100 MB to the memory of the process. Chunks that are only a
 * part of their buffer belong to the form parser, and are not freed.
 */
function release({ buffer, byteLength }: Buffer): void {
  if (byteLength > 1024 && buffer.byteLength === byteLength && buffer instanceof ArrayBuffer)
    buffer.transfer(0)
}

function writeAtomically(
  file: FileHandle,
  chunk: Buffer,
  done: (error: Error | null) => void,
): void {
  write(file.fd, chunk, (error, written) => {
    if (error || written === chunk.length) done(error)
    else writeAtomically(file, chunk.subarray(written), done)
  })
}

/**
 * Writes the stream to the file chunk by chunk, and frees the memory of its chunks. Rejects as `FileStore.put` does.
 */
export async function spool(
  file: FileHandle,
  bytes: Readable,
  maxBytes: number,
): Promise<StoredBytes> {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let size = 0
  let failure: Error | null = null
  const measured = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      if (size < maxHead) head.push(Buffer.from(chunk.subarray(0, maxHead - size)))
      size += chunk.length
      if (size > maxBytes) return done(new FileTooLarge(maxBytes))
      hash.update(chunk)
      writeAtomically(file, chunk, (error) => {
        release(chunk)
        failure = error
        done(error)
      })
    },
  })
  try {
    await pipeline(bytes, measured)
  } catch (error) {
    throw failure ? filesUnavailable(failure) : error
  }
  return { size, sha256: hash.digest('hex'), head: Buffer.concat(head) }
}
