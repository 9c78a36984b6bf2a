import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Download } from '../operations/operation.ts'
import { failure } from './errors.ts'

/**
 * How long clients may cache a file. Its bytes never change, but it can be deleted: after that, a cache must not return
 * it for long, and a shared cache not at all.
 */
const cacheControl = 'private, max-age=3600, immutable'

/**
 * Browsers must not guess another type than the server's, and must not run scripts of the file in the server's origin.
 */
const safety = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
}

/** Sends a file or the part of it that the client asks for, or a 304 (RFC 9110 §13 and §14). */
export async function sendDownload(
  { method, headers }: FastifyRequest,
  reply: FastifyReply,
  { size, type, hash, filename, isInline, open }: Download,
): Promise<FastifyReply> {
  const tag = `"${hash}"`
  const known = { etag: tag, 'cache-control': cacheControl }
  if (isAmong(headers['if-none-match'], tag)) return reply.code(304).headers(known).send()
  const isPartWanted = headers['if-range'] === undefined || headers['if-range'] === tag
  const range = isPartWanted ? rangeIn(headers.range, size) : undefined
  if (range && range.start > range.end)
    throw failure('range-not-satisfiable', `The file has only ${size} bytes.`, { size })
  // Loaded only if needed.
  const { create } = await import('content-disposition')
  const disposition = create(filename, { type: isInline ? 'inline' : 'attachment' })
  const bytes = method === 'HEAD' ? null : await open(range)
  if (bytes === undefined) throw failure('not-found', 'The file was deleted.')
  const { start, end } = range ?? { start: 0, end: size - 1 }
  reply.code(range ? 206 : 200).headers({
    ...known,
    ...safety,
    'content-type': type,
    'content-length': end - start + 1,
    'content-disposition': disposition,
    'accept-ranges': 'bytes',
    ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
  })
  if (bytes) return reply.send(bytes)
  // Fastify would send the length of the empty body.
  const all = reply.getHeaders() as Record<string, string>
  reply.hijack().raw.writeHead(reply.statusCode, all).end()
  return reply
}

/** Whether a list of entity tags has the tag (RFC 9110 §13.1.2). */
const isAmong = (list: string | undefined, tag: string): boolean =>
  (list ?? '')
    .split(',')
    .some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)

/**
 * The first and the last byte of the only range of the header. The first is greater than the last if the file has none
 * of the bytes.
 * Undefined if the header must be ignored (RFC 9110 §14.2).
 */
function rangeIn(
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') {
    const start = Math.max(0, size - Number(last))
    return { start: Number(last) === 0 ? size : start, end: size - 1 }
  }
  const [start, end] = [Number(first), last === '' ? size - 1 : Number(last)]
  if (last !== '' && end < start) return undefined
  return { start, end: Math.min(end, size - 1) }
}
