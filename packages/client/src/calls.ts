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

/** Sends the request of a call, with whatever belongs around it. */
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
  around: Around = ({ request }, send) => send(request),
): Calls<All> {
  const root = options.baseUrl.replace(/\/+$/, '') + folder
  const send = retryingFetch(options)

  async function respond(method: string, schemaPath: string, init: Init, parseAs: ParseAs) {
    const { params = {}, body, headers, ...others } = init
    const lost = unroutable(params.path)
    if (lost) return lost
    const request = new Request(root + urlOf(schemaPath, params), {
      ...others,
      method,
      headers: headersOf(params, headers, body),
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    const credentials = await authorization()
    if (credentials !== undefined) request.headers.set('authorization', credentials)
    return normalized(await around({ request, schemaPath, params }, send), parseAs)
  }

  const call =
    (method: string) =>
    async (schemaPath: string, { parseAs = 'json', ...init }: Init = {}) => {
      const response = await respond(method, schemaPath, init, parseAs)
      if (!response.ok) return { error: await response.json(), response }
      return { data: parseAs === 'stream' ? response.body : await response[parseAs](), response }
    }
  const methods = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']
  return Object.fromEntries(
    methods.map((method) => [method, call(method)]),
  ) as unknown as Calls<All>
}

/** `.`, `..` and the empty id are removed from a URL (URL Standard §4.4). */
const isDotSegment = (id: unknown) => /^\.{0,2}$/.test(String(id))

/** The server's 400 for an id that the URL would lose. */
function unroutable(path: CallParams['path'] = {}): Response | undefined {
  const lost = Object.entries(path).find(([, id]) => isDotSegment(id))
  if (!lost) return undefined
  const [name, id] = lost
  const why = `${JSON.stringify(id)} is not a valid id.`
  return problemResponse({
    type: 'urn:parley:problem:invalid-request',
    title: 'Invalid request',
    status: 400,
    detail: `path/${name}: ${why}`,
    errors: { [`path/${name}`]: [why] },
  })
}

/** The parameters that have a value, as texts. */
const texts = (params: Record<string, unknown> = {}): [string, string][] =>
  Object.entries(params).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]))

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
  // The type of a form has its boundary, which the runtime chooses.
  if (body !== undefined && !(body instanceof FormData) && !all.has('content-type'))
    all.set('content-type', 'application/json')
  return all
}

const problemResponse = (problem: Problem, headers = new Headers()) => {
  headers.set('content-type', 'application/problem+json')
  return Response.json(problem, { status: problem.status, headers })
}

/** The types of successful responses, if the call reads them as JSON or as a stream of events. */
const expected: Partial<Record<ParseAs, RegExp>> = {
  json: /[/+]json\b/,
  stream: /^(text\/event-stream|[^/]+\/[^/;]*json)\b/,
}

/** Replaces a body that is not of the API, such as a proxy's page, with a problem document. */
async function normalized(response: Response, parseAs: ParseAs): Promise<Response> {
  const { ok, headers, statusText } = response
  const type = headers.get('content-type') ?? ''
  if (ok && (expected[parseAs]?.test(type) ?? true)) return response
  const text = await response.clone().text()
  if (!ok && expected.json?.test(type) && isObject(text)) return response
  const retryAfter = headers.get('retry-after')
  const problem = {
    type: 'about:blank',
    title: ok ? 'Not a response of the API' : statusText || 'Error',
    // A successful response that is not JSON does not come from the API (RFC 9110 §15.6.3).
    status: ok ? 502 : response.status,
    detail: text.slice(0, 200) || 'The response had no body.',
  }
  return problemResponse(problem, new Headers(retryAfter ? { 'retry-after': retryAfter } : {}))
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
