import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

const webhook = new Webhook(process.env.WEBHOOK_SECRET)
const port = process.env.PORT ?? 3000
// In a database, so that it outlives the process.
const seen = new Set()

const server = createServer(async (request, response) => {
  const body = await buffer(request)
  try {
    const event = webhook.verify(body, request.headers)
    if (!seen.has(event.id)) console.log(`${event.type} ${event.id}`)
    seen.add(event.id)
    response.writeHead(204).end()
  } catch (error) {
    console.log(`refused: ${error.message}`)
    response.writeHead(400).end()
  }
})
server.listen(port, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${port}`))
