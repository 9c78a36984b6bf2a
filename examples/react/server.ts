import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
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

// Vite or any other bundler does the same. Modules that the inbox loads on use stay in separate files.
const { outputFiles } = await build({
  entryPoints: [new URL('src/app.tsx', import.meta.url).pathname],
  outdir: new URL('.', import.meta.url).pathname,
  bundle: true,
  splitting: true,
  format: 'esm',
  jsx: 'automatic',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  write: false,
})
const scripts = new Map(
  outputFiles.map(({ path, contents }) => [`/${path.split('/').at(-1)}`, contents]),
)

const page = await readFile(new URL('index.html', import.meta.url))
const { baseUrl, appId } = parley

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

const server = createServer(async ({ url = '' }, response) => {
  const script = scripts.get(url)
  if (script) response.setHeader('content-type', 'text/javascript').end(script)
  else if (url === '/') response.setHeader('content-type', 'text/html').end(page)
  else if (url === '/chat') response.end(JSON.stringify({ baseUrl, appId, userId: 'alice' }))
  else if (url === '/token') response.end(await userToken('alice'))
  else response.writeHead(404).end()
})

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
