import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { StreamItem } from '../operations/operation.ts'
import { logStream } from './access-log.ts'
import { socketOf } from './connections.ts'
import { isCatalogueError } from './errors.ts'
import { Outbox } from './outbox.ts'

/** Bytes that may wait behind the frame on its way to a reader. */
const backlogBound = 1024 * 1024

/** Milliseconds of silence after which the system asks whether the client is still there. */
const keepAliveDelay = 5000

/** Milliseconds after which a reader is disconnected that takes nothing of what waits for it. */
const stallTimeout = 5000

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // A connection that waits for another request would keep a server from stopping.
  connection: 'close',
  // Proxies that buffer responses would hold events back.
  'x-accel-buffering': 'no',
}

const frames = new WeakMap<object, Buffer>()

/** An item in the event stream format (HTML Standard §9.2.5), encoded once for all who get it. */
function frameOf({ cursor, event }: StreamItem): Buffer {
  const id = cursor === undefined ? '' : `id: ${cursor}\n`
  if (!event) return Buffer.from(`${id}\n`)
  const known = frames.get(event)
  if (known) return known
  const frame = Buffer.from(`${id}event: ${event.type}\ndata: ${event.json}\n\n`)
  frames.set(event, frame)
  return frame
}

/** Groups of what is sent together. */
export type StreamItems = AsyncIterable<StreamItem[]>

/**
 * Answers with a stream of server-sent events, until the items end or the reader has gone, which the signal
 * tells. Resolves with its beginning; where not even the first item comes, it throws like any other answer
 * that fails.
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
    // An outage of the database is logged once, not for each stream that it ends.
    if (!isCatalogueError(error) || error.code !== 'unavailable') reply.log.error(error)
    logEnd('error')
  })
  return reply
}

/** Sends the head of the response alone, for HEAD: with a body it would never end. */
export function sendStreamHead(reply: FastifyReply): FastifyReply {
  const headers = reply.getHeaders() as Record<string, string>
  reply
    .hijack()
    .raw.writeHead(200, { ...headers, ...streamHeaders })
    .end()
  return reply
}

/** Sends the items; returns why the stream ended. */
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
    // Frees the memory of a client that vanished while nothing was on its way to it.
    if (raw.socket) socketOf(raw.socket).setKeepAlive(true, keepAliveDelay)
    // The end of the connection is the end of the stream: chunks would only cost.
    raw.useChunkedEncodingByDefault = false
    raw.writeHead(200, { ...headers, ...streamHeaders })
    for (let next = first; !next.done && !raw.destroyed; next = await iterator.next()) {
      outbox.send(next.value.map(frameOf))
      reason = closingReason(next.value) ?? reason
      if (outbox.backlog > backlogBound) cutOff('too slow')
      else if (next.value.some(({ awaitDrain }) => awaitDrain)) await outbox.flushed()
    }
    // What still waits is sent before the end.
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

/** The reason that the last event of a stream gives, if it is among the items. */
function closingReason(items: StreamItem[]): string | undefined {
  const event = items.at(-1)?.event
  return event?.type === 'closed' ? JSON.parse(event.json).reason : undefined
}
