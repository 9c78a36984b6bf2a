import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

// A minimal stream server: a loop of `res.write` over all readers, with a frame that is encoded once.
const readers = new Set<ServerResponse>()
let sent = 0

const server = createServer((request, response) => {
  if (request.method === 'GET' && request.url === '/') {
    response.end()
    return
  }
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.flushHeaders()
    response.write('event: ready\ndata: {}\n\n')
    readers.add(response)
    response.on('close', () => readers.delete(response))
    return
  }
  request.resume().on('end', () => {
    sent += 1
    const frame = `id: ${sent}\nevent: message.created\ndata: ${process.env.EVENT}\n\n`
    for (const reader of readers) reader.write(frame)
    response.end('{}')
  })
})

server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
)
