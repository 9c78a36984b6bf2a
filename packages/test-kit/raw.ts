import { once } from 'node:events'
import { connect } from 'node:net'
import type { RunningServer } from '../server/src/compose/start.ts'

/** A response as it was received, byte by byte. */
export interface RawResponse {
  status: number
  headers: Headers
  body: string
}

/**
 * Sends the bytes on a new connection, and returns everything that the server sends until it closes it. For requests that
 * `fetch` would correct or refuse to send.
 */
export async function sendRaw(
  { baseUrl }: Pick<RunningServer, 'baseUrl'>,
  bytes: string | Buffer,
): Promise<RawResponse> {
  const { hostname, port } = new URL(baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.write(bytes)
  await once(socket, 'close')
  return responseFrom(Buffer.concat(chunks).toString())
}

/** The last response in `text`. Earlier responses are interim ones (RFC 9110 §15.2). */
function responseFrom(text: string): RawResponse {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1])
  if (status < 200) return responseFrom(rest.join('\r\n\r\n'))
  const headers = new Headers()
  for (const line of lines) {
    const [name = '', ...value] = line.split(':')
    headers.append(name, value.join(':').trim())
  }
  return { status, headers, body: rest.join('\r\n\r\n') }
}

export interface RawOptions {
  body?: string | Buffer
  /** Undefined headers are left out. */
  headers?: Record<string, string | undefined>
}

/** Options of `requestBytes`. */
export function requestHeaders(
  { secretKey }: Pick<RunningServer, 'secretKey'>,
  { body, headers }: RawOptions = {},
): [name: string, value: string][] {
  const all = {
    Host: 'localhost',
    Authorization: `Bearer ${secretKey}`,
    Connection: 'close',
    ...(body !== undefined && {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
    }),
    ...headers,
  }
  return Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined)
}

/** The bytes of a request with the server's key, on a connection that closes after it. */
export function requestBytes(
  server: Pick<RunningServer, 'secretKey'>,
  method: string,
  target: string,
  options: RawOptions = {},
): Buffer {
  const lines = requestHeaders(server, options).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`
  return Buffer.concat([Buffer.from(head), Buffer.from(options.body ?? '')])
}

/** A body in one chunk (RFC 9112 §7.1), with the headers that go with it. */
export const chunked = (text: string): RawOptions => ({
  body: `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`,
  headers: { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' },
})
