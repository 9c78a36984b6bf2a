import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import type { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import type { S3Place } from './s3-place.ts'

/** Milliseconds without a byte after which a request has failed. */
const maxSilence = 30_000

/** Max further attempts after an error of the server or of the connection. */
const maxRetries = 2

export interface S3Request {
  method: 'PUT' | 'GET' | 'DELETE'
  key: string
  headers?: Record<string, string>
  /** Writes the body, once for each attempt. */
  body?: (request: Writable) => Promise<void>
}

/** The server has refused a request. */
export class S3Error extends Error {
  readonly status: number
  /** The code of the S3 API, such as `NoSuchKey`. */
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(`${status} ${code}${message && `: ${message}`}`)
    this.status = status
    this.code = code
  }
}

class ServerSilent extends Error {
  override message = 'The server does not respond.'
}

/** Sends signed requests to a bucket. */
export class S3Requests {
  readonly #place: S3Place
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }
  /** The signing keys of the day. */
  readonly #cache = new Map<string, ArrayBuffer>()

  constructor(place: S3Place) {
    this.#place = place
  }

  /** Resolves with a successful response, whose body the caller must read. Rejects with an `S3Error` or an error of the connection. */
  async send(request: S3Request): Promise<http.IncomingMessage> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#sendOnce(request)
      } catch (error) {
        if (attempt === maxRetries || !mayPass(error)) throw error
        await setTimeout(Math.random() * 200 * 2 ** attempt)
      }
    }
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  async #sendOnce({ method, key, headers = {}, body }: S3Request): Promise<http.IncomingMessage> {
    const { base, region, accessKeyId, secretAccessKey, sessionToken } = this.#place
    const signed = await new AwsV4Signer({
      method,
      url: base + key,
      headers,
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      cache: this.#cache,
    }).sign()
    const protocol = signed.url.protocol as 'http:' | 'https:'
    const { request } = protocol === 'http:' ? http : https
    const options = { method, headers: Object.fromEntries(signed.headers) }
    const sent = request(signed.url, { ...options, agent: this.#agents[protocol] })
    sent.setTimeout(maxSilence, () => sent.destroy(new ServerSilent()))
    const responded = once(sent, 'response')
    // A later error is one of the response.
    sent.on('error', () => undefined)
    // If the body fails, the request fails too, unless a response has refused the request before.
    if (body)
      body(sent).then(
        () => sent.end(),
        (error) => sent.destroy(error),
      )
    else sent.end()
    const [response] = (await responded) as [http.IncomingMessage]
    const status = response.statusCode ?? 0
    if (status < 200 || status > 299) throw await refusal(status, response)
    // A slow reader may pause the response for longer.
    sent.setTimeout(0)
    return response
  }
}

/** Whether another attempt may succeed. A request that timed out is not tried again. */
const mayPass = (error: unknown) =>
  error instanceof S3Error
    ? error.status >= 500 || error.status === 429
    : !(error instanceof ServerSilent)

async function refusal(status: number, response: http.IncomingMessage): Promise<S3Error> {
  const xml = await text(response)
  const [code = 'Error', message = ''] = ['Code', 'Message'].map(
    (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1],
  )
  return new S3Error(status, code, message)
}
