import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT } from 'jose'
import { createClient } from 'openparley'
import { startServer } from 'openparley/server'

// Parley itself, in memory and in this process. In production it runs as its own server.
const app = { id: 'shop', secretKey: 'sk_shop_not_a_secret', settings: { allowedOrigins: ['*'] } }
const parley = await startServer({ apps: [app] })
const client = createClient(parley)

/** A token for five minutes. A real backend knows who is signed in. */
const userToken = (userId: string) =>
  new SignJWT({ tokenType: 'user' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(parley.appId)
    .setSubject(userId)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(parley.secretKey))

const html = await readFile(new URL('public/index.html', import.meta.url), 'utf8')
const page = html.replaceAll('PARLEY_URL', parley.baseUrl)

await client.PUT('/users', {
  body: { alice: { name: 'Alice' }, sebastian: { name: 'Sebastian' } },
})
const params = { path: { conversationId: 'order_391_fc' } }
await client.PUT('/conversations/{conversationId}', {
  params,
  body: { participants: ['alice', 'sebastian'], subject: 'Black leather boots' },
})
await client.POST('/conversations/{conversationId}/messages', {
  params,
  body: [{ type: 'UserMessage', sender: 'sebastian', text: 'Hello Alice! Do they *fit*?' }],
})

const server = createServer(async (request, response) => {
  if (request.url === '/token') response.end(await userToken('alice'))
  else if (request.url === '/') response.setHeader('content-type', 'text/html').end(page)
  else response.writeHead(404).end()
})

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
