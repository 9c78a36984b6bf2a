import type { components } from '@openparley/spec/types'
import type { CallParams } from './middleware.ts'
import { type RetryOptions, retryingFetch } from './retry.ts'
import type { Calls, ParseAs } from './typed-calls.ts'

type Problem = components['schemas']['Problem'] & { errors?: Record<string, string[]> }

export interface ServerOptions extends RetryOptions {
  /** URL of the server, such as `http://127.0.0.1:8080`. */
  baseUrl: string
}

export interface CallOptions extends ServerOptions {
  appId: string
}

interface Init extends Omit<RequestInit, 'body'> {
  params?: CallParams
  body?: unknown
  parseAs?: ParseAs
}

/** Sends the request of a call through the middleware and retries around it. */
export type Around = (
  call: { request: Request; schemaPath: string; params: CallParams },
  send: (request: Request) => Promise<Response>,
) => Promise<Response>

/**
 * Makes the calls of one app, with the `Authorization` header that a function returns before each request. Each call
 * resolves with `{ data }` or `{ error }`, never both.
 */
export function createCalls(
  options: CallOptions,
  authorization: () => Promise<string>,
  around?: Around,
): Calls {
  const { appId } = options
  if (isDotSegment(appId)) throw new TypeError(`${JSON.stringify(appId)} is not a valid app id.`)
  return createCallsBelow(`/v1/${encodeURIComponent(appId)}`, options, authorization, around)
}

/** Makes the calls to the paths below a folder of the server. Without an authorization, no such header is sent. */
export function createCallsBelow<All>(
  folder: string,
  options: ServerOptions,
  authorization: () => Promise<string | undefined>,
  around?: Around,
): Calls<All> {
  const root = options.baseUrl.replace(/\/+$/, '') + folder
  const send = retryingFetch(options)

  const call =
    (method: string) =>
    async (
      schemaPath: string,
      { params = {}, body, headers, parseAs = 'json', ...init }: Init = {},
    ) => {
      const lost = Object.entries(params.path ?? {}).find(([, id]) => isDotSegment(id))
      if (lost) return invalidId(...lost)
      const sent = body instanceof FormData ? body : JSON.stringify(body)
      const request = new Request(root + urlOf(schemaPath, params), {
        ...init,
        method,
        body: sent ?? null,
        headers: headersOf(params, headers, sent),
      })
      const credentials = await authorization()
      if (credentials !== undefined) request.headers.set('authorization', credentials)
      const isRepeatable = method !== 'POST' || hasKeys(body)
      const sendOne = (one: Request) => send(one, isRepeatable)
      const response = await (around?.({ request, schemaPath, params }, sendOne) ??
        sendOne(request))
      return resultOf(response, parseAs)
    }
  const methods = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']
  return Object.fromEntries(
    methods.map((method) => [method, call(method)]),
  ) as unknown as Calls<All>
}

/** `.`, `..` and the empty id are removed from a URL (URL Standard §4.4). */
const isDotSegment = (id: unknown) => /^\.{0,2}$/.test(String(id))

const failed = (problem: Problem, response = new Response(null, { status: problem.status })) => ({
  error: problem,
  response,
})

/** The same 400 as the server returns, for an id that would disappear from the URL. */
function invalidId(name: string, id: unknown) {
  const why = `${JSON.stringify(id)} is not a valid id.`
  return failed({
    type: 'urn:parley:problem:invalid-request',
    title: 'Invalid request',
    status: 400,
    detail: `path/${name}: ${why}`,
    errors: { [`path/${name}`]: [why] },
  })
}

/** Whether the body has messages, each with an idempotency key. */
const hasKeys = (body: unknown) =>
  [body].flat().every((one) => (one as { idempotencyKey?: string } | undefined)?.idempotencyKey)

/** The parameters that have a value, which URLs and headers write as text. */
const texts = (params: Record<string, unknown> = {}) =>
  Object.entries(params).filter(([, value]) => value != null) as [string, string][]

/** A lone surrogate cannot be sent in a URL. It is replaced by U+FFFD, which no id contains. */
function urlOf(schemaPath: string, { path = {}, query }: CallParams): string {
  const search = new URLSearchParams(texts(query)).toString()
  const filled = schemaPath.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(String(path[name]).toWellFormed()),
  )
  return search ? `${filled}?${search}` : filled
}

function headersOf({ header }: CallParams, headers: RequestInit['headers'], body: unknown) {
  const all = new Headers(headers)
  for (const [name, value] of texts(header)) all.set(name, value)
  // The content type of a form contains its boundary, which the runtime chooses.
  if (typeof body === 'string' && !all.has('content-type'))
    all.set('content-type', 'application/json')
  return all
}

/** The types of successful responses, if the call reads them as JSON or as a stream of events. */
const expected: Partial<Record<ParseAs, RegExp>> = {
  json: /[/+]json\b/,
  stream: /^text\/event-stream|[/+]json\b/,
}

/** A body that does not come from the API, such as the error page of a proxy, becomes a problem document. */
async function resultOf(response: Response, parseAs: ParseAs) {
  const { ok, status, statusText } = response
  const type = response.headers.get('content-type') ?? ''
  if (ok && (expected[parseAs]?.test(type) ?? true))
    return { data: parseAs === 'stream' ? response.body : await response[parseAs](), response }
  const text = await response.text()
  const error =
    !ok && expected.json?.test(type) && (await new Response(text).json().catch(() => undefined))
  if (typeof error === 'object' && error) return { error, response }
  const detail = text.slice(0, 200) || 'The response had no body.'
  if (!ok)
    return failed({ type: 'about:blank', title: statusText || 'Error', status, detail }, response)
  // A successful response that is not JSON does not come from the API (RFC 9110 §15.6.3).
  return failed({ type: 'about:blank', title: 'Not a response of the API', status: 502, detail })
}
