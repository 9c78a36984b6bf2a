import { operations } from '@openparley/spec/operations'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App, BaseContext, Handler, Handlers, OperationId } from '../operations/operation.ts'
import type { Authenticated } from './auth.ts'
import { allowOrigin, allowPreflight } from './cors.ts'
import type { Document } from './document.ts'
import { failure } from './errors.ts'
import { keyedFaults } from './keyed-faults.ts'
import { requestFaults } from './request-faults.ts'
import { type StreamItems, sendEventStream, sendStreamHead } from './stream.ts'

export interface RouteOptions {
  document: Document
  handlers: Handlers
  /** Checks who calls, and whether they may call now. */
  admit: (security: readonly string[], request: FastifyRequest) => Promise<Authenticated>
  services: BaseContext
  /** Security schemes whose operations pages of allowed origins may call. */
  browserSchemes: ReadonlySet<string>
  findApp: (id: string) => Promise<App | undefined>
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined when the operation is open to all. */
    authenticated: Authenticated | undefined
  }
  interface FastifyContextConfig {
    /** Whether a 400 groups the faults inside the body by the body's own keys. */
    faultsByKey?: boolean
  }
}

/** Binds every operation of the document to its handler. */
export function bindRoutes(server: FastifyInstance, options: RouteOptions): void {
  const { document, admit, services } = options
  const faultsIn = requestFaults(document)
  const preflights = new Set<string>()
  const pageMayRead = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('vary', 'Origin')
    const app = await options.findApp((request.params as { appId: string }).appId)
    return app !== undefined && allowOrigin(request, reply, app)
  }
  server.decorateRequest('authenticated', undefined)
  // The one cast between the document and the handlers; `Handlers` has made sure that they fit.
  const handlers = options.handlers as unknown as Record<string, Handler<OperationId>>

  for (const [operationId, operation] of Object.entries(operations)) {
    const { method, path, body, faultsByKey, streams } = operation
    const security: readonly string[] = operation.security
    const handler = handlers[operationId]
    if (!handler) throw new Error(`No handler for ${operationId}`)
    const faultsOf = faultsIn(path, method, body)
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
    const isForBrowsers = security.some((scheme) => options.browserSchemes.has(scheme))
    if (isForBrowsers) preflights.add(url)
    server.route({
      method,
      url,
      config: { faultsByKey },
      async onRequest(request, reply) {
        if (isForBrowsers) await pageMayRead(request, reply)
        if (security.length > 0) request.authenticated = await admit(security, request)
      },
      async handler(request, reply) {
        const { params, query, headers } = request as {
          params: Record<string, string>
          query: Record<string, unknown>
          headers: Record<string, unknown>
        }
        const faults = await faultsOf(request)
        const ofItems = faultsByKey && keyedFaults(faults) !== undefined
        if (Object.keys(faults).length > 0 && !ofItems) {
          const detail = Object.entries(faults).map(([where, why]) => `${where}: ${why.join(' ')}`)
          throw failure('invalid-request', detail.join(' '), { faults })
        }
        const header = Object.fromEntries(
          operation.headers.map((name) => [name, headers[name.toLowerCase()]]),
        )
        const { app, caller } = request.authenticated ?? {}
        const version = header['TalkJS-REST-Version'] ?? app?.settings.apiVersion
        const input = { path: params, query, header, body: request.body, faults }
        const context = { ...services, app, version, caller }
        const handle = (more?: { signal: AbortSignal }) =>
          handler(input as Parameters<typeof handler>[0], { ...context, ...more } as never)
        if (!streams) return handle()
        if (request.method === 'HEAD') return sendStreamHead(reply)
        const open = (signal: AbortSignal) => handle({ signal }) as Promise<StreamItems>
        return sendEventStream(reply, open)
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
