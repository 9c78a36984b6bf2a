import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { failure } from '../errors.ts'
import { sendText, staticFile } from './static-files.ts'

export interface DocsOptions {
  /** Folder of the built docs page. */
  site: URL
  /** The file of the bundled document. */
  document: (name: 'openapi.json' | 'openapi.yaml') => URL
}

const pageTypes = {
  'index.html': 'text/html; charset=utf-8',
  'redoc.js': 'text/javascript; charset=utf-8',
  'show.js': 'text/javascript; charset=utf-8',
}

const documentTypes = {
  'openapi.json': 'application/json',
  'openapi.yaml': 'application/yaml; charset=utf-8',
}

/** The server URL in the document on disk. */
const localServer = 'http://127.0.0.1:8080'

/** Serves the docs page at `/docs` and the document at `/openapi.json` and `/openapi.yaml`. */
export function serveDocs(server: FastifyInstance, { site, document }: DocsOptions): void {
  // The page's links are relative to `/docs/`.
  for (const url of ['/', '/docs'])
    server.get(url, (_request, reply) => reply.redirect('/docs/index.html'))
  for (const [name, type] of Object.entries(pageTypes)) {
    const send = staticFile(new URL(name, site), type)
    server.get(`/docs/${name}`, (request, reply) => send(request, reply).catch(notBuilt(name)))
  }
  for (const [name, type] of Object.entries(documentTypes)) {
    const file = document(name as keyof typeof documentTypes)
    server.get(`/${name}`, async (request, reply) => {
      const text = await readFile(file, 'utf8').catch(notBuilt(name))
      return sendText(request, reply.type(type), text.replace(localServer, originOf(request)))
    })
  }
}

const notBuilt = (name: string) => (error: Error) => {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  throw failure('not-found', `${name} is not built. \`npm run docs\` builds the docs page.`)
}

/** The server URL as the client sees it: from `Host`, or from the headers of a trusted proxy. */
function originOf({ host, protocol }: FastifyRequest): string {
  // Do not put an invalid host into the document (RFC 3986 §3.2.2).
  const isHost = /^([a-z\d](?:[a-z\d.-]{0,252})|\[[a-f\d:.]{2,45}\])(:\d{1,5})?$/i.test(host)
  if (!isHost) return localServer
  return `${protocol === 'https' ? 'https' : 'http'}://${host}`
}
