import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
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

/** Writes the stream to the file chunk by chunk. Rejects as `FileStore.put` does. */
export async function spool(
  file: FileHandle,
  bytes: Readable,
  maxBytes: number,
): Promise<StoredBytes> {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let size = 0
  let uploadError: unknown
  async function* measured() {
    try {
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        if (size < maxHead) head.push(Buffer.from(chunk.subarray(0, maxHead - size)))
        size += chunk.length
        if (size > maxBytes) throw new FileTooLarge(maxBytes)
        hash.update(chunk)
        yield chunk
      }
    } catch (error) {
      uploadError = error
      throw error
    }
  }
  try {
    await file.writeFile(measured())
  } catch (error) {
    throw uploadError === undefined ? filesUnavailable(error) : error
  }
  return { size, sha256: hash.digest('hex'), head: Buffer.concat(head) }
}
