import type { FastifyInstance } from 'fastify'
import { failure } from '../errors.ts'
import { type SendFile, staticFile } from './static-files.ts'

export interface ScriptOptions {
  /** The folder that `npm run docs` builds. */
  site: URL
  /** The name of the entry, without `.js`, and the folder of the modules that it imports. */
  name: string
  /** Its name in the error of a missing build. */
  title: string
  /** Headers of all files. */
  headers: Record<string, string>
  /** How long the entry can be cached. */
  cacheControl: string
}

const type = 'text/javascript; charset=utf-8'

/** The Content-Security-Policy of a page that runs only such scripts. `more` has further directives. */
export const scriptPolicy = (...more: string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    ...more,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ')

/** The name of an imported file contains a hash of its content. */
const forEver = 'public, max-age=31536000, immutable'

/** Serves a bundled module script at `/<name>.js`, and what it imports at `/<name>/…`. */
export function serveScripts(server: FastifyInstance, options: ScriptOptions): void {
  const { site, name, title, headers, cacheControl } = options
  const cached = (value: string) => ({ ...headers, 'cache-control': value })
  const entry = staticFile(new URL(`${name}.js`, site), type, cached(cacheControl))
  const imported = new Map<string, SendFile>()

  server.get(`/${name}.js`, (request, reply) => entry(request, reply).catch(notBuilt(title)))
  server.get(`/${name}/:file`, (request, reply) => {
    const { file } = request.params as { file: string }
    const missing = notFound(`There is nothing at /${name}/${file}.`)
    if (!/^[\w-]+\.js$/.test(file)) return missing({ code: 'ENOENT' })
    const url = new URL(`${name}/${file}`, site)
    const send = imported.get(file) ?? staticFile(url, type, cached(forEver))
    return send(request, reply).then((sent) => {
      // Only files that exist are cached.
      imported.set(file, send)
      return sent
    }, missing)
  })
}

/** Returns a function that throws an error that says how to build the missing files. */
export const notBuilt = (title: string) => notFound(`\`npm run docs\` builds ${title}.`)

const notFound = (detail: string) => (error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  throw failure('not-found', detail)
}
