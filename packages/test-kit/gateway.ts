import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown

/** Something between a client and a server, as proxies are. Answers its base URL; it ends with the test. */
export async function startGateway(answer: Answer): Promise<string> {
  const gateway = createServer(answer).listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  onTestFinished(() => {
    gateway.close()
    gateway.closeAllConnections()
  })
  return `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
}

/** Sends the request on, and resolves with the answer. */
export async function passOn(
  { method = '', headers }: IncomingMessage,
  url: string,
  body: Buffer,
): Promise<IncomingMessage> {
  const [answer] = await once(request(url, { method, headers }).end(body), 'response')
  return answer
}

export function sendBack(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, answer.headers)
  answer.pipe(response)
}
