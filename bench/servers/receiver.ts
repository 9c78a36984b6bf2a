import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A receiver of webhooks that does nothing but count. */
let count = 0
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(`${count}`)
    return
  }
  request.resume().on('end', () => {
    count += 1
    response.writeHead(204).end()
  })
})
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
)
