import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type {
  App,
  BaseContext,
  Download,
  EventStream,
  Handlers,
  MakeCall,
  OperationId,
} from '../operations/operation.ts'
import type { Admit, Authenticated } from './auth.ts'
import { allowOrigin, allowPreflight } from './cors.ts'
import { sendDownload } from './downloads.ts'
import { failure, isCatalogueError, isUnauthorized, type RequestFault } from './errors.ts'
import { allOperations, type LoadDocument, type Operation } from './operation.ts'
import { setSessionCookie } from './operators.ts'
import { areInItems } from './problems.ts'
import type { CountRequest } from './rate-limit.ts'
import { sendEventStream, sendStreamHead } from './stream.ts'
import { createValidation, type ValidatedRequest } from './validation/validation.ts'

export interface RouteOptions {
  loadDocument: LoadDocument
  handlers: Handlers
  /** Makes the check of requests to an operation with these security schemes. */
  admitBy: (security: readonly string[]) => Admit
  services: BaseContext
  /** Makes calls inside a request. */
  callsFrom: (request: FastifyRequest) => MakeCall
  /** Counts a call without valid credentials for its address. */
  countStranger: CountRequest | undefined
  /** Counts a wrong credential of an operator towards the limit of its address. */
  countGuess: CountRequest | undefined
  findApp: (id: string) => Promise<App | undefined>
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined if the operation is open. Its app is undefined if the caller is an operator. */
    authenticated: Authenticated | undefined
  }
  interface FastifyContextConfig {
    operation?: Operation
    operationId?: OperationId
  }
}

/** A handler as routes see it. */
type AnyHandler = (input: ValidatedRequest, context: object) => Promise<unknown>

/** Registers a route for every operation of the document. */
export function bindRoutes(server: FastifyInstance, options: RouteOptions): void {
  const { loadDocument, admitBy, callsFrom, services } = options
  const validation = createValidation(loadDocument)
  const preflights = new Set<string>()
  const appAllowsPage = async (request: FastifyRequest, reply: FastifyReply) => {
    const app = await options.findApp((request.params as { appId: string }).appId)
    return app !== undefined && allowOrigin(request, reply, app)
  }
  /** Whether a page sends the request, and may read the response. */
  const pageMayRead = (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('vary', 'Origin')
    return request.headers.origin !== undefined && appAllowsPage(request, reply)
  }
  server.decorateRequest('authenticated', undefined)
  // The loop cannot express the type of each handler; the type `Handlers` has checked them.
  const handlers = options.handlers as unknown as Record<OperationId, AnyHandler>

  for (const [operationId, operation] of allOperations) {
    const { method, path, security, faultsByKey, streams, downloads } = operation
    const handler = handlers[operationId]
    const validate = validation(operation)
    const admit = security.length > 0 ? admitBy(security) : undefined
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
    const isInApp = url.startsWith('/v1/:appId')
    if (isInApp) preflights.add(url)
    server.route({
      method,
      url,
      config: { operation, operationId },
      async onRequest(request, reply) {
        const page = isInApp && pageMayRead(request, reply)
        if (page) await page
        if (admit) request.authenticated = await admit(request, reply)
      },
      async handler(request, reply) {
        const { app, caller } = request.authenticated ?? {}
        const input = await validate(request, app?.settings.unknownFields ?? 'refuse')
        const [asked, other = asked] = versionsIn(input.header)
        const faults = asked === other ? input.faults : [...input.faults, differingVersions]
        if (faults.length > 0 && !(faultsByKey && areInItems(faults)))
          throw failure('invalid-request', 'The request is invalid.', { faults })
        const version = asked ?? app?.settings.apiVersion
        const context = {
          ...services,
          app,
          version,
          caller,
          calls: () => callsFrom(request),
          keepSession: (session?: { secret: string; seconds: number }) =>
            setSessionCookie(request, reply, session),
        }
        if (downloads) {
          const found = await handler(input, context).catch(async (error) => {
            // The credential is in the path: a wrong one counts like an invalid token.
            if (isCatalogueError(error)) await options.countStranger?.(request.ip, reply)
            throw error
          })
          return sendDownload(request, reply, found as Download)
        }
        if (security.length === 0)
          return handler(input, context).catch(async (error) => {
            // The credential is in the body.
            if (isUnauthorized(error)) await options.countGuess?.(request.ip, reply)
            throw error
          })
        if (!streams) return handler(input, context)
        if (request.method === 'HEAD') return sendStreamHead(reply)
        return sendEventStream(reply, (await handler(input, context)) as EventStream)
      },
    })
  }
  for (const url of preflights)
    server.options(url, async (request, reply) =>
      request.headers['access-control-request-method'] && (await pageMayRead(request, reply))
        ? allowPreflight(reply)
        : reply.callNotFound(),
    )
}

/** The headers for the API version of a request. */
const names = ['TalkJS-REST-Version', 'Parley-Version'] as const

const versionsIn = (header: Record<string, unknown>) =>
  names.map((name) => header[name]).filter((version) => version !== undefined)

const differingVersions: RequestFault = {
  in: 'header',
  field: [names[1]],
  why: `Must equal ${names[0]}.`,
}
