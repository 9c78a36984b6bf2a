import { createServer } from 'node:http'

import { Server } from 'socket.io'

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.method === 'PUT') io.emit('message.created', process.env.EVENT)
    response.end('{}')
  })
})
const io = new Server(server, { transports: ['websocket'] })
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
