import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ServerProcess } from '@openparley/test-kit/server-process'

const boundary = 'parley'
const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n`
const tail = `\r\n--${boundary}--\r\n`
const chunk = Buffer.alloc(64 * 1024, 'x')

const target = ({ baseUrl, appId, secretKey }: ServerProcess, bytes: number) =>
  request(`${baseUrl}/v1/${appId}/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secretKey}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + bytes + tail.length,
    },
  })

function* chunksOf(bytes: number) {
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left)
}

/** Uploads a file without holding it in memory. Returns the status. */
async function uploadLarge(server: ServerProcess, bytes: number): Promise<number> {
  const sent = target(server, bytes)
  const response = once(sent, 'response')
  await pipeline(function* () {
    yield head
    yield* chunksOf(bytes)
    yield tail
  }, sent)
  const [{ statusCode }] = await response
  return statusCode
}

/** Begins uploads, and resolves when the server has taken half of each file. */
export const halfUploads = (server: ServerProcess, count: number, bytes: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const sent = target(server, bytes)
      // The test cuts the connection.
      sent.on('error', () => undefined)
      sent.write(head)
      for (const part of chunksOf(bytes / 2)) if (!sent.write(part)) await once(sent, 'drain')
      return sent
    }),
  )

/** The peak memory of the process in bytes since its start, without memory that is only reserved. */
const peakMemory = (pid: number) =>
  1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

/** Uploads files at the same time. Returns the statuses, and the max bytes of memory that the server needed before and then. */
export async function uploadsAtOnce(server: ServerProcess, count: number, bytes: number) {
  await uploadLarge(server, 1000)
  const before = peakMemory(server.pid)
  const statuses = await Promise.all(
    Array.from({ length: count }, () => uploadLarge(server, bytes)),
  )
  return { statuses, before, peak: peakMemory(server.pid) }
}
