import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { operations } from '../../generated/operations.ts'
import type { App, Context, Handler, Handlers, OperationId } from '../operations/operation.ts'
import type { Caller } from './auth.ts'
import { allowOrigin, allowPreflight } from './cors.ts'
import { answersWith, type Document, parametersOf } from './document.ts'
import { failure } from './errors.ts'
import { keyedFaults } from './keyed-faults.ts'
import { requestFaults } from './request-faults.ts'
import { type StreamItems, sendEventStream } from './stream.ts'

export interface RouteOptions {
  document: Document
  handlers: Handlers
  /** Checks who calls, and whether they may call now. */
  admit: (scheme: string, request: FastifyRequest) => Promise<Caller>
  /** What handlers work with besides the caller and the version. */
  services: Omit<Context, 'app' | 'version' | 'userId' | 'tokenExpires' | 'signal'>
  /** Security schemes whose operations pages of allowed origins may call. */
  browserSchemes: ReadonlySet<string>
  findApp: (id: string) => Promise<App | undefined>
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
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
  server.decorateRequest('caller', undefined)
  // The one cast between the document and the handlers; `Handlers` has made sure that they fit.
  const handlers = options.handlers as unknown as Record<string, Handler<OperationId>>

  for (const [operationId, { method, path, security, body }] of Object.entries(operations)) {
    const handler = handlers[operationId]
    if (!handler) throw new Error(`No handler for ${operationId}`)
    const faultsOf = faultsIn(path, method, body)
    const [scheme] = security as readonly string[]
    const faultsByKey = answersWith(document, path, method, 400, 'application/json')
    const isStream = answersWith(document, path, method, 200, 'text/event-stream')
    const headerNames = parametersOf(document, path, method)
      .filter((parameter) => parameter.in === 'header')
      .map(({ name }) => name)
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
    const isForBrowsers = scheme !== undefined && options.browserSchemes.has(scheme)
    if (isForBrowsers) preflights.add(url)
    server.route({
      method,
      url,
      config: { faultsByKey },
      async onRequest(request, reply) {
        if (isForBrowsers) await pageMayRead(request, reply)
        if (scheme !== undefined) request.caller = await admit(scheme, request)
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
          headerNames.map((name) => [name, headers[name.toLowerCase()]]),
        )
        const { app, subject, expires } = request.caller ?? {}
        const version = header['TalkJS-REST-Version'] ?? app?.settings.apiVersion
        const input = { path: params, query, header, body: request.body, faults }
        const context = { ...services, app, version, userId: subject, tokenExpires: expires }
        const answer = (more?: Partial<Context>) =>
          handler(input as Parameters<typeof handler>[0], { ...context, ...more } as Context)
        if (!isStream) return answer()
        const open = (signal: AbortSignal) => answer({ signal }) as Promise<StreamItems>
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
