import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { maxDiscarded, wrongType } from './bodies.ts'
import { type CatalogueError, catalogue, failure, malformed } from './errors.ts'

import type { Operation } from './operation.ts'
import { problem, problemHeaders, problemType } from './problems.ts'

/** Maps Fastify's errors to the catalogue; undefined if the error is a bug. */
export function fromFastifyError(
  error: Error & { code?: string; statusCode?: number },
  operation: Operation | undefined,
) {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return failure('payload-too-large', 'The body is larger than 1 MiB.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return wrongType(operation?.body ?? null)
    case 'FST_ERR_BAD_URL':
      return malformed('path', 'Is not a valid URL path.')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return malformed('path', 'A part of the path is longer than any id.')
  }
  const isClients = error.statusCode !== undefined && error.statusCode < 500
  return isClients ? malformed('body', `${error.message}.`) : undefined
}

/** Refuses malformed or late requests, and closes the connection. */
export function refuseMalformedHttp(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isResponding(socket) || isUnused(socket))
    return void socket.destroy()
  endWithProblem(socket, malformed('request', malformations[error.code ?? ''] ?? notHttp))
}

const notHttp = 'Is not valid HTTP.'

/** Node's error code for a late request. */
export const lateRequest = Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })

const malformations: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'The URL and headers together are larger than 16 KiB.',
  ERR_HTTP_REQUEST_TIMEOUT: 'Did not arrive in time.',
}

/** Sends a problem on a connection without a Fastify response, and closes it. */
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

/** Max milliseconds for a client to read the last response on a connection. */
const lingerTimeout = 5000

/** Sends the last bytes on a connection, and closes it when the client has received them. */
function lingeringEnd(socket: Duplex, bytes: string): void {
  // The parser must not read on: it would refuse every further packet again.
  socket.removeAllListeners('data').removeAllListeners('end')
  let discarded = 0
  socket.on('data', (chunk: Buffer) => {
    discarded += chunk.length
    if (discarded > maxDiscarded) socket.destroy()
  })
  const timer = setTimeout(() => socket.destroy(), lingerTimeout).unref()
  socket.once('close', () => clearTimeout(timer))
  socket.end(bytes)
}

/** Whether nothing has arrived. The client would take a response for the response to its first request. */
const isUnused = (socket: Duplex): boolean => (socket as Socket).bytesRead === 0

/** Whether a response has started on the connection. A second response would look like a part of the first. */
const isResponding = (socket: Duplex): boolean =>
  // The same check as in Node's default handler of malformed requests.
  (socket as Socket & { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent ===
  true
