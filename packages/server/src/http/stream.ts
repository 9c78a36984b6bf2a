import type { FastifyBaseLogger, FastifyReply } from 'fastify'
import type { EventStream, StreamItem, StreamReceiver } from '../operations/operation.ts'
import { logStream } from './access-log.ts'
import { isCatalogueError } from './errors.ts'
import { Outbox } from './outbox.ts'

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // A kept-alive connection would delay a shutdown.
  connection: 'close',
  // A proxy that buffers responses would delay events.
  'x-accel-buffering': 'no',
}

const headersOf = (reply: FastifyReply) => ({
  ...(reply.getHeaders() as Record<string, string>),
  ...streamHeaders,
})

/**
 * Sends a stream of server-sent events until it ends or the client has disconnected. Resolves when it has started. If
 * getting the first item fails, it throws, and the response is a normal error.
 */
export async function sendEventStream(
  reply: FastifyReply,
  stream: EventStream,
): Promise<FastifyReply> {
  const { log, raw } = reply
  raw.on('close', () => stream.end())
  if (raw.destroyed) stream.end()
  try {
    const beginning = (await stream.open())[Symbol.asyncIterator]()
    const first = await beginning.next()
    const outbox = new Outbox(reply.hijack().raw, headersOf(reply))
    releaseHeaders(reply)
    void new Delivery(outbox, stream, logStream(reply), log).begin(beginning, first)
  } catch (error) {
    await stream.close()
    throw error
  }
  return reply
}

/** Sends only the headers, for HEAD. */
export function sendStreamHead(reply: FastifyReply): FastifyReply {
  reply.hijack().raw.writeHead(200, headersOf(reply)).end()
  return reply
}

const noHeaders = {}
const noRawHeaders: string[] = []

/** Node keeps a request until its response ends. The headers of a browser take two kilobytes. */
function releaseHeaders({ request: { raw } }: FastifyReply): void {
  raw.headers = noHeaders
  raw.rawHeaders = noRawHeaders
}

/**
 * Sends a stream to a client. It uses callbacks: a pending async function for each stream would use memory while
 * nothing happens.
 */
class Delivery implements StreamReceiver {
  readonly #outbox: Outbox
  readonly #stream: EventStream
  readonly #logEnd: (reason: string) => void
  readonly #log: FastifyBaseLogger

  constructor(
    outbox: Outbox,
    stream: EventStream,
    logEnd: (reason: string) => void,
    log: FastifyBaseLogger,
  ) {
    this.#outbox = outbox
    this.#stream = stream
    this.#logEnd = logEnd
    this.#log = log
  }

  async begin(
    beginning: AsyncIterator<StreamItem[]>,
    first: IteratorResult<StreamItem[]>,
  ): Promise<void> {
    try {
      for (let next = first; !next.done && !this.#outbox.isClosed; next = await beginning.next()) {
        this.#outbox.send(next.value)
        if (next.value.some(({ awaitDrain }) => awaitDrain)) await this.#outbox.flushed()
      }
      this.#stream.follow(this)
    } catch (error) {
      // An outage of the database is logged once, not for each stream.
      if (!isCatalogueError(error) || error.code !== 'unavailable') this.#log.error(error)
      this.#outbox.destroy()
      await this.#close('error')
    }
  }

  send(items: StreamItem[]): void {
    this.#outbox.send(items)
  }

  end(): void {
    void this.#outbox.end().then((reason) => this.#close(reason))
  }

  async #close(reason: string): Promise<void> {
    await this.#stream.close()
    this.#logEnd(reason)
  }
}
