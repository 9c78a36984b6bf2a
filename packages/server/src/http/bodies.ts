import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { type Duplex, Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FieldPath } from '../base/json-pointer.ts'
import type { Fault } from '../operations/operation.ts'
import { failure, malformed } from './errors.ts'
import type { Operation } from './operation.ts'

export const formType = 'multipart/form-data'

const typeOf = (body: Operation['body']) => (body?.form ? formType : 'application/json')

export const wrongType = (body: Operation['body']) =>
  failure('unsupported-media-type', `The body must be ${typeOf(body)}.`)

/** Throws a 415 if the operation takes a body of another type. */
export function assertBodyType(body: Operation['body'], type: string): void {
  if (body && typeOf(body) !== type) throw wrongType(body)
}

// Invalid UTF-8 is refused, not replaced (RFC 8259 §8.1).
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads bodies of `application/json`, and of no other type. An empty body is read as no body. */
export function readJsonBodies(server: FastifyInstance): void {
  // Without a body, ignore the content type; Fastify would refuse an unknown one.
  server.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const length = headers['content-length'] ?? '0'
    if (length === '0' && headers['transfer-encoding'] === undefined) delete headers['content-type']
    done()
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      assertBodyType(request.routeOptions.config.operation?.body ?? null, 'application/json')
      const coding = request.headers['content-encoding']
      if (coding !== undefined && coding !== 'identity')
        throw failure('unsupported-media-type', 'The body must have no content encoding.')
      return bytes.length === 0 ? undefined : parsed(bytes)
    },
  )
}

function parsed(bytes: Buffer): unknown {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw malformed('body', 'Must be UTF-8.')
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed('body', `Malformed JSON: ${(error as Error).message}.`)
  }
}

/** Max depth of nested arrays and objects. Deeper ones could overflow the stack. */
const maxDepth = 64

const tooDeep = Symbol('too deep')

/**
 * Returns the first part of a parsed JSON value that cannot be stored unchanged; undefined if there is none. A number
 * such as `1e999` becomes infinity, which JSON does not have; a lone surrogate cannot be encoded in UTF-8.
 */
export function jsonFault(value: unknown): Fault | undefined {
  const found = firstFault(value, 0)
  return found === tooDeep
    ? { field: [], why: `Must not be nested deeper than ${maxDepth} levels.` }
    : found
}

function firstFault(value: unknown, depth: number): Fault | typeof tooDeep | undefined {
  if (typeof value === 'string')
    return value.isWellFormed() ? undefined : { field: [], why: notUnicode }
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : { field: [], why: 'Must be a finite number.' }
  if (value === null || typeof value !== 'object') return undefined
  if (depth === maxDepth) return tooDeep
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const fault = firstFault(value[index], depth + 1)
      if (fault) return within(index, fault)
    }
    return undefined
  }
  for (const key in value) {
    const fault = key.isWellFormed()
      ? firstFault((value as Record<string, unknown>)[key], depth + 1)
      : { field: [], why: `Key ${JSON.stringify(key)} is not well-formed Unicode.` }
    if (fault) return within(key, fault)
  }
  return undefined
}

const within = (key: FieldPath[number], fault: Fault | typeof tooDeep) =>
  fault === tooDeep ? fault : { field: [key, ...fault.field], why: fault.why }

const notUnicode = 'Must be well-formed Unicode: it has a lone surrogate.'

/**
 * Sends JSON without the charset that the framework adds. JSON has no such parameter (RFC 8259 §11), and generated
 * clients in Go compare the whole type with the document's: with a charset, they would recognize none of the two 400
 * responses of `putUsers`.
 */
export function sendBareJsonTypes(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    const type = String(reply.getHeader('content-type'))
    if (type.includes('json;')) reply.header('content-type', type.slice(0, type.indexOf(';')))
    done(null, payload)
  })
}

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()
const unlimited = new WeakSet<IncomingMessage>()

/**
 * Calls `end` with the connection of a request that has not arrived after `seconds`. Node can do so only with one limit for
 * all requests, and uploads need a longer one.
 */
export function endLateRequests(
  server: FastifyInstance,
  seconds: number,
  end: (connection: Duplex) => void,
): void {
  const limit = (raw: IncomingMessage) => {
    if (raw.complete || raw.destroyed || unlimited.has(raw)) return
    const timer = setTimeout(() => raw.complete || end(raw.socket), seconds * 1000).unref()
    timers.set(raw, timer)
    raw.once('close', () => clearTimeout(timer))
  }
  let arriving: IncomingMessage[] = []
  const limitAll = () => {
    const all = arriving
    arriving = []
    for (const raw of all) limit(raw)
  }
  server.addHook('onRequest', (request, _reply, done) => {
    // Most bodies arrive with their headers, so they need no timer. In the next tick, Node has handed over the body but not
    // the end of the request.
    if (!isWhole(request) && arriving.push(request.raw) === 1) setImmediate(limitAll)
    done()
  })
}

/** Removes the time limit of this request. Only the limit for all requests applies. */
export function allowToBeLate(request: IncomingMessage): void {
  unlimited.add(request)
  clearTimeout(timers.get(request))
}

/** Whether all of the request has arrived. An inner call has no connection, so it cannot be late. */
export const isWhole = ({ raw }: FastifyRequest): boolean =>
  !(raw.socket instanceof Socket) ||
  raw.complete ||
  (raw.headers['transfer-encoding'] === undefined && (raw.headers['content-length'] ?? '0') === '0')

/** Max bytes to read of a body that is not needed. A client that sends more may lose the response. */
export const maxDiscarded = 16 * 1024 * 1024

/**
 * Reads the rest of a body that a response did not wait for, such as a 401 or a 413, before the response ends. Closing
 * a connection with unread bytes resets it (RFC 9112 §9.6). A client that is still sending would then not see the
 * response. The request timeout limits the duration.
 */
export function drainUnreadBodies(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (isWhole(request) || !(typeof payload === 'string' || Buffer.isBuffer(payload)))
      return done(null, payload)
    // Sends the headers now, since the headers of a response without a body would wait too.
    if (request.method === 'HEAD') {
      reply.header('connection', 'close')
      return done(null, payload)
    }
    reply.header('content-length', Buffer.byteLength(payload))
    done(null, Readable.from(payloadThenDrain(payload, request), { objectMode: false }))
  })
}

async function* payloadThenDrain(payload: string | Buffer, { raw }: FastifyRequest) {
  yield payload
  let discarded = 0
  try {
    for await (const chunk of raw) {
      discarded += (chunk as Buffer).length
      // Leaving the loop destroys the connection.
      if (discarded > maxDiscarded) return
    }
  } catch {
    // The client has disconnected.
  }
}
