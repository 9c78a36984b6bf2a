import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { logRequests } from './access-log.ts'
import { type AuthOptions, createAdmission } from './auth.ts'
import { drainUnreadBodies, readJsonBodies, sendBareJsonTypes } from './bodies.ts'
import { limitConnections, retryInUpperCase } from './connections.ts'
import { type DocsOptions, serveDocs } from './docs.ts'
import { isCatalogueError, malformed } from './errors.ts'
import { endWithProblem, refuseMalformedHttp, translated } from './framework-errors.ts'
import { innerCalls } from './inner-calls.ts'
import { sendDefect, sendProblem } from './problems.ts'
import type { RateLimiters } from './rate-limit.ts'
import { bindRoutes, type RouteOptions } from './routes.ts'
import { enableGracefulShutdown } from './shutdown.ts'
import { refuseUnknownRoutes } from './unknown-routes.ts'

export interface ServerOptions extends Omit<RouteOptions, 'admit' | 'callsFrom' | 'findApp'> {
  auth: AuthOptions
  docs: DocsOptions
  /** Silent without one. */
  logger?: FastifyBaseLogger | undefined
  /** Seconds within which a request must arrive, its body too. */
  requestTimeout: number
  /** Max connections at a time. */
  maxConnections: number
  /** Addresses and networks of proxies whose `X-Forwarded-*` headers are believed. */
  trustedProxies: string[]
  /** Without one, requests of its kind are not counted. */
  limiters: RateLimiters
}

const noSchema = (): never => {
  throw new Error('A route with a schema of its own would judge besides the document.')
}

/** An HTTP server for every operation of the document, not yet listening. */
export function createServer(options: ServerOptions): FastifyInstance {
  const {
    auth,
    docs,
    limiters,
    logger,
    maxConnections,
    requestTimeout,
    trustedProxies,
    ...routes
  } = options
  const server: FastifyInstance = Fastify({
    // Requests log one line each, in `access-log`, and need no logger of their own.
    ...(logger && { loggerInstance: logger, childLoggerFactory: () => logger }),
    // The framework loads two compilers of schemas as it starts, and no route has one: the document judges.
    schemaController: { compilersFactory: { buildValidator: noSchema, buildSerializer: noSchema } },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    return503OnClosing: false,
    trustProxy: trustedProxies.length > 0 && trustedProxies,
    // A percent-encoded id of 255 characters takes up to 12 bytes for each.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 255 * 12 },
    requestTimeout: requestTimeout * 1000,
    http: {
      // Without one, Node itself responds, and not with a problem.
      requireHostHeader: false,
      headersTimeout: Math.min(requestTimeout, 15) * 1000,
      // Node looks for late requests at intervals only, by default every 30 seconds.
      connectionsCheckingInterval: Math.min(requestTimeout * 100, 5000),
    },
    clientErrorHandler(error, socket) {
      if (!retryInUpperCase(server.server, error, socket)) refuseMalformedHttp(error, socket)
    },
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  })
  // Clients send a content type with DELETE and no body; there is no body to be had.
  server.addHttpMethod('DELETE', { hasBody: false, overrideExisting: true })
  readJsonBodies(server)
  sendBareJsonTypes(server)
  logRequests(server, logger)

  limitConnections(server, maxConnections)
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    // RFC 9112 §3.2.
    const isNameless = raw.headers.host === undefined && raw.httpVersion === '1.1'
    done(isNameless ? malformed('header', 'Is required.', 'host') : undefined)
  })
  enableGracefulShutdown(server)
  drainUnreadBodies(server)
  server.addHook('onRequest', async ({ ip, method, routeOptions }, reply) => {
    // Operations count their callers themselves, but the one for health checks. Preflights have no token.
    if (routeOptions?.config?.operation || method === 'OPTIONS') return
    await limiters.address?.(ip, reply)
  })
  const refusal = refuseUnknownRoutes(server)
  server.server.on('connect', ({ method = '', url = '' }, socket) =>
    endWithProblem(socket, refusal(method, url)),
  )
  // An expectation that is not known may be ignored (RFC 9110 §10.1.1).
  server.server.on('checkExpectation', server.routing)

  const calls = innerCalls(server)
  bindRoutes(server, {
    ...routes,
    findApp: auth.findApp,
    callsFrom: calls.from,
    admit: createAdmission(auth, limiters, calls.counted),
  })
  serveDocs(server, docs)
  server.setErrorHandler<Error>(answerError)
  return server
}

function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = isCatalogueError(error) ? error : translated(error)
  if (!known) {
    request.log.error(error)
    return sendDefect(reply)
  }
  request.refusal = known
  return sendProblem(reply, known, request.routeOptions?.config?.operation)
}
