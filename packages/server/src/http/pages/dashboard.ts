import type { FastifyInstance } from 'fastify'
import { notBuilt, scriptPolicy, serveScripts } from './scripts.ts'
import { staticFile } from './static-files.ts'

const policy = scriptPolicy("img-src 'self' data:")

const scripts = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}

const page = {
  ...scripts,
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
}

const files = {
  '/dashboard': ['index.html', 'text/html; charset=utf-8'],
  '/dashboard/page.css': ['page.css', 'text/css; charset=utf-8'],
} as const

/** Serves the dashboard from the folder. The dashboard is an ordinary client of the API, without special rights. */
export function serveDashboard(server: FastifyInstance, site: URL): void {
  for (const [url, [name, type]] of Object.entries(files)) {
    const send = staticFile(new URL(`dashboard/${name}`, site), type, page)
    server.get(url, (request, reply) => send(request, reply).catch(notBuilt('the dashboard')))
  }
  serveScripts(server, {
    site,
    name: 'dashboard',
    title: 'the dashboard',
    headers: scripts,
    cacheControl: 'no-cache',
  })
}
