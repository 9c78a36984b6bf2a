import type { components } from '@openparley/spec/types'
import createFetchClient, { defaultPathSerializer, type Middleware } from 'openapi-fetch'
import type { AppPaths } from './app-paths.ts'
import { type RetryOptions, retryingFetch } from './retry.ts'
import type { Client } from './typed-calls.ts'

export type { Client } from './typed-calls.ts'

type Problem = components['schemas']['Problem']

/** Fetches a token; called before each request, so it should keep a token until it is about to expire. */
export type TokenFetcher = () => string | Promise<string>

interface CommonOptions extends RetryOptions {
  /** Where the server is, such as `http://127.0.0.1:8080`. */
  baseUrl: string
  appId: string
}

export type ClientOptions = CommonOptions &
  (
    | { /** The app's secret key: for servers, never for a browser. */ secretKey: string }
    | { /** A JWT of the app's, or what fetches one. */ token: string | TokenFetcher }
  )

/**
 * A typed client of one app. Each call answers `{ data }` or `{ error }`, never both, and `error` is always a
 * problem document (RFC 9457), or the map of `putUsers`, also where the answer came from a proxy or had no
 * body. Only a failure to reach the server, or to fetch a token, is thrown.
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, appId } = options
  if (vanishes(appId)) throw new TypeError(`${JSON.stringify(appId)} is not the id of an app.`)
  const client = createFetchClient<AppPaths>({
    baseUrl: `${baseUrl.replace(/\/+$/, '')}/v1/${encodeURIComponent(appId)}`,
    fetch: retryingFetch(options),
    pathSerializer: (path, values) => defaultPathSerializer(path, wellFormed(values)),
  })
  client.use(carriablePaths, authorization(options), readableErrors)
  // The same calls; only what their types let through is less.
  return client as Client
}

const problemResponse = (
  problem: Problem & { errors?: Record<string, string[]> },
  headers = new Headers(),
) => {
  headers.set('content-type', 'application/problem+json')
  return Response.json(problem, { status: problem.status, headers })
}

/** What still holds of an answer whose body is replaced. */
const keptHeaders = ({ headers }: Response) =>
  new Headers([...headers].filter(([name]) => name === 'retry-after'))

/** `.`, `..` and the empty id vanish from a URL (URL Standard §4.4). */
const vanishes = (id: unknown) => /^\.{0,2}$/.test(String(id))

/** Half a surrogate pair has no place in a URL; what stands for it is no part of an id either. */
const wellFormed = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, id]) => [name, String(id).toWellFormed()]))

/** Answers for an id that the URL would lose as the server would. */
const carriablePaths: Middleware = {
  onRequest({ params }) {
    const lost = Object.entries(params.path ?? {}).find(([, id]) => vanishes(id))
    if (!lost) return undefined
    const [name, id] = lost
    const why = `${JSON.stringify(id)} is not an id.`
    return problemResponse({
      type: 'urn:parley:problem:invalid-request',
      title: 'Invalid request',
      status: 400,
      detail: `path/${name}: ${why}`,
      errors: { [`path/${name}`]: [why] },
    })
  },
}

const authorization = (options: ClientOptions): Middleware => ({
  async onRequest({ request }) {
    const given = 'secretKey' in options ? options.secretKey : options.token
    const token = typeof given === 'function' ? await given() : given
    request.headers.set('authorization', `Bearer ${token}`)
    return request
  },
})

const isJson = (response: Response) => /[/+]json\b/.test(response.headers.get('content-type') ?? '')

const isStream = (response: Response) =>
  response.headers.get('content-type')?.startsWith('text/event-stream') === true

/** Puts a problem document in the place of what is none: no body, or the page of some proxy. */
const readableErrors: Middleware = {
  async onResponse({ response }) {
    if (response.ok && (isJson(response) || isStream(response))) return undefined
    const text = await response.clone().text()
    if (!response.ok && isJson(response) && isObject(text)) return undefined
    const problem = {
      type: 'about:blank',
      title: response.ok ? 'Not an answer of the API' : response.statusText || 'Error',
      // A success that is no JSON does not come from the API (RFC 9110 §15.6.3).
      status: response.ok ? 502 : response.status,
      detail: text.slice(0, 200) || 'The answer had no body.',
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
