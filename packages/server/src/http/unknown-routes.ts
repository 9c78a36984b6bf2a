import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type CatalogueError, failure } from './errors.ts'

/**
 * Refuses requests without a route before their body is read. Call it before the routes are added, so that it can collect
 * them. Returns a function that gives the error for a request that does not reach the routes.
 */
export function refuseUnknownRoutes(server: FastifyInstance) {
  const methods = new Map<string, { pattern: RegExp; allow: Set<string> }>()

  server.addHook('onRoute', ({ url, method }) => {
    const source = url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')
    const route = methods.get(url) ?? { pattern: new RegExp(`^${source}/?$`), allow: new Set() }
    // OPTIONS is only for preflights of web pages.
    for (const one of [method].flat()) if (one !== 'OPTIONS') route.allow.add(one)
    methods.set(url, route)
  })

  /** 405 if the path has other methods (RFC 9110 §15.5.6), else 404. */
  const refusal = (method: string, url: string): CatalogueError => {
    const [path = ''] = url.split('?')
    const route = [...methods.values()].find(({ pattern }) => pattern.test(path))
    if (!route) return failure('not-found', `There is nothing at ${path}.`)
    const allow = [...route.allow].join(', ')
    const detail = `${method} is not allowed here. Allowed: ${allow}.`
    return failure('method-not-allowed', detail, { allow })
  }

  const refuse = ({ method, url }: FastifyRequest): never => {
    throw refusal(method, url)
  }
  server.setNotFoundHandler(refuse)
  server.addHook('onRequest', ({ is404, method, url }, _reply, done) =>
    done(is404 ? refusal(method, url) : undefined),
  )
  return refusal
}
