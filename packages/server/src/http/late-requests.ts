import { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()

/**
 * Calls `end` with the connection of a request that has not arrived after `seconds`. Node can do so only with one limit for
 * all requests, and uploads need a longer one.
 */
export function endLateRequests(
  server: FastifyInstance,
  seconds: number,
  end: (connection: Duplex) => void,
): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request
    if (!isWhole(request)) {
      const timer = setTimeout(() => raw.complete || end(raw.socket), seconds * 1000).unref()
      timers.set(raw, timer)
      raw.once('close', () => clearTimeout(timer))
    }
    done()
  })
}

/** Leaves the request to the limit of the server for all requests. */
export const allowToBeLate = (request: IncomingMessage): void => clearTimeout(timers.get(request))

/** Whether all of the request has arrived. An inner call has no connection on which it could be late. */
export const isWhole = ({ raw }: FastifyRequest): boolean =>
  !(raw instanceof IncomingMessage) ||
  raw.complete ||
  (raw.headers['transfer-encoding'] === undefined && (raw.headers['content-length'] ?? '0') === '0')
