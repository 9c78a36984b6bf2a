import type { FastifyReply } from 'fastify'
import { jsonPointer } from '../base/json-pointer.ts'
import { boundedFaults, type CatalogueError, catalogue, type RequestFault } from './errors.ts'
import type { Operation } from './operation.ts'

export const problemType = 'application/problem+json'

/** The body of an error response: a problem document (RFC 9457), with the place and reason of each fault of a 400. */
export function problem(error: CatalogueError, operation?: Operation) {
  const { status, title } = catalogue[error.code]
  const common = { type: `urn:parley:problem:${error.code}`, title, status }
  if (error.code !== 'invalid-request') return { ...common, detail: error.message }
  const faults = boundedFaults(error.faults ?? [], ({ field: [item = ''] }) => String(item))
  const errors = byPlace(faults, (fault) => placeOf(fault, operation))
  return { ...common, detail: detailOf(errors) || error.message, errors }
}

/** Max places in `detail`; `errors` has all of them. */
const maxNamed = 20

function detailOf(errors: Record<string, string[]>): string {
  const all = Object.entries(errors).map(([place, whys]) =>
    place === '#' ? whys.join(' ') : `${place}: ${whys.join(' ')}`,
  )
  const more = all.length - maxNamed
  return [...all.slice(0, maxNamed), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

/** The place of a fault: `path/userId`, `query/limit`, or a JSON pointer into the body as a URI fragment. */
function placeOf({ in: location, field }: RequestFault, operation: Operation | undefined): string {
  const known = location ?? parameterOf(field[0], operation)?.in ?? 'body'
  return `${known === 'body' ? '#' : known}${known === 'body' ? jsonPointer(field) : named(field)}`
}

const parameterOf = (name: unknown, operation: Operation | undefined) =>
  operation?.parameters.find((parameter) => parameter.name === name)

/** The name of a parameter, followed by a path into its value. */
const named = ([name, ...inside]: RequestFault['field']) =>
  name === undefined ? '' : `/${name}${jsonPointer(inside)}`

/**
 * The body of a 400 that lists the faults by the body's own keys; undefined if a fault is outside of the items.
 */
function faultsByKey(faults: readonly RequestFault[]) {
  if (!areInItems(faults)) return undefined
  const keyed = Map.groupBy(
    boundedFaults(faults, ({ field: [key] }) => String(key)),
    ({ field: [key] }) => String(key),
  )
  return Object.fromEntries(
    [...keyed].map(([key, some]) => [
      key,
      byPlace(some, ({ field }) => `#${jsonPointer(field.slice(1))}`),
    ]),
  )
}

/** Whether all faults are inside items of the body. */
export const areInItems = (faults: readonly RequestFault[]): boolean =>
  faults.length > 0 &&
  faults.every(({ in: location = 'body', field }) => location === 'body' && field.length > 0)

function byPlace<T extends RequestFault>(faults: readonly T[], placeOf: (fault: T) => string) {
  const places = Map.groupBy(faults, placeOf)
  return Object.fromEntries(
    [...places].map(([place, some]) => [place, [...new Set(some.map(({ why }) => why))]]),
  )
}

/** The headers of an error response (RFC 9110 §11.6.1, §15.5.6 and §10.2.3). */
export function problemHeaders(error: CatalogueError): Record<string, string> {
  const { status } = catalogue[error.code]
  if (status === 401) return { 'www-authenticate': challenge(error) }
  if (status === 405) return { allow: error.allow ?? '' }
  if (status === 416) return { 'content-range': `bytes */${error.size}` }
  if (status === 429 || status === 503) return { 'retry-after': String(error.retryAfter ?? 1) }
  return {}
}

/** RFC 6750 §3: a request without a token gets no error code. */
const challenge = ({ code, message }: CatalogueError) =>
  code === 'token-missing'
    ? 'Bearer'
    : `Bearer error="invalid_token", error_description="${message.replaceAll(/["\\]/g, "'")}"`

export function sendProblem(
  reply: FastifyReply,
  error: CatalogueError,
  operation?: Operation,
): FastifyReply {
  const keyed = operation?.faultsByKey ? faultsByKey(error.faults ?? []) : undefined
  if (keyed && error.code === 'invalid-request') return reply.code(400).send(keyed)
  const { status } = catalogue[error.code]
  return reply
    .code(status)
    .headers(problemHeaders(error))
    .type(problemType)
    .send(problem(error, operation))
}

/** An error that is not in the catalogue is a bug. Its cause is only logged. */
export const sendDefect = (reply: FastifyReply): FastifyReply =>
  reply.code(500).type(problemType).send({
    type: 'urn:parley:problem:internal',
    title: 'Internal server error',
    status: 500,
    detail: 'The server failed to process the request. The reason is in its log.',
  })
