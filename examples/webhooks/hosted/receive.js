// A receiver as it was written for the hosted service: its headers, and the secret key of the app.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const secretKey = process.env.SECRET_KEY
const port = process.env.PORT ?? 3000

function isValid(headers, body) {
  const timestamp = headers['x-talkjs-timestamp']
  const hash = createHmac('sha256', secretKey).update(`${timestamp}.${body}`)
  const expected = Buffer.from(hash.digest('hex').toUpperCase())
  const received = Buffer.from(headers['x-talkjs-signature'] ?? '')
  return received.length === expected.length && timingSafeEqual(received, expected)
}

const server = createServer(async (request, response) => {
  const body = await text(request)
  if (!isValid(request.headers, body)) {
    console.log('refused: wrong signature')
    response.writeHead(400).end()
    return
  }
  const { type, id } = JSON.parse(body)
  console.log(`${type} ${id}`)
  response.writeHead(200).end()
})
server.listen(port, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${port}`))
