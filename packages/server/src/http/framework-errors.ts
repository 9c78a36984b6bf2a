import type { Duplex } from 'node:stream'
import { type CatalogueError, catalogue, failure, type RequestFault } from './errors.ts'
import { isResponding, lingeringEnd } from './lingering.ts'
import { problem, problemHeaders, problemType } from './problems.ts'

/** What the framework's own refusals mean in our catalogue; undefined where it is a defect. */
export function translated(error: Error & { code?: string; statusCode?: number }) {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return failure('payload-too-large', 'The body is larger than 1 MiB.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return failure('unsupported-media-type', 'The body must be application/json.')
    case 'FST_ERR_BAD_URL':
      return malformed('path', 'Is not a valid URL path.')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return malformed('path', 'A part of the path is longer than any id.')
  }
  const isClients = error.statusCode !== undefined && error.statusCode < 500
  return isClients ? malformed('body', `${error.message}.`) : undefined
}

/** A request that cannot be read, and in which part; `name` is the header's. */
export const malformed = (location: RequestFault['in'], why: string, name?: string) =>
  failure('invalid-request', why, {
    faults: [{ in: location, field: name === undefined ? [] : [name], why }],
  })

/** Refuses bytes that are not an HTTP request, or not in time, and closes the connection. */
export function refuseMalformedHttp(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isResponding(socket))
    return void socket.destroy()
  endWithProblem(socket, malformed('request', malformations[error.code ?? ''] ?? notHttp))
}

const notHttp = 'Is not valid HTTP.'

const malformations: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'The URL and headers together are larger than 16 KiB.',
  ERR_HTTP_REQUEST_TIMEOUT: 'Did not arrive in time.',
}

/** Sends a problem on a connection that the framework does not respond on, and closes it. */
export function endWithProblem(socket: Duplex, error: CatalogueError): void {
  const body = JSON.stringify(problem(error))
  const { status, title } = catalogue[error.code]
  const headers = {
    ...problemHeaders(error),
    'content-type': problemType,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  lingeringEnd(socket, [`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n'))
}
