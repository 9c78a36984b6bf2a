import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify'
import { type CatalogueError, isUnauthorized } from './errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused; undefined when it was not. */
    refusal: CatalogueError | undefined
  }
}

/** What the lines about a request have in common: not its path, its query or its headers, which hold ids and tokens. */
const contextOf = ({ request: { id, authenticated, method, routeOptions } }: FastifyReply) => ({
  reqId: id,
  method,
  route: routeOptions?.url ?? 'unknown',
  app: authenticated?.app.id,
})

/** Logs each request when it has ended, and the end of the server. Streams log their own beginning and end. */
export function logRequests(server: FastifyInstance, logger: FastifyBaseLogger | undefined): void {
  server.decorateRequest('refusal', undefined)
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

/** Logs the beginning of a stream; the function that it returns logs its end. */
export function logStream(reply: FastifyReply): (reason: string) => void {
  const context = contextOf(reply)
  reply.log.info(context, 'stream opened')
  return (reason) =>
    reply.log.info({ ...context, reason, ms: Math.round(reply.elapsedTime) }, 'stream closed')
}
