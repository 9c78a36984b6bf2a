import type { FastifyInstance, FastifyRequest } from 'fastify'
import { failure } from '../errors.ts'
import { scriptPolicy } from './scripts.ts'
import { type SendFile, staticFile } from './static-files.ts'

export interface DemoOptions {
  /** Folder of the built demo page. */
  site: URL
  /** Returns the data that the page needs to sign in. */
  open: () => Promise<object>
}

const policy = scriptPolicy("img-src 'self' blob: data:", "media-src 'self' blob:")

const files = {
  '/demo': ['index.html', 'text/html; charset=utf-8'],
  '/demo/demo.js': ['demo.js', 'text/javascript; charset=utf-8'],
  '/demo/demo.css': ['demo.css', 'text/css; charset=utf-8'],
} as const

const headers = {
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** Serves the demo page to browsers on the same machine. For all others it does not exist. */
export function serveDemo(server: FastifyInstance, { site, open }: DemoOptions): void {
  for (const [url, [name, type]] of Object.entries(files)) {
    const send: SendFile = staticFile(new URL(`demo/${name}`, site), type, headers)
    server.get(url, (request, reply) => {
      assertLocal(request)
      return send(request, reply).catch(notBuilt)
    })
  }
  server.post('/demo/session', async (request, reply) => {
    assertLocal(request)
    return reply.header('cache-control', 'no-store').send(await open())
  })
}

/** Another site can send its visitors here, also through a domain that it points to 127.0.0.1. */
function assertLocal(request: FastifyRequest): void {
  const { headers, raw, url } = request
  const names = Object.keys(headers)
  const isDirect = !names.some((name) => /^(x-forwarded-|x-real-ip$|forwarded$|via$)/.test(name))
  const origin = headers.origin ?? `http://${headers.host}`
  const isOwn =
    isLocalHost(headers.host) &&
    origin === `http://${headers.host}` &&
    ['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined)
  if (isLoopback(raw.socket.remoteAddress) && isDirect && isOwn) return
  throw failure('not-found', `There is nothing at ${url.split('?')[0]}.`)
}

const isLoopback = (address = '') => /^((::ffff:)?127\.[\d.]+|::1)$/.test(address)

const isLocalHost = (host = '') => /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host)

const notBuilt = (error: NodeJS.ErrnoException): never => {
  if (error.code !== 'ENOENT') throw error
  throw failure('not-found', 'The demo is not built. `npm run docs` builds it.')
}
