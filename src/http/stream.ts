import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { StreamItem } from '../operations/operation.ts'

/** Unsent bytes at which a reader who does not read is cut off. */
const bufferBound = 1024 * 1024

/** Milliseconds after which a reader is cut off who takes nothing of what waits. */
const patience = 5000

const frames = new WeakMap<object, Buffer>()

/** An item in the event stream format (HTML Standard §9.2.5), encoded once for all who get it. */
function frameOf({ cursor, event }: StreamItem): Buffer {
  if (!event) return Buffer.from(`id: ${cursor}\n\n`)
  const known = frames.get(event)
  if (known) return known
  const frame = Buffer.from(`id: ${cursor}\nevent: ${event.type}\ndata: ${event.json}\n\n`)
  frames.set(event, frame)
  return frame
}

/**
 * Answers with a stream of server-sent events, until the items end or the reader has gone. Where not even
 * the first item comes, it throws like any other answer that fails.
 */
export async function sendEventStream(
  reply: FastifyReply,
  items: AsyncIterable<StreamItem>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]()
  let next = await iterator.next()
  const { raw } = reply.hijack()
  try {
    raw.setTimeout(patience, () => {
      if (raw.writableLength > 0) raw.destroy()
    })
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A connection that waits for another request would keep a server from stopping.
      connection: 'close',
      // Proxies that buffer answers would hold events back.
      'x-accel-buffering': 'no',
    })
    for (; !next.done && !raw.destroyed; next = await iterator.next()) {
      const isFlushed = raw.write(frameOf(next.value))
      if (raw.writableLength > bufferBound) raw.destroy()
      else if (next.value.patient && !isFlushed) await flushed(raw)
    }
    raw.end()
  } catch (error) {
    reply.log.error(error)
    raw.destroy()
  } finally {
    await iterator.return?.()
  }
}

/** Waits until the reader has taken what was written, or has gone. */
const flushed = (raw: ServerResponse) =>
  new Promise<void>((resolve) => {
    if (raw.destroyed) return resolve()
    const done = () => {
      raw.off('drain', done)
      raw.off('close', done)
      resolve()
    }
    raw.on('drain', done)
    raw.on('close', done)
  })
