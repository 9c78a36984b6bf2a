import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { logRequests, requestId } from './access-log.ts'
import { type AnswerAgent, serveAgents } from './agents.ts'
import { type AuthOptions, createAdmission } from './auth.ts'
import { drainUnreadBodies, endLateRequests, readJsonBodies, sendBareJsonTypes } from './bodies.ts'
import { limitConnections, retryInUpperCase } from './connections.ts'
import { isCatalogueError, malformed } from './errors.ts'
import { acceptForms } from './forms.ts'
import {
  endWithProblem,
  fromFastifyError,
  lateRequest,
  refuseMalformedHttp,
} from './framework-errors.ts'
import { innerCalls } from './inner-calls.ts'
import { createOperatorCheck, type OperatorOptions } from './operators.ts'
import { serveDashboard } from './pages/dashboard.ts'
import { type DemoOptions, serveDemo } from './pages/demo.ts'
import { type DocsOptions, serveDocs } from './pages/docs.ts'
import { serveInbox } from './pages/inbox.ts'
import { sendDefect, sendProblem } from './problems.ts'
import type { RateLimiters } from './rate-limit.ts'
import { bindRoutes, type RouteOptions } from './routes.ts'
import { enableGracefulShutdown } from './shutdown.ts'
import { refuseUnknownRoutes } from './unknown-routes.ts'

export interface ServerOptions
  extends Omit<RouteOptions, 'admitBy' | 'callsFrom' | 'countGuess' | 'countStranger' | 'findApp'> {
  auth: AuthOptions
  operators: OperatorOptions
  docs: DocsOptions
  /** Whether the dashboard is served. */
  hasDashboard: boolean
  /** The handler of agents. */
  agents: AnswerAgent
  /** Default no demo page. */
  demo?: DemoOptions | undefined
  /** Default no log. */
  logger?: FastifyBaseLogger | undefined
  /** Max seconds for a request to arrive, including its body. */
  requestTimeout: number
  /** Max seconds for an upload to arrive. */
  uploadTimeout: number
  /** Max open connections. */
  maxConnections: number
  /** Addresses and networks of proxies whose `X-Forwarded-*` headers are trusted. */
  trustedProxies: string[]
  /** Requests of a kind that has no limit are not counted. */
  limiters: RateLimiters
}

const noSchema = (): never => {
  throw new Error('Routes must not have schemas: only the document validates requests.')
}

/** Creates an HTTP server for every operation of the document. It does not listen yet. */
export function createServer(options: ServerOptions): FastifyInstance {
  const {
    agents,
    auth,
    demo,
    docs,
    hasDashboard,
    limiters,
    logger,
    maxConnections,
    operators,
    requestTimeout,
    uploadTimeout,
    trustedProxies,
    ...routes
  } = options
  const server: FastifyInstance = Fastify({
    ...(logger && { loggerInstance: withoutChildren(logger) }),
    // Routes must not define schemas: validation comes from the OpenAPI document. This also avoids loading Fastify's
    // schema compilers.
    schemaController: { compilersFactory: { buildValidator: noSchema, buildSerializer: noSchema } },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    return503OnClosing: false,
    genReqId: requestId(trustedProxies.length > 0),
    trustProxy: trustedProxies.length > 0 && trustedProxies,
    // An id has up to 255 characters, each up to 12 bytes when percent-encoded.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 255 * 12 },
    requestTimeout: uploadTimeout * 1000,
    http: {
      // Otherwise Node responds itself, without a problem document.
      requireHostHeader: false,
      headersTimeout: Math.min(requestTimeout, 15) * 1000,
      // Node checks for late requests only at intervals, by default every 30 seconds.
      connectionsCheckingInterval: Math.min(requestTimeout * 100, 5000),
    },
    clientErrorHandler(error, socket) {
      if (!retryInUpperCase(server.server, error, socket)) refuseMalformedHttp(error, socket)
    },
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  })
  // Clients send a content type with a DELETE without a body.
  server.addHttpMethod('DELETE', { hasBody: false, overrideExisting: true })
  endLateRequests(server, requestTimeout, (connection) =>
    refuseMalformedHttp(lateRequest, connection),
  )
  readJsonBodies(server)
  acceptForms(server)
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
  server.addHook('onRequest', (request, reply, done) => {
    const { method, routeOptions } = request
    // Operations count their callers, except health checks. Preflights have no token.
    if (routeOptions?.config?.operation || method === 'OPTIONS' || !limiters.address) done()
    else limiters.address(request.ip, reply).then(() => done(), done)
  })
  const refusal = refuseUnknownRoutes(server)
  server.server.on('connect', ({ method = '', url = '' }, socket) =>
    endWithProblem(socket, refusal(method, url)),
  )
  // An unknown expectation may be ignored (RFC 9110 §10.1.1).
  server.server.on('checkExpectation', server.routing)

  const calls = innerCalls(server)
  const shared = {
    findApp: auth.findApp,
    callsFrom: calls.from,
    admitBy: createAdmission({
      auth,
      checkOperator: createOperatorCheck(operators),
      limiters,
      counted: calls.counted,
    }),
  }
  bindRoutes(server, {
    ...routes,
    ...shared,
    countStranger: limiters.address,
    countGuess: limiters.guess,
  })
  serveAgents(server, { ...shared, answer: agents })
  serveDocs(server, docs)
  serveInbox(server, docs.site)
  if (hasDashboard) serveDashboard(server, docs.site)
  if (demo) serveDemo(server, demo)
  server.setErrorHandler<Error>(answerError)
  return server
}

/**
 * A logger that is its own child. `access-log` writes one line for each request, so requests need no child logger.
 * Fastify would check what a factory of child loggers returns, for each request.
 */
function withoutChildren(logger: FastifyBaseLogger): FastifyBaseLogger {
  const own: FastifyBaseLogger = Object.assign(Object.create(logger), { child: () => own })
  return own
}

function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = isCatalogueError(error)
    ? error
    : fromFastifyError(error, request.routeOptions?.config?.operation)
  if (!known) {
    request.log.error(error)
    return sendDefect(reply)
  }
  request.refusal = known
  return sendProblem(reply, known, request.routeOptions?.config?.operation)
}
