import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'
import { onTestFinished } from 'vitest'

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown

/** Starts a proxy between a client and a server. Returns its base URL. By default it is closed when the test ends. */
export async function startGateway(
  answer: Answer,
  onEnd: (end: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const gateway = createServer(answer).listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  onEnd(async () => {
    gateway.close()
    gateway.closeAllConnections()
  })
  return `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
}

/** Forwards the request, with the given body or the rest of its own body, and returns the response. */
export async function forward(
  asked: IncomingMessage,
  url: string,
  body?: Buffer,
): Promise<IncomingMessage> {
  const { method = '', headers } = asked
  const sent = request(url, { method, headers })
  const response = once(sent, 'response')
  if (body) sent.end(body)
  else pipeline(asked, sent, () => {})
  return (await response)[0]
}

/** Forwards the response as it arrives. If one connection breaks, the other is closed too. */
export function forwardResponse(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, answer.headers)
  pipeline(answer, response, () => {})
}
