import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { failure } from './errors.ts'

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  yaml: 'application/yaml; charset=utf-8',
}

export interface DocsOptions {
  /** Folder of the built docs page. */
  site: URL
  /** The file of the bundled document. */
  document: (name: 'openapi.json' | 'openapi.yaml') => URL
}

/** Serves the docs page at `/docs` and the document at `/openapi.json` and `/openapi.yaml`. */
export function serveDocs(server: FastifyInstance, { site, document }: DocsOptions): void {
  const serve = (url: string, name: string, file: URL) =>
    server.get(url, async (_request, reply) => {
      const text = await readFile(file).catch(() => {
        throw failure('not-found', `${name} is not built. \`npm run docs\` builds the docs page.`)
      })
      return reply.type(types[name.split('.').at(-1) ?? ''] ?? 'text/plain').send(text)
    })
  // The page's links are relative to `/docs/`.
  server.get('/docs', (_request, reply) => reply.redirect('/docs/index.html'))
  for (const name of ['index.html', 'redoc.js', 'show.js'])
    serve(`/docs/${name}`, name, new URL(name, site))
  for (const name of ['openapi.json', 'openapi.yaml'] as const)
    serve(`/${name}`, name, document(name))
}
