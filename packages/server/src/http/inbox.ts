import type { FastifyInstance } from 'fastify'
import { failure } from './errors.ts'
import { type SendFile, staticFile } from './static-files.ts'

/** Pages of all origins may load the scripts: these contain nothing secret. */
const open = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
}

const scripts = 'text/javascript; charset=utf-8'

/** For how long a page may run an old inbox after an upgrade of the server. */
const brief = { ...open, 'cache-control': 'public, max-age=300' }

/** The name of an imported file contains a hash of its content. */
const forEver = { ...open, 'cache-control': 'public, max-age=31536000, immutable' }

/** Serves the elements as the module script `/inbox.js`, and what it imports at `/inbox/…`, from the folder. */
export function serveInbox(server: FastifyInstance, site: URL): void {
  const entry = staticFile(new URL('inbox.js', site), scripts, brief)
  const imported = new Map<string, SendFile>()

  server.get('/inbox.js', (request, reply) =>
    entry(request, reply).catch(notFound('`npm run docs` builds the inbox.')),
  )
  server.get('/inbox/:file', (request, reply) => {
    const { file } = request.params as { file: string }
    const missing = notFound(`There is nothing at /inbox/${file}.`)
    if (!/^[\w-]+\.js$/.test(file)) return missing({ code: 'ENOENT' })
    const send = imported.get(file) ?? staticFile(new URL(`inbox/${file}`, site), scripts, forEver)
    return send(request, reply).then((sent) => {
      // Only files that exist are remembered.
      imported.set(file, send)
      return sent
    }, missing)
  })
}

const notFound = (detail: string) => (error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  throw failure('not-found', detail)
}
