import type { components } from '@openparley/spec/types'
import createFetchClient, { defaultPathSerializer, type Middleware } from 'openapi-fetch'
import type { AppPaths } from './app-paths.ts'
import { type RetryOptions, retryingFetch } from './retry.ts'
import type { Client } from './typed-calls.ts'

export type { Client } from './typed-calls.ts'

type Problem = components['schemas']['Problem']

/** Returns a token. It is called before each request, so it should reuse a token until shortly before it expires. */
export type TokenFetcher = () => string | Promise<string>

interface CommonOptions extends RetryOptions {
  /** URL of the server, such as `http://127.0.0.1:8080`. */
  baseUrl: string
  appId: string
}

export type ClientOptions = CommonOptions &
  (
    | { /** The app's secret key: for servers, never for a browser. */ secretKey: string }
    | { /** A JWT for the app, or a function that returns one. */ token: string | TokenFetcher }
    | ({ /** The user who signed in. */ userId: string } & Signature)
  )

/** The older credentials of a user, for apps with the setting `allowSignatures`. */
export interface Signature {
  /**
   * The HMAC-SHA256 of the user's id with the app's secret key, as hexadecimal digits.
   *
   * @deprecated It never expires; prefer a token.
   */
  signature: string
}

/**
 * Creates a typed client for one app. Each call resolves with `{ data }` or `{ error }`, never both. `error` is
 * always a problem document (RFC 9457), or the map of `putUsers`, even if the response came from a proxy or had
 * no body. A call throws only if the server cannot be reached or no token can be fetched.
 */
export const createClient = (options: ClientOptions): Client =>
  createClientWith(options, () => authorizationOf(options))

/** Creates a client that calls a function for the `Authorization` header before each request. */
export function createClientWith(
  options: CommonOptions,
  authorization: () => Promise<string>,
): Client {
  const { baseUrl, appId } = options
  if (isDotSegment(appId)) throw new TypeError(`${JSON.stringify(appId)} is not a valid app id.`)
  const client = createFetchClient<AppPaths>({
    baseUrl: `${baseUrl.replace(/\/+$/, '')}/v1/${encodeURIComponent(appId)}`,
    fetch: retryingFetch(options),
    pathSerializer: (path, values) => defaultPathSerializer(path, wellFormed(values)),
  })
  client.use(rejectUnroutableIds, authorized(authorization), normalizeErrors)
  // The same object with stricter types.
  return client as Client
}

const problemResponse = (
  problem: Problem & { errors?: Record<string, string[]> },
  headers = new Headers(),
) => {
  headers.set('content-type', 'application/problem+json')
  return Response.json(problem, { status: problem.status, headers })
}

/** The headers that remain valid when the body of a response is replaced. */
const keptHeaders = ({ headers }: Response) =>
  new Headers([...headers].filter(([name]) => name === 'retry-after'))

/** `.`, `..` and the empty id are removed from a URL (URL Standard §4.4). */
const isDotSegment = (id: unknown) => /^\.{0,2}$/.test(String(id))

/** A lone surrogate cannot be sent in a URL. It is replaced by U+FFFD, which no id contains. */
const wellFormed = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, id]) => [name, String(id).toWellFormed()]))

/** Returns the server's 400 for an id that the URL would lose. */
const rejectUnroutableIds: Middleware = {
  onRequest({ params }) {
    const lost = Object.entries(params.path ?? {}).find(([, id]) => isDotSegment(id))
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
  },
}

const authorized = (authorization: () => Promise<string>): Middleware => ({
  async onRequest({ request }) {
    request.headers.set('authorization', await authorization())
    return request
  },
})

async function authorizationOf(options: ClientOptions): Promise<string> {
  if ('signature' in options) return basicAuthorization(options.userId, options.signature)
  const given = 'secretKey' in options ? options.secretKey : options.token
  return `Bearer ${typeof given === 'function' ? await given() : given}`
}

/** A name and a password as HTTP has them (RFC 7617 §2). */
export function basicAuthorization(name: string, password: string): string {
  const bytes = new TextEncoder().encode(`${name}:${password}`)
  return `Basic ${btoa(String.fromCharCode(...bytes))}`
}

const isJson = (response: Response) => /[/+]json\b/.test(response.headers.get('content-type') ?? '')

const isStream = (response: Response) =>
  response.headers.get('content-type')?.startsWith('text/event-stream') === true

/** Replaces an error body that is not JSON, such as a proxy's page, with a problem document. */
const normalizeErrors: Middleware = {
  async onResponse({ response }) {
    if (response.ok && (isJson(response) || isStream(response))) return undefined
    const text = await response.clone().text()
    if (!response.ok && isJson(response) && isObject(text)) return undefined
    const problem = {
      type: 'about:blank',
      title: response.ok ? 'Not a response of the API' : response.statusText || 'Error',
      // A successful response that is not JSON does not come from the API (RFC 9110 §15.6.3).
      status: response.ok ? 502 : response.status,
      detail: text.slice(0, 200) || 'The response had no body.',
    }
    return problemResponse(problem, keptHeaders(response))
  },
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
