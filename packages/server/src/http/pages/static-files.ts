import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

type Coding = 'br' | 'gzip' | 'identity'

interface LoadedFile {
  /** Identifies the version of the file on disk. */
  version: string
  hash: string
  bodies: Record<Coding, Buffer>
}

const brotli = promisify(brotliCompress)
const gunzippable = promisify(gzip)

const hashOf = (bytes: string | Buffer) =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 22)

/** Sends a file or a 304. Rejects if it does not exist. */
export type SendFile = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** Without other headers, clients must revalidate the file: it may change with a new version of the server. */
const revalidated = { 'cache-control': 'no-cache' }

/** Returns a function that sends the file, which is compressed only once. */
export function staticFile(
  file: URL,
  type: string,
  headers: Record<string, string> = revalidated,
): SendFile {
  let loading: Promise<LoadedFile> | undefined
  const load = async (version: string): Promise<LoadedFile> => {
    const identity = await readFile(file)
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
    const [br, gz] = await Promise.all([
      brotli(identity, quality),
      gunzippable(identity, { level: 9 }),
    ])
    return { version, hash: hashOf(identity), bodies: { br, gzip: gz, identity } }
  }
  return async (request, reply) => {
    const { mtimeMs, size } = await stat(file)
    const version = `${mtimeMs} ${size}`
    if ((await loading)?.version !== version) loading = load(version)
    const { hash, bodies } = await (loading as Promise<LoadedFile>)
    const coding = bestCoding(request.headers['accept-encoding'])
    if (coding !== 'identity') reply.header('content-encoding', coding)
    // A compressed body is another representation with its own ETag (RFC 9110 §8.8.3.3).
    return sendTagged(
      request,
      reply.type(type).headers({ ...headers, vary: 'Accept-Encoding' }),
      `"${hash}-${coding}"`,
      bodies[coding],
    )
  }
}

/** Sends a text with its ETag, or a 304. */
export const sendText = (request: FastifyRequest, reply: FastifyReply, text: string) =>
  sendTagged(request, reply.headers(revalidated), `"${hashOf(text)}"`, text)

function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  body: string | Buffer,
): FastifyReply {
  reply.header('etag', tag)
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim())
  if (known?.some((one) => one === '*' || one.replace(/^W\//, '') === tag))
    return reply.code(304).removeHeader('content-type').removeHeader('content-encoding').send()
  return reply.send(body)
}

/** The best content coding that the client accepts (RFC 9110 §12.5.3). */
function bestCoding(accepted = ''): Coding {
  const qualities = new Map(
    accepted.split(',').map((part) => {
      const [name = '', ...parameters] = part.toLowerCase().split(';')
      const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean)
      return [name.trim(), Number(quality ?? 1)]
    }),
  )
  const takes = (coding: Coding) => (qualities.get(coding) ?? qualities.get('*') ?? 0) > 0
  return (['br', 'gzip'] as const).find(takes) ?? 'identity'
}
