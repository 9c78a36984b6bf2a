import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { StreamItem } from '../operations/operation.ts'
import { logStream } from './access-log.ts'
import { socketOf } from './connections.ts'
import { isCatalogueError } from './errors.ts'
import { Outbox } from './outbox.ts'

/** Max bytes that wait while a frame is being sent. */
const backlogBound = 1024 * 1024

/** Milliseconds without traffic after which the operating system probes the connection. */
const keepAliveDelay = 5000

/** Milliseconds after which a client that reads nothing is disconnected. */
const stallTimeout = 5000

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // A kept-alive connection would delay a shutdown.
  connection: 'close',
  // A proxy that buffers responses would delay events.
  'x-accel-buffering': 'no',
}

const frames = new WeakMap<object, Buffer>()

/** An item in the event stream format (HTML Standard §9.2.5), encoded once for all streams. */
function frameOf({ cursor, event }: StreamItem): Buffer {
  const id = cursor === undefined ? '' : `id: ${cursor}\n`
  if (!event) return Buffer.from(`${id}\n`)
  const known = frames.get(event)
  if (known) return known
  const frame = Buffer.from(`${id}event: ${event.type}\ndata: ${event.json}\n\n`)
  frames.set(event, frame)
  return frame
}

/** Groups of items that are sent together. */
export type StreamItems = AsyncIterable<StreamItem[]>

/**
 * Sends a stream of server-sent events until the items end or the signal reports that the client has disconnected.
 * Resolves when the stream has started. If getting the first item fails, it throws, and the response is a normal error.
 */
export async function sendEventStream(
  reply: FastifyReply,
  open: (signal: AbortSignal) => Promise<StreamItems>,
): Promise<FastifyReply> {
  const gone = new AbortController()
  reply.raw.on('close', () => gone.abort())
  if (reply.raw.destroyed) gone.abort()
  const iterator = (await open(gone.signal))[Symbol.asyncIterator]()
  const first = await iterator.next()
  const headers = reply.getHeaders() as Record<string, string>
  const logEnd = logStream(reply)
  send(reply.hijack().raw, headers, iterator, first).then(logEnd, (error) => {
    // An outage of the database is logged once, not for each stream.
    if (!isCatalogueError(error) || error.code !== 'unavailable') reply.log.error(error)
    logEnd('error')
  })
  return reply
}

/** Sends only the headers, for HEAD. */
export function sendStreamHead(reply: FastifyReply): FastifyReply {
  const headers = reply.getHeaders() as Record<string, string>
  reply
    .hijack()
    .raw.writeHead(200, { ...headers, ...streamHeaders })
    .end()
  return reply
}

/** Sends the items. Returns why the stream ended. */
async function send(
  raw: ServerResponse,
  headers: Record<string, string>,
  iterator: AsyncIterator<StreamItem[]>,
  first: IteratorResult<StreamItem[]>,
): Promise<string> {
  const outbox = new Outbox(raw)
  let reason = 'disconnected'
  const cutOff = (why: string) => {
    reason = why
    raw.destroy()
  }
  try {
    raw.setTimeout(stallTimeout, () => {
      if (raw.writableLength > 0) cutOff('stalled')
    })
    // Detects a client that disappeared while nothing was being sent.
    if (raw.socket) socketOf(raw.socket).setKeepAlive(true, keepAliveDelay)
    // The stream ends with the connection, so chunked encoding is not needed.
    raw.useChunkedEncodingByDefault = false
    raw.writeHead(200, { ...headers, ...streamHeaders })
    for (let next = first; !next.done && !raw.destroyed; next = await iterator.next()) {
      const hasOptional = next.value.some(({ isOptional }) => isOptional)
      const isSlow = hasOptional && (await outbox.isWaiting())
      if (raw.destroyed) break
      outbox.send(next.value.filter(({ isOptional }) => !isOptional || !isSlow).map(frameOf))
      reason = closingReason(next.value) ?? reason
      if (outbox.backlog > backlogBound) cutOff('too slow')
      else if (next.value.some(({ awaitDrain }) => awaitDrain)) await outbox.flushed()
    }
    // Send what is still waiting.
    await outbox.flushed()
    raw.end()
    return reason
  } catch (error) {
    raw.destroy()
    throw error
  } finally {
    await iterator.return?.()
  }
}

/** The reason in the `closed` event, if it is among the items. */
function closingReason(items: StreamItem[]): string | undefined {
  const event = items.at(-1)?.event
  return event?.type === 'closed' ? JSON.parse(event.json).reason : undefined
}
