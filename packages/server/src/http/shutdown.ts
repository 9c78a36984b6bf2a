import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { failure } from './errors.ts'

/** Max milliseconds for running requests during shutdown. */
const grace = 5000

/** Milliseconds that a connection opened during shutdown has to send its first byte. */
const firstByteTimeout = 500

/**
 * Refuses requests during shutdown with a 503, and closes connections that would delay it: Node waits a minute for a
 * connection without a request, and forever for a slow one.
 */
export function enableGracefulShutdown(server: FastifyInstance): void {
  const unused = new Set<Socket>()
  let isStopping = false
  const drop = (socket: Socket) => {
    if (unused.has(socket) && socket.bytesRead === 0) socket.destroy()
  }
  function forget(this: Socket) {
    unused.delete(this)
  }
  server.server.on('connection', (socket) => {
    unused.add(socket)
    // Clients may connect before their next request, for example after a stream has ended.
    // A busy server reads what has arrived before it decides.
    if (isStopping) setTimeout(() => setImmediate(drop, socket), firstByteTimeout).unref()
    socket.on('close', forget)
  })
  server.server.on('request', ({ socket }) => unused.delete(socket))
  server.addHook('preClose', async () => {
    isStopping = true
    for (const socket of unused) drop(socket)
    setTimeout(() => server.server.closeAllConnections(), grace).unref()
  })
  // Otherwise a connection that was busy when the shutdown started would be kept alive.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close')
    done(null, payload)
  })
  server.addHook('onRequest', (_request, _reply, done) =>
    done(isStopping ? failure('unavailable', 'The server is stopping.') : undefined),
  )
}
