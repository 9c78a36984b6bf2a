import type { Socket } from 'node:net'
import { type Duplex, Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Bytes that are read of a body that nobody needs. A client that sends more may lose the response. */
const maxDiscarded = 16 * 1024 * 1024

/** Milliseconds that a client has to take the last response on a connection. */
const lingerTimeout = 5000

/**
 * Reads the rest of a body that a response did not wait for, such as that of a 401 or a 413, before the
 * response ends. A connection that is closed with unread bytes is reset (RFC 9112 §9.6), and then clients that
 * still send never see their response. The request time-out bounds how long this takes.
 */
export function drainUnreadBodies(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (isWhole(request) || !(typeof payload === 'string' || Buffer.isBuffer(payload)))
      return done(null, payload)
    // The head of a response without a body would be held back too.
    if (request.method === 'HEAD') {
      reply.header('connection', 'close')
      return done(null, payload)
    }
    reply.header('content-length', Buffer.byteLength(payload))
    done(null, Readable.from(payloadThenDrain(payload, request), { objectMode: false }))
  })
}

const isWhole = ({ raw: { complete, headers } }: FastifyRequest) =>
  complete ||
  (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0')

async function* payloadThenDrain(payload: string | Buffer, { raw }: FastifyRequest) {
  yield payload
  let discarded = 0
  try {
    for await (const chunk of raw) {
      discarded += (chunk as Buffer).length
      // Leaving the loop destroys the connection.
      if (discarded > maxDiscarded) return
    }
  } catch {
    // The client went away, and has the response or does not want it.
  }
}

/** Sends the last bytes on a connection that HTTP no longer uses, and closes it when the client has them. */
export function lingeringEnd(socket: Duplex, bytes: string): void {
  // The parser must not read on: it would refuse every further packet anew.
  socket.removeAllListeners('data').removeAllListeners('end')
  let discarded = 0
  socket.on('data', (chunk: Buffer) => {
    discarded += chunk.length
    if (discarded > maxDiscarded) socket.destroy()
  })
  const timer = setTimeout(() => socket.destroy(), lingerTimeout).unref()
  socket.once('close', () => clearTimeout(timer))
  socket.end(bytes)
}

/** Whether a response has begun on the connection; another one would be taken for a part of it. */
export const isResponding = (socket: Duplex): boolean =>
  // As Node's own handler of malformed requests finds out.
  (socket as Socket & { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent ===
  true
