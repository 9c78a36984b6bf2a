import { once } from 'node:events'
import { connect } from 'node:net'
import type { Site } from './server.ts'
import { framesOf, type SseFrame } from './sse.ts'
import { userToken } from './token.ts'

/** Opens the user's stream on a connection and does not read from it. */
export interface StalledStream {
  /** Reads everything that was sent until the server closed the connection. */
  frames(): Promise<SseFrame[]>
}

export async function stalledStream(
  site: Site,
  userId: string,
  after?: string,
): Promise<StalledStream> {
  const { hostname, port } = new URL(site.baseUrl)
  const socket = connect({ host: hostname, port: Number(port) }).pause()
  // The body of an HTTP/1.0 response is not encoded in chunks, and ends with the connection (RFC 9112 §6.3).
  const lines = [
    `GET /v1/${site.appId}/realtime/events HTTP/1.0`,
    `Authorization: Bearer ${await userToken(site, userId)}`,
    ...(after === undefined ? [] : [`Last-Event-ID: ${after}`]),
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return {
    async frames() {
      const chunks: Buffer[] = []
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('error', () => undefined)
      const closed = once(socket, 'close')
      socket.resume()
      await closed
      const all = Buffer.concat(chunks)
      const head = all.indexOf('\r\n\r\n') + 4
      const body = (async function* () {
        yield all.subarray(head)
      })()
      const frames: SseFrame[] = []
      for await (const frame of framesOf(body)) frames.push(frame)
      return frames
    },
  }
}
