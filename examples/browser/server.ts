import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setInterval } from 'node:timers/promises'
import { SignJWT } from 'jose'
import { createClient } from 'openparley'
import { startServer } from 'openparley/server'

const userId = 'alice'

// Parley itself, in memory and in this process. In production it runs as its own server.
const app = { id: 'shop', secretKey: 'sk_shop_not_a_secret', settings: { allowedOrigins: ['*'] } }
const parley = await startServer({ apps: [app] })
const client = createClient(parley)

/** A token with which the page can read, for five minutes, what the user may see. */
const userToken = () =>
  new SignJWT({ tokenType: 'user' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(parley.appId)
    .setSubject(userId)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(parley.secretKey))

async function conversationIds(): Promise<string[]> {
  const params = { path: { userId }, query: { limit: 20 } }
  const { data, error } = await client.GET('/users/{userId}/conversations', { params })
  if (error) throw new Error(error.detail)
  return data.data.map(({ id }) => id)
}

/** The page imports the client by its name, so that no bundler is needed. */
const entry = import.meta.resolve('@openparley/client')
const folder = new URL('.', entry)
const imports = { '@openparley/client': entry.replace(folder.href, '/client/') }

const page = (await readFile(new URL('public/index.html', import.meta.url), 'utf8')).replace(
  '<!-- import map -->',
  `<script type="importmap">${JSON.stringify({ imports })}</script>`,
)

/** The files and data that the page requests. */
async function answer(path: string): Promise<{ type: string; body: string | Buffer }> {
  const json = (value: unknown) => ({ type: 'application/json', body: JSON.stringify(value) })
  if (path === '/') return { type: 'text/html; charset=utf-8', body: page }
  if (path === '/session')
    return json({
      baseUrl: parley.baseUrl,
      appId: parley.appId,
      userId,
      ids: await conversationIds(),
    })
  if (path === '/token') return json(await userToken())
  const file = path.startsWith('/client/')
    ? new URL(path.slice('/client/'.length), folder)
    : new URL(`public${path}`, import.meta.url)
  const body = await readFile(file)
  return { type: 'text/javascript; charset=utf-8', body }
}

const server = createServer(async (request, response) => {
  try {
    const { type, body } = await answer(new URL(request.url ?? '/', 'http://localhost').pathname)
    response.writeHead(200, { 'content-type': type }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})

await client.PUT('/users', {
  body: { alice: { name: 'Alice' }, sebastian: { name: 'Sebastian' } },
})
for (const [conversationId, subject] of [
  ['order_391_fc', 'Black leather boots'],
  ['order_392_fc', 'Red scarf'],
] as const)
  await client.PUT('/conversations/{conversationId}', {
    params: { path: { conversationId } },
    body: { participants: ['alice', 'sebastian'], subject },
  })

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () =>
  console.log(`Open http://127.0.0.1:${(server.address() as AddressInfo).port}`),
)

// Sebastian writes every two seconds, so that the page changes.
for await (const _ of setInterval(2000))
  await client.POST('/conversations/{conversationId}/messages', {
    params: { path: { conversationId: 'order_391_fc' } },
    body: [{ type: 'UserMessage', sender: 'sebastian', text: 'They are on their way!' }],
  })
