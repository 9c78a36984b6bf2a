import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { failure } from './errors.ts'

// Not an import statement: that would also load the WebSocket of the module and with it `fetch`, which costs about 50 ms
// at start and 13 MB.
const { METHODS } = process.getBuiltinModule('node:http')

interface ParseError extends Error {
  code?: string
  /** Offset of the parse error. */
  bytesParsed?: number
  /** The data that was parsed. */
  rawPacket?: Buffer
}

/** The real sockets of the connections of `retryInUpperCase`, which wrap them. */
const sockets = new WeakMap<Duplex, Socket>()

/** The socket behind a connection. */
export const socketOf = (connection: Socket): Socket => sockets.get(connection) ?? connection

/**
 * If the method of a request is in lower case, repeats the request with the method in upper case. Methods are
 * case-sensitive (RFC 9110 §9.1), and Node
 * refuses such a request before any handler runs. But clients send `patch`: `fetch` converts every other method to
 * upper case. Returns false if the request has another fault.
 */
export function retryInUpperCase(server: Server, error: Error, socket: Socket): boolean {
  const { code, bytesParsed = 0, rawPacket = Buffer.alloc(0) } = error as ParseError
  const [method = ''] = /^[A-Za-z-]+(?= )/.exec(rawPacket.toString('latin1', 0, 32)) ?? []
  const isMethod = code === 'HPE_INVALID_METHOD' && METHODS.includes(method.toUpperCase())
  // Another failure, for example of a request that was sent before the previous response.
  if (!isMethod || bytesParsed > method.length || !socket.writable) return false

  // The failed parser must not read any further.
  socket.removeAllListeners('data').removeAllListeners('end')
  async function* packets() {
    yield Buffer.concat([Buffer.from(method.toUpperCase()), rawPacket.subarray(method.length)])
    yield* socket
  }
  const connection = Duplex.from({ readable: packets(), writable: socket })
  connection.once('finish', () => socket.destroy())
  connection.on('error', () => socket.destroy())
  // Methods of a socket that a response needs and a plain stream lacks.
  Object.assign(connection, {
    remoteAddress: socket.remoteAddress,
    setTimeout: (milliseconds: number, onTimeout?: () => void) =>
      void socket.setTimeout(milliseconds, onTimeout),
  })
  sockets.set(connection, socket)
  server.emit('connection', connection)
  return true
}

/** Number of connections above the maximum whose requests get a 503. Further ones are closed without a response. */
const spare = 100

/** Limits the number of open connections. Requests on a connection above the maximum get a 503. */
export function limitConnections(server: FastifyInstance, max: number): void {
  const refused = new WeakSet<object>()
  let open = 0
  // One function for all: thousands of connections may be open.
  const countDown = () => {
    open -= 1
  }
  server.server.maxConnections = max + spare
  server.server.on('connection', (socket: Socket) => {
    const shared = sockets.get(socket)
    if (shared) {
      if (refused.has(shared)) refused.add(socket)
      return
    }
    open += 1
    if (open > max) refused.add(socket)
    socket.on('close', countDown)
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
