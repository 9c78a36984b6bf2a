import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { failure } from './errors.ts'

/** Milliseconds that a stopping server gives to the requests that it has. */
const grace = 5000

/**
 * Answers requests that come while the server stops with 503, and lets no connection keep it from stopping:
 * Node waits a minute for one that has not asked for anything yet, and without end for a slow one.
 */
export function stopInTime(server: FastifyInstance): void {
  const unused = new Set<Socket>()
  let isStopping = false
  server.server.on('connection', (socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.server.on('request', ({ socket }) => unused.delete(socket))
  server.addHook('preClose', async () => {
    isStopping = true
    for (const socket of unused) if (socket.bytesRead === 0) socket.destroy()
    setTimeout(() => server.server.closeAllConnections(), grace).unref()
  })
  // A connection that was busy when the end began would be kept alive after its answer.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close')
    done(null, payload)
  })
  server.addHook('onRequest', (_request, _reply, done) =>
    done(isStopping ? failure('unavailable', 'The server is stopping.') : undefined),
  )
}
