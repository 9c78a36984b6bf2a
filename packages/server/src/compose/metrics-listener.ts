import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves the text of the metrics on a separate port. Rejects if it cannot listen. */
export async function listenForMetrics(
  { host, port }: { host: string; port: number },
  read: () => Promise<{ type: string; text: string }>,
  onError: (error: unknown) => void,
): Promise<{ url: string; close: () => Promise<void> }> {
  const respond = async (path: string | undefined, response: ServerResponse) => {
    if (path !== '/metrics') return void response.writeHead(404).end()
    const { type, text } = await read()
    response.writeHead(200, { 'content-type': type }).end(text)
  }
  const server = createServer((request, response) => {
    if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end()
    respond(request.url, response).catch((error) => {
      onError(error)
      response.writeHead(503).end()
    })
  })
  server.listen(port, host)
  await once(server, 'listening').catch((cause) => {
    throw new Error(`METRICS_PORT cannot be used: ${cause.message}.`, { cause })
  })
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}/metrics`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
