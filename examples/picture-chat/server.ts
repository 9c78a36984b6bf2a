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

/** A token for five minutes. Everyone can choose any user here. A real backend knows who is signed in. */
const userToken = (userId: string) =>
  new SignJWT({ tokenType: 'user' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(parley.appId)
    .setSubject(userId)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(parley.secretKey))

/** The page imports the client by its name, so that no bundler is needed. */
const entry = import.meta.resolve('@openparley/client')
const folder = new URL('.', entry)
const imports = { '@openparley/client': entry.replace(folder.href, '/client/') }

const page = (await readFile(new URL('public/index.html', import.meta.url), 'utf8')).replace(
  '<!-- import map -->',
  `<script type="importmap">${JSON.stringify({ imports })}</script>`,
)

/** The files and data that the page requests. */
async function answer({ pathname, searchParams }: URL) {
  if (pathname === '/') return { type: 'text/html; charset=utf-8', body: page }
  if (pathname === '/app') {
    const { baseUrl, appId } = parley
    return { type: 'application/json', body: JSON.stringify({ baseUrl, appId }) }
  }
  if (pathname === '/token')
    return { type: 'text/plain', body: await userToken(searchParams.get('user') ?? '') }
  const file = pathname.startsWith('/client/')
    ? new URL(pathname.slice('/client/'.length), folder)
    : new URL(`public${pathname}`, import.meta.url)
  return { type: 'text/javascript; charset=utf-8', body: await readFile(file) }
}

const server = createServer(async (request, response) => {
  try {
    const { type, body } = await answer(new URL(request.url ?? '/', 'http://localhost'))
    response.writeHead(200, { 'content-type': type }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})

await client.PUT('/users', {
  body: { alice: { name: 'Alice' }, sebastian: { name: 'Sebastian' } },
})
await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'pictures' } },
  body: { participants: ['alice', 'sebastian'], subject: 'Pictures of boots' },
})

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  console.log(`Open ${url}/?user=alice and ${url}/?user=sebastian`)
})
