import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App, AppCaller, MakeCall, UserCaller } from '../operations/operation.ts'
import { bearerToken } from './auth.ts'
import { allowOrigin } from './cors.ts'
import { failure } from './errors.ts'
import type { RouteOptions } from './routes.ts'
import { issuerOf } from './tokens.ts'

/** A request of an agent, in the Streamable HTTP transport of the Model Context Protocol. */
export interface AgentRequest {
  app: App
  caller: AppCaller | UserCaller
  /** Makes calls as the caller. */
  call: MakeCall
  /** Whether the caller may use tools that write with the secret key. */
  mayWrite: boolean
  /** Without its body. Its signal aborts when the client disconnects. */
  request: Request
  body: unknown
}

export type AnswerAgent = (request: AgentRequest) => Promise<Response>

interface AgentOptions extends Pick<RouteOptions, 'admitBy' | 'callsFrom' | 'findApp'> {
  answer: AnswerAgent
}

type Params = { appId?: string }

/**
 * Serves agents at `/v1/{appId}/mcp`, and at `/mcp`, where the token determines the app. Both are stateless, so there
 * is nothing to GET or to DELETE.
 */
export function serveAgents(server: FastifyInstance, options: AgentOptions): void {
  const admit = options.admitBy(['serverKey', 'userToken'])
  for (const url of ['/mcp', '/v1/:appId/mcp']) {
    server.post(url, {
      async onRequest(request, reply) {
        const params = request.params as Params
        params.appId ??= await appOfToken(request)
        await assertOrigin(request, reply, options)
        request.authenticated = await admit(request, reply)
      },
      handler: (request, reply) => answer(request, reply, options),
    })
    server.options(url, async (request, reply) => {
      await assertOrigin(request, reply, options)
      return reply.code(204).headers(preflight(request)).send()
    })
  }
}

async function appOfToken({ headers }: FastifyRequest): Promise<string> {
  const appId = await issuerOf(bearerToken(headers.authorization))
  if (appId !== undefined) return appId
  throw failure('unauthorized', 'A secret key does not name its app. Use /v1/{appId}/mcp with it.')
}

/** Only pages of the app's allowed origins may call. This also prevents DNS rebinding. */
async function assertOrigin(
  request: FastifyRequest,
  reply: FastifyReply,
  { findApp }: AgentOptions,
): Promise<void> {
  if (request.headers.origin === undefined) return
  reply.header('vary', 'Origin')
  const { appId } = request.params as Params
  const app = appId === undefined ? undefined : await findApp(appId)
  if (app === undefined || !allowOrigin(request, reply, app))
    throw failure('forbidden', 'Pages of this origin may not call this app.')
}

/** The protocol has headers for its version and for the called method, and clients may add other headers of the protocol. */
function preflight({ headers }: FastifyRequest): Record<string, string> {
  const asked = headers['access-control-request-headers']?.toLowerCase().split(/ *, */) ?? []
  const known = /^(accept|authorization|content-type|last-event-id|mcp-[\w-]{1,60})$/
  return {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': asked.filter((name) => known.test(name)).join(', '),
    'access-control-max-age': '600',
  }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  options: AgentOptions,
): Promise<FastifyReply> {
  const { authenticated } = request
  if (!authenticated?.app) throw failure('unauthorized', 'The call needs a token of an app.')
  const gone = new AbortController()
  reply.raw.on('close', () => gone.abort())
  const response = await options.answer({
    ...authenticated,
    call: options.callsFrom(request),
    mayWrite: (request.query as { write?: string }).write === 'true',
    request: new Request(new URL(request.url, 'http://127.0.0.1'), {
      method: 'POST',
      headers: request.headers as Record<string, string>,
      signal: gone.signal,
    }),
    body: request.body,
  })
  reply.code(response.status).headers(Object.fromEntries(response.headers))
  return response.body
    ? reply.send(Readable.fromWeb(response.body as ReadableStream))
    : reply.send()
}
