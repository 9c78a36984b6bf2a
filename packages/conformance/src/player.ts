import { setTimeout } from 'node:timers/promises'
import type { Contract, Verdict } from '@openparley/contract/internal/conforms'
import type { Violation } from '@openparley/contract/internal/diff'
import {
  examplesOf,
  isObject,
  mediaType,
  type Operation,
} from '@openparley/contract/internal/document'
import { type Exchange, parsed, streamType } from '@openparley/contract/internal/exchange'
import { type OpenStream, readStream } from '@openparley/contract/internal/stream'
import { checkExchange } from './batch.ts'
import { bodyText, bodyType, contentTypeOf } from './call-body.ts'
import { callLine } from './call-line.ts'
import type { Step } from './step.ts'
import { bearerOf, type Credentials } from './tokens.ts'

/** A server, and an app on it. */
export interface Target extends Credentials {
  baseUrl: string
  fetch?: ((request: Request) => Promise<Response>) | undefined
  /** Checks each exchange. Default: against the document. */
  judge?: ((exchange: Exchange) => Verdict) | undefined
  /** The time in Unix milliseconds. Default: the system's clock. */
  now?: (() => number) | undefined
}

/** The contents of a call, without its operation. */
export interface Call {
  path?: Record<string, string> | undefined
  query?: Record<string, string> | undefined
  headers?: Record<string, string> | undefined
  /** The text of the body. Default: no body. */
  body?: string | undefined
  /** The bearer token; null for none. Default: a token that the operation accepts. */
  token?: string | null | undefined
  /** The user of a user token. */
  as?: string | undefined
}

export interface Played extends Verdict {
  exchange: Exchange
  /** The JSON of the response; undefined if its body is not JSON. */
  value: unknown
}

/** Enough for a minute of calls. */
const maxTries = 1200

const isRunning = ({ value }: Played) => isObject(value) && value.state === 'running'

export type Player = ReturnType<typeof createPlayer>

/**
 * Makes calls to a target and checks the responses. `names` maps ids of the document's examples to the ids that are
 * sent instead. Ids of sent messages and tokens of files are added to the map.
 */
export function createPlayer(
  contract: Contract,
  target: Target,
  names = new Map<string, string>(),
) {
  const { fetch = globalThis.fetch, judge = (exchange) => checkExchange(contract, exchange) } =
    target
  const renamed = (values: Record<string, string> = {}) =>
    Object.entries(values).map(([key, value]) => [key, names.get(value) ?? value] as const)

  /** Replaces the names in a JSON text. */
  const renamedText = (text: string) =>
    [...names].reduce(
      (all, [name, other]) =>
        all
          .replaceAll(JSON.stringify(name), JSON.stringify(other))
          // In the path of a call in a batch.
          .replaceAll(`/${name}"`, `/${other}"`)
          .replaceAll(`/${name}/`, `/${other}/`),
      text,
    )

  async function send(operation: Operation, given: Call): Promise<Played> {
    const call = { ...given, body: given.body && renamedText(given.body) }
    const request = await requestOf(operation, call)
    const exchange = await exchanged(request, call.body ?? '')
    return { ...judge(exchange), exchange, value: parsed(exchange.response.body ?? '') }
  }

  async function requestOf(operation: Operation, call: Call): Promise<Request> {
    const path = new Map([['appId', target.appId], ...renamed(call.path)])
    const url = new URL(
      operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
        encodeURIComponent(path.get(name) ?? ''),
      ),
      target.baseUrl,
    )
    for (const [name, value] of renamed(call.query)) url.searchParams.set(name, value)
    const [scheme] = operation.security
    const user = call.as ?? '12081'
    const own = { subject: names.get(user) ?? user, now: (target.now ?? Date.now)() }
    const token =
      call.token === undefined && scheme ? await bearerOf(scheme, target, own) : call.token
    const headers = new Headers(call.headers)
    if (token) headers.set('authorization', `Bearer ${token}`)
    if (call.body !== undefined && !headers.has('content-type'))
      headers.set('content-type', contentTypeOf(operation))
    return new Request(url, {
      method: operation.method,
      headers,
      ...(call.body !== undefined && { body: call.body }),
    })
  }

  async function exchanged(request: Request, body: string): Promise<Exchange> {
    const { method, url, headers } = request
    const response = await fetch(request)
    const isStream = mediaType(response.headers.get('content-type')) === streamType
    if (isStream) await response.body?.cancel()
    return {
      request: { method, url, headers, body },
      response: {
        status: response.status,
        headers: response.headers,
        body: isStream ? undefined : await response.text(),
      },
    }
  }

  /** Opens a stream of server-sent events. Its exchange has no body yet. */
  async function open(
    operation: Operation,
    call: Call = {},
  ): Promise<{ stream: OpenStream; exchange: Exchange }> {
    const request = await requestOf(operation, call)
    const { method, url, headers } = request
    const response = await fetch(request)
    const { status } = response
    if (status !== 200) throw new Error(`${operation.id} returned ${status}`)
    const answer = { status, headers: response.headers, body: undefined }
    const exchange = { request: { method, url, headers, body: '' }, response: answer }
    return { stream: readStream(response), exchange }
  }

  /** Makes the call of one step. A status that the step expects counts as documented for this call only. */
  async function play(step: Step): Promise<Played> {
    const operation = contract.operations.find(({ id }) => id === step.operation)
    if (!operation) throw new Error(`The document has no operation ${step.operation}`)
    const call = {
      path: step.path,
      query: step.query,
      headers: step.headers,
      body: bodyOf(operation, step),
      token: step.anonymous ? null : undefined,
      as: step.as,
    }
    let played = await send(operation, call)
    for (let tries = 0; step.settles && tries < maxTries && isRunning(played); tries += 1) {
      await setTimeout(50)
      played = await send(operation, call)
    }
    const { status } = played.exchange.response
    const expected = step.status ?? 200
    const violations = [...played.violations]
    if (status !== expected && status !== step.may)
      violations.push(unexpected(operation, step, played, expected))
    if (status === 200) {
      const { data = played.value } = isObject(played.value) ? played.value : {}
      const sent = [data].flat()
      for (const [index, name] of (step.gives ?? []).entries()) {
        const {
          id,
          attachmentToken = id,
          code = attachmentToken,
        } = isObject(sent[index]) ? sent[index] : {}
        if (typeof code === 'string') names.set(name, code)
      }
    }
    return { ...played, violations }
  }

  function bodyOf(operation: Operation, { example, body }: Step): string | undefined {
    if (typeof body === 'string') return body
    if (example === undefined) return body === undefined ? undefined : bodyText(operation, body)
    const media = operation.body?.object.content[bodyType(operation)]
    const found = examplesOf(contract.document, media).find(({ key }) => key === example)
    if (!found) throw new Error(`${operation.id} has no request example ${example}`)
    return bodyText(operation, found.value)
  }

  function unexpected(
    operation: Operation,
    step: Step,
    { exchange }: Played,
    expected: number,
  ): Violation {
    const { status, body } = exchange.response
    return {
      operation: operation.id,
      status,
      pointer: 'status',
      expected: `${expected} for ${step.example ? `the example ${step.example}` : callLine(exchange.request)}`,
      source: contract.sourceOf(`${operation.pointer}/responses/${expected}`),
      got: parsed(body ?? '') ?? body,
    }
  }

  return { target, names, send, open, play }
}
