import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { DispatchFunc } from 'light-my-request'
import type { MakeCall } from '../operations/operation.ts'

/** Headers of a request that its inner calls inherit. The others are about its own body and connection. */
const inherited = ['authorization', 'host', 'x-forwarded-for']
const versions = ['talkjs-rest-version', 'parley-version']

/** Makes API calls inside a request. Each is handled like a separate request. */
export function innerCalls(server: FastifyInstance) {
  const counted = new WeakSet<IncomingMessage>()
  return {
    /** Requests that the rate limit has counted already. */
    counted,

    /** Makes calls as the caller of the request, which itself counts as the first call. */
    from({ raw }: FastifyRequest): MakeCall {
      let calls = 0
      return async ({ method, url, body, version }) => {
        const names = version === undefined ? [...inherited, ...versions] : inherited
        const headers = names.flatMap((name) => {
          const value = raw.headers[name]
          return value === undefined ? [] : [[name, value] as const]
        })
        const dispatch: DispatchFunc = (request, response) => {
          if (calls === 0) counted.add(request)
          calls += 1
          server.routing(request, response)
        }
        const { default: inject } = await import('light-my-request')
        const response = await inject(dispatch, {
          method,
          url,
          remoteAddress: raw.socket.remoteAddress ?? '',
          headers: {
            ...Object.fromEntries(headers),
            ...(version !== undefined && { 'talkjs-rest-version': version }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { payload: JSON.stringify(body) }),
        })
        return { status: response.statusCode, body: response.json() }
      }
    },
  }
}
