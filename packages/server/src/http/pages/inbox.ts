import type { FastifyInstance } from 'fastify'
import { serveScripts } from './scripts.ts'

/** Pages of all origins may load the scripts: these contain nothing secret. */
const open = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
}

/** Serves the elements as the module script `/inbox.js`, and what it imports at `/inbox/…`, from the folder. */
export function serveInbox(server: FastifyInstance, site: URL): void {
  serveScripts(server, {
    site,
    name: 'inbox',
    title: 'the inbox',
    headers: open,
    // For so long, a page may run an old inbox after an upgrade of the server.
    cacheControl: 'public, max-age=300',
  })
}
