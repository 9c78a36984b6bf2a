import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Contract } from './conforms.ts'
import type { Violation } from './diff.ts'
import { parsed, type SentRequest } from './exchange.ts'
import { createOrderCheck, type Ordered } from './order.ts'
import type { Delivery, ReceiveOptions, Receiver, Replies } from './receiver.ts'

/**
 * Starts a receiver of webhooks that checks every delivery. It checks the method, content type, headers and body
 * against the operation of the document's `webhooks`, with no properties that the document does not name. It checks the
 * signature with the function `verify`, that an id stands for one event, and the order.
 *
 * @param contract The contract that deliveries are checked against.
 * @throws If the port is in use.
 *
 * @example
 * import { createContract, receive } from '@openparley/contract'
 *
 * const contract = createContract(JSON.parse(await readFile('openapi.json', 'utf8')))
 * await using receiver = await receive(contract)
 * await fetch(receiver.url, {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ type: 'pet.born', name: 7 }),
 * })
 * console.log(contract.rendered(receiver.violations))
 */
export async function receive(contract: Contract, options: ReceiveOptions = {}): Promise<Receiver> {
  const { host = '127.0.0.1', port = 0, eventOf, verify, onDelivery } = options
  const { idOf = ({ request }) => request.headers.get('webhook-id') ?? undefined } = options
  const { identityOf = ({ request }) => request.body, orderOf = () => undefined } = options
  let replies: Replies = options.reply ?? 204
  const source = contract.sourceOf('/webhooks')
  const order = createOrderCheck(source)
  const deliveries: Delivery[] = []
  /** Deliveries that got their reply, or lost their connection. */
  const settled: Delivery[] = []
  const waiting = new Set<{ look: () => void; fail: (error: Error) => void }>()
  let end: Error | undefined

  const stop = (error: Error) => {
    end ??= error
    for (const { fail } of waiting) fail(end)
  }

  /** Checks a delivery at its arrival. */
  function begin(request: SentRequest, rawBody: Delivery['rawBody']) {
    const { webhook, violations } = contract.conformsDelivery(request, eventOf?.(request))
    const delivery: Delivery = {
      event: webhook?.name,
      request,
      rawBody,
      value: parsed(request.body),
      id: undefined,
      receivedAt: Date.now(),
      status: undefined,
      violations,
    }
    delivery.id = idOf(delivery)
    const place = orderOf(delivery)
    const ordered = { id: delivery.id, place, identity: identityOf(delivery) }
    const operation = webhook?.id ?? 'the webhook'
    for (const fault of order.begin(ordered)) violations.push({ ...fault, operation, status: 0 })
    deliveries.push(delivery)
    return { delivery, ordered, operation }
  }

  async function signatureViolations(
    { rawBody, request }: Delivery,
    operation: string,
  ): Promise<Violation[]> {
    const expected = 'a signature that can be verified'
    const violation = (got: unknown) => [
      { operation, status: 0, pointer: 'signature', expected, source, got },
    ]
    try {
      return (await verify?.(rawBody, request.headers)) === false ? violation(false) : []
    } catch (error) {
      return violation(error instanceof Error ? error.message : String(error))
    }
  }

  function settle(
    delivery: Delivery,
    ordered: Ordered,
    { writableFinished, statusCode }: ServerResponse,
  ) {
    if (writableFinished) delivery.status = statusCode
    order.end(ordered, writableFinished && statusCode >= 200 && statusCode < 300)
    settled.push(delivery)
    onDelivery?.(delivery)
    for (const { look } of waiting) look()
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const rawBody = await bodyOf(incoming)
    // The sender has closed the connection before the end of the body.
    if (!rawBody) return
    const { delivery, ordered, operation } = begin(requestOf(incoming, rawBody), rawBody)
    response.once('close', () => settle(delivery, ordered, response))
    delivery.violations.push(...(await signatureViolations(delivery, operation)))
    const given = typeof replies === 'function' ? await replies(delivery) : replies
    const reply = typeof given === 'number' ? { status: given } : given
    const respond = () => {
      if (reply.hangUp) response.destroy()
      else response.writeHead(reply.status ?? 204, reply.headers).end(reply.body)
    }
    if (!reply.delay) return respond()
    const timer = setTimeout(respond, reply.delay)
    response.once('close', () => clearTimeout(timer))
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error) => {
      stop(error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  const { port: own } = server.address() as AddressInfo

  const close = async () => {
    stop(new Error('The receiver is closed.'))
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  return {
    url: options.url ?? `http://${host.includes(':') ? `[${host}]` : host}:${own}/`,
    deliveries,
    get violations() {
      return deliveries.flatMap(({ violations }) => violations)
    },
    get unaccepted() {
      return order.unaccepted()
    },
    reply(next) {
      replies = next
    },
    first: (matches) =>
      new Promise((resolve, reject) => {
        const entry = {
          look() {
            const found = settled.find(matches)
            if (!found) return
            waiting.delete(entry)
            resolve(found)
          },
          fail: reject,
        }
        waiting.add(entry)
        entry.look()
        if (end) reject(end)
      }),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The whole body; undefined if the connection is closed before its end. */
async function bodyOf(incoming: IncomingMessage): Promise<Delivery['rawBody'] | undefined> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of incoming) chunks.push(chunk)
  } catch {
    return undefined
  }
  return new Uint8Array(Buffer.concat(chunks))
}

function requestOf(incoming: IncomingMessage, rawBody: Uint8Array): SentRequest {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(incoming.headersDistinct))
    for (const value of values) headers.append(name, value)
  return {
    method: incoming.method ?? '',
    url: URL.parse(`http://${headers.get('host')}${incoming.url}`)?.href ?? 'http://localhost/',
    headers,
    body: new TextDecoder().decode(rawBody),
  }
}
