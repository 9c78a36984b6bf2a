import { lookup } from 'node:dns'
import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { LookupFunction } from 'node:net'
import { urlToHttpOptions } from 'node:url'
import { type AddressRule, addressIn } from './addresses.ts'

// Not import statements: see http/connections.
const http = process.getBuiltinModule('node:http')
const https = process.getBuiltinModule('node:https')

export interface SenderOptions {
  url: string
  rule: AddressRule
  /** Max milliseconds of a request, from the look-up of the name to the end of the response. */
  timeout: number
  /** Max connections. */
  concurrency: number
}

/** The result of an attempt. */
export interface Outcome {
  /** The HTTP status; null if there was no response. */
  status: number | null
  /** Why it failed; null if it did not. */
  error: string | null
  /** Milliseconds. */
  duration: number
  /** The first KB of the response. */
  response: string
  /** The response's header. */
  retryAfter: string | undefined
}

/** Max bytes of a response that are read, so that its connection can be used again. */
const maxResponse = 64 * 1024

/** Max bytes of a response that are kept. */
const maxKept = 1024

/** Milliseconds after which an unused connection is closed. */
const maxIdle = 60_000

/** Sends requests to one endpoint, over connections that are kept alive. */
export class Sender {
  readonly #options: SenderOptions
  readonly #url: URL
  readonly #agent: Agent
  readonly #target: RequestOptions
  readonly #running = new Set<ClientRequest>()

  constructor(options: SenderOptions) {
    const { concurrency, rule } = options
    this.#options = options
    this.#url = new URL(options.url)
    const kept = { keepAlive: true, maxSockets: concurrency, maxFreeSockets: concurrency }
    const agent = { ...kept, timeout: maxIdle, scheduling: 'lifo' as const }
    const isPlain = this.#url.protocol === 'http:'
    this.#agent = isPlain ? new http.Agent(agent) : new https.Agent(agent)
    this.#target = {
      ...urlToHttpOptions(this.#url),
      method: 'POST',
      agent: this.#agent,
      lookup: checkedLookup(isPlain ? rule.isListed : rule.allows),
    }
  }

  /** Posts the body. Never rejects. */
  async send(body: string, headers: Record<string, string>): Promise<Outcome> {
    const start = performance.now()
    const attempt = () => this.#post(body, headers)
    const retried = (error: unknown) =>
      error instanceof StaleConnection ? attempt() : raise(error)
    const outcome =
      this.#refusal() ??
      (await attempt()
        .catch(retried)
        .catch((error: Error) => failed(reasonOf(error))))
    return { ...outcome, duration: Math.round(performance.now() - start) }
  }

  /** Ends the running requests. Their results are not known. */
  abort(): void {
    for (const request of this.#running) request.destroy()
  }

  /** Closes the connections that are not in use. */
  close(): void {
    this.#agent.destroy()
  }

  /** Node does not call `lookup` for a host that is an address. */
  #refusal(): Omit<Outcome, 'duration'> | undefined {
    const { protocol, hostname } = this.#url
    const { rule } = this.#options
    const address = addressIn(hostname)
    if (address === undefined) return undefined
    const isAllowed = protocol === 'http:' ? rule.isListed(address) : rule.allows(address)
    return isAllowed ? undefined : failed(refused(address))
  }

  #post(body: string, headers: Record<string, string>): Promise<Omit<Outcome, 'duration'>> {
    const { timeout } = this.#options
    const send = this.#url.protocol === 'http:' ? http.request : https.request
    return new Promise((resolve, reject) => {
      const request = send({
        ...this.#target,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Parley-Webhooks/1.0',
          ...headers,
        },
      })
      this.#running.add(request)
      const late = new Error(`There was no response within ${timeout / 1000} seconds.`)
      const timer = setTimeout(() => request.destroy(late), timeout)
      let response: IncomingMessage | undefined
      const chunks: Buffer[] = []
      let size = 0
      const end = () => {
        clearTimeout(timer)
        if (response) resolve(outcomeOf(response, Buffer.concat(chunks)))
      }
      request.on('response', (message) => {
        response = message
        message.on('data', (chunk: Buffer) => {
          if (size < maxKept) chunks.push(chunk.subarray(0, maxKept - size))
          size += chunk.length
          if (size > maxResponse) request.destroy()
        })
        // An interrupted response still has a status.
        message.on('error', () => undefined)
        message.on('close', end)
      })
      request.on('error', (error) => {
        // The response follows, then the connection closes.
        if (response) return
        clearTimeout(timer)
        const isReset = 'code' in error && error.code === 'ECONNRESET'
        reject(request.reusedSocket && isReset ? new StaleConnection(error.message) : error)
      })
      request.on('close', () => {
        this.#running.delete(request)
        if (!response) reject(new Error('The connection was closed before a response.'))
        clearTimeout(timer)
      })
      // As text, so that Node writes it together with the headers.
      request.end(body)
    })
  }
}

/** The endpoint closed an unused connection at the moment it was used again. */
class StaleConnection extends Error {}

const raise = (error: unknown) => {
  throw error
}

const failed = (error: string): Omit<Outcome, 'duration'> => ({
  status: null,
  error,
  response: '',
  retryAfter: undefined,
})

const refused = (address: string) =>
  `The address ${address} may not be called. The setting WEBHOOK_ALLOW of the server lists networks that may.`

/** Looks up a name, and omits the addresses that may not be called. Fails if no address remains. */
const checkedLookup =
  (isAllowed: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const allowed = addresses.filter(({ address }) => isAllowed(address))
      const [first] = allowed
      if (!first) return callback(new Error(refused(addresses[0]?.address ?? hostname)), '', 0)
      if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }

function outcomeOf(response: IncomingMessage, head: Buffer): Omit<Outcome, 'duration'> {
  const status = response.statusCode ?? 0
  const isSuccess = status >= 200 && status < 300
  const isRedirect = status >= 300 && status < 400
  return {
    status,
    error: isSuccess
      ? null
      : isRedirect
        ? `The endpoint redirected with ${status}; redirects are not followed.`
        : `The endpoint responded with ${status}.`,
    // No stored text can have a NUL.
    response: new TextDecoder().decode(head, { stream: true }).replaceAll('\0', '\u{fffd}'),
    retryAfter: response.headers['retry-after'],
  }
}

function reasonOf(error: Error): string {
  // If a name has several addresses, the reasons are in `errors`.
  const [first] = error instanceof AggregateError ? error.errors : [error]
  return `${first instanceof Error ? first.message : first}`.slice(0, 500)
}
