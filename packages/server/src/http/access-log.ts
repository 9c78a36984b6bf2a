import type { IncomingMessage } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify'
import { nanoid } from 'nanoid'
import { type CatalogueError, isUnauthorized } from './errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused; undefined if it was not. */
    refusal: CatalogueError | undefined
  }
}

/**
 * Returns the id of a request for the log: a new id, or the id that a trusted proxy sent, if it has the form of an id.
 */
export const requestId =
  (hasProxy: boolean) =>
  ({ headers }: IncomingMessage): string => {
    const given = headers['x-request-id']
    return hasProxy && typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : nanoid()
  }

/** The fields of each line about a request. Path, query and headers are left out, as they contain ids and tokens. */
const contextOf = ({ request: { id, authenticated, method, routeOptions } }: FastifyReply) => ({
  reqId: id,
  operation: routeOptions?.config?.operationId,
  method,
  route: routeOptions?.url ?? 'unknown',
  app: authenticated?.app?.id,
})

/** Logs each request when it ends, and the end of the server. Streams log their own start and end. */
export function logRequests(server: FastifyInstance, logger: FastifyBaseLogger | undefined): void {
  server.decorateRequest('refusal', undefined)
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  if (!logger) return
  server.addHook('onResponse', (request, reply, done) => {
    if (!isStream(reply)) {
      const { refusal } = request
      logger.info(
        {
          ...contextOf(reply),
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
          problem: refusal?.code,
          reason: isUnauthorized(refusal) ? (refusal?.reason ?? refusal?.message) : undefined,
          aborted: reply.raw.writableFinished ? undefined : true,
        },
        'request',
      )
    }
    done()
  })
  server.addHook('preClose', async () => logger.info('stopping'))
  server.addHook('onClose', async () => logger.info('stopped'))
}

const isStream = ({ request, statusCode }: FastifyReply) =>
  request.routeOptions?.config?.operation?.streams === true && statusCode === 200

/** Logs the start of a stream. Returns a function that logs its end. */
export function logStream(reply: FastifyReply): (reason: string) => void {
  const { log } = reply
  log.info(contextOf(reply), 'stream opened')
  return (reason) =>
    log.info({ ...contextOf(reply), reason, ms: Math.round(reply.elapsedTime) }, 'stream closed')
}
