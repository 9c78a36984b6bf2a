import type { FastifyInstance, FastifyRequest } from 'fastify'
import { failure } from './errors.ts'
import { malformed } from './framework-errors.ts'

// Bytes that are no UTF-8 are refused, not replaced: text is kept as sent or not at all (RFC 8259 §8.1).
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads bodies of `application/json`, and of nothing else. An empty body is none. */
export function readJsonBodies(server: FastifyInstance): void {
  // The type of no body says nothing; the framework would refuse those it does not know all the same.
  server.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const length = headers['content-length'] ?? '0'
    if (length === '0' && headers['transfer-encoding'] === undefined) delete headers['content-type']
    done()
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      const coding = request.headers['content-encoding']
      if (coding !== undefined && coding !== 'identity')
        throw failure('unsupported-media-type', 'The body must have no content encoding.')
      return bytes.length === 0 ? undefined : parsed(bytes)
    },
  )
}

function parsed(bytes: Buffer): unknown {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw malformed('body', 'Must be UTF-8.')
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed('body', `Malformed JSON: ${(error as Error).message}.`)
  }
}
