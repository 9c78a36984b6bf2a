import type { FastifyInstance } from 'fastify'
import { serveScripts } from './scripts.ts'

/** Pages of all origins may load the scripts, because they contain no secrets. */
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
    // After an upgrade of the server, a page may run the old inbox for this long.
    cacheControl: 'public, max-age=300',
  })
}
