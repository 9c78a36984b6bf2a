import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { failure } from './errors.ts'

// An import statement reads all that the module has, its WebSocket too, and so loads the whole of `fetch`:
// some fifty milliseconds of a start, and 13 MB.
const { METHODS } = process.getBuiltinModule('node:http')

interface ParseError extends Error {
  code?: string
  /** Offset at which the parser gave up. */
  bytesParsed?: number
  /** What it was reading. */
  rawPacket?: Buffer
}

/** The sockets behind the connections of `retryInUpperCase`, which are second objects over the same socket. */
const sockets = new WeakMap<Duplex, Socket>()

/** The socket behind a connection. */
export const socketOf = (connection: Socket): Socket => sockets.get(connection) ?? connection

/**
 * Serves a request again whose method is in lower case. Methods are case-sensitive (RFC 9110 §9.1), and Node
 * refuses such a request before any handler sees it. But clients send `patch`: `fetch` converts every other
 * method to upper case, and not this one. Returns false when something else is wrong with the request.
 */
export function retryInUpperCase(server: Server, error: Error, socket: Socket): boolean {
  const { code, bytesParsed = 0, rawPacket = Buffer.alloc(0) } = error as ParseError
  const [method = ''] = /^[A-Za-z-]+(?= )/.exec(rawPacket.toString('latin1', 0, 32)) ?? []
  const isMethod = code === 'HPE_INVALID_METHOD' && METHODS.includes(method.toUpperCase())
  // Beyond the method there is something else wrong, such as a request that did not wait its turn.
  if (!isMethod || bytesParsed > method.length || !socket.writable) return false

  // The parser that gave up must not read on.
  socket.removeAllListeners('data').removeAllListeners('end')
  async function* packets() {
    yield Buffer.concat([Buffer.from(method.toUpperCase()), rawPacket.subarray(method.length)])
    yield* socket
  }
  const connection = Duplex.from({ readable: packets(), writable: socket })
  connection.once('finish', () => socket.destroy())
  connection.on('error', () => socket.destroy())
  // What a response asks of its connection besides what every stream has.
  Object.assign(connection, {
    remoteAddress: socket.remoteAddress,
    setTimeout: (milliseconds: number, onTimeout?: () => void) =>
      void socket.setTimeout(milliseconds, onTimeout),
  })
  sockets.set(connection, socket)
  server.emit('connection', connection)
  return true
}

/** Connections beyond the max whose requests get a 503; those beyond these are closed without a response. */
const spare = 100

/** Limits how many connections are open at a time. Requests on a connection beyond the max are a 503. */
export function limitConnections(server: FastifyInstance, max: number): void {
  const refused = new WeakSet<object>()
  let open = 0
  server.server.maxConnections = max + spare
  server.server.on('connection', (socket: Socket) => {
    const shared = sockets.get(socket)
    if (shared) {
      if (refused.has(shared)) refused.add(socket)
      return
    }
    open += 1
    if (open > max) refused.add(socket)
    socket.once('close', () => {
      open -= 1
    })
  })
  server.addHook('onRequest', ({ raw }, reply, done) => {
    const isRefused = refused.has(raw.socket)
    // A connection of `retryInUpperCase` closes after its only response.
    if (isRefused || sockets.has(raw.socket)) reply.header('connection', 'close')
    done(
      isRefused
        ? failure('unavailable', 'The server has too many connections.', { retryAfter: 5 })
        : undefined,
    )
  })
}
