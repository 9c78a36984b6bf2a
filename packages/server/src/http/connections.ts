import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { failure } from './errors.ts'
import { socketOf } from './method-case.ts'

/** Connections beyond the bound that are told so; those beyond these are closed without a response. */
const spare = 100

/** Bounds how many connections are open at a time. Requests on a connection beyond the bound are a 503. */
export function limitConnections(server: FastifyInstance, max: number): void {
  const refused = new WeakSet<object>()
  let open = 0
  server.server.maxConnections = max + spare
  server.server.on('connection', (socket) => {
    // A request with a method in lower case is served on a second connection object over the same socket.
    if (!(socket instanceof Socket)) return
    open += 1
    if (open > max) refused.add(socket)
    socket.once('close', () => {
      open -= 1
    })
  })
  server.addHook('onRequest', ({ raw }, reply, done) => {
    if (!refused.has(socketOf(raw.socket))) return done()
    reply.header('connection', 'close')
    done(failure('unavailable', 'The server has too many connections.', { retryAfter: 5 }))
  })
}
