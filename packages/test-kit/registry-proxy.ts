import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export interface RegistryProxy {
  /** Environment variables with which npm, curl and Node use it. */
  env: Record<string, string>
  /** The hosts that the proxy refused. */
  refused: string[]
  close(): void
}

/** A proxy that forwards only to the package registry and to this machine. */
export async function startRegistryProxy(registry: string): Promise<RegistryProxy> {
  const { hostname, protocol } = new URL(registry)
  const refused: string[] = []
  const proxy = createServer((request, response) => {
    refused.push(request.url ?? '')
    response.writeHead(403).end()
  })
  proxy.on('connect', ({ url = '' }, client, head) => {
    const target = new URL(`https://${url}`)
    client.on('error', () => client.destroy())
    if (target.hostname !== hostname) {
      refused.push(url)
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    const server = connect(Number(target.port || 443), target.hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      server.write(head)
      server.pipe(client)
      client.pipe(server)
    })
    server.on('error', () => client.destroy())
    client.on('close', () => server.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const direct = ['127.0.0.1', 'localhost', '::1', ...(protocol === 'http:' ? [hostname] : [])]
  return {
    refused,
    env: {
      HTTP_PROXY: url,
      HTTPS_PROXY: url,
      http_proxy: url,
      https_proxy: url,
      NO_PROXY: direct.join(','),
      no_proxy: direct.join(','),
      NODE_USE_ENV_PROXY: '1',
    },
    close: () => {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}
