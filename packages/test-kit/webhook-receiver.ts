import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request to a webhook. */
export interface ReceivedDelivery {
  path: string
  headers: IncomingMessage['headers']
  /** The id of the event, its type and its data. */
  id: string
  type: string
  data: Record<string, { id: string }>
  /** Whether the request was answered with 2xx. */
  isAccepted: boolean
}

export type Respond = (delivery: ReceivedDelivery, response: ServerResponse) => void

const accept: Respond = (_, response) => response.writeHead(204).end()

/** Starts a receiver of webhooks on this machine. `respond` sends the response; default 204. */
export async function webhookReceiver(respond = accept) {
  const received: ReceivedDelivery[] = []
  const accepted: ReceivedDelivery[] = []
  const listeners = new Set<() => void>()
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    const { url: path = '', headers } = request
    const delivery: ReceivedDelivery = { path, headers, ...JSON.parse(body), isAccepted: false }
    received.push(delivery)
    response.on('finish', () => {
      delivery.isAccepted = response.statusCode < 300
      if (delivery.isAccepted) accepted.push(delivery)
      for (const listener of listeners) listener()
    })
    respond(delivery, response)
  }
  // A request is cut off when its sender is killed.
  const server = createServer((request, response) => void answer(request, response).catch(() => 0))
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    /** The deliveries that were answered with 2xx, in the order of the responses. */
    accepted,
    /** Resolves when the deliveries that were accepted fulfil the condition. */
    async until(isEnough: (accepted: readonly ReceivedDelivery[]) => boolean, timeout = 60_000) {
      await new Promise<void>((resolve, reject) => {
        const check = () => {
          if (!isEnough(accepted)) return
          clearTimeout(timer)
          listeners.delete(check)
          resolve()
        }
        const timer = setTimeout(() => {
          listeners.delete(check)
          reject(new Error(`Only ${accepted.length} of ${received.length} were accepted.`))
        }, timeout)
        listeners.add(check)
        check()
      })
      return accepted
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

export type WebhookReceiver = Awaited<ReturnType<typeof webhookReceiver>>

/**
 * Returns what is wrong with the accepted deliveries of `message.sent`. Each of the sent messages must be among them.
 * The first deliveries must be in the order of each conversation. Repeated deliveries must have the same event id.
 */
export function deliveryFaults(
  accepted: readonly ReceivedDelivery[],
  sent: ReadonlyMap<string, string[]>,
): string[] {
  const faults: string[] = []
  const eventIds = new Map<string, string>()
  const first = new Map<string, string[]>()
  for (const { id, data } of accepted) {
    const [message = '', conversation = ''] = [data.message?.id, data.conversation?.id]
    const known = eventIds.get(message)
    const messages = first.get(conversation) ?? []
    first.set(conversation, messages)
    if (known === undefined) messages.push(message)
    else if (known !== id) faults.push(`${message} was the event ${known}, and then ${id}`)
    eventIds.set(message, id)
  }
  if (new Set(eventIds.values()).size < eventIds.size) faults.push('two messages have one event id')
  for (const [conversation, messages] of sent) {
    const missing = messages.filter((message) => !eventIds.has(message))
    if (missing.length > 0) faults.push(`${missing.length} messages of ${conversation} are missing`)
    else if (`${first.get(conversation)}` !== `${messages}`)
      faults.push(`the messages of ${conversation} are out of order`)
  }
  return faults
}
