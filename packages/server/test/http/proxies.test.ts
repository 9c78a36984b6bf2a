import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chatOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { freePort } from '@openparley/test-kit/free-port'
import { root, startProgram } from '@openparley/test-kit/program'
import { clientOf, testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const PATH = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`

/** Whether the program is installed. If not, says what is skipped. */
function isInstalled(name: string, ...words: string[]): boolean {
  const found = spawnSync(name, words, { env: { ...process.env, PATH } }).status === 0
  if (!found) console.log(`${name} is not on the PATH: its test, of docs/operating.md, is skipped.`)
  return found
}

const hasNginx = isInstalled('nginx', '-v')
const hasCaddy = isInstalled('caddy', 'version')

const page = readFileSync(join(root, 'docs/operating.md'), 'utf8')
const documented = (language: string) =>
  new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? ''

/** Starts the command of a proxy, and returns its URL once it forwards calls. */
async function startProxy(command: string, port: number): Promise<string> {
  const program = startProgram(command, { env: { PATH, HOME: temporaryFolder() } })
  const url = `http://127.0.0.1:${port}`
  // Not all of them print something when they listen.
  await expect
    .poll(() =>
      checkedFetch(new Request(`${url}/health`)).then(
        ({ status }) => status,
        () => program.stderr,
      ),
    )
    .toBe(200)
  return url
}

/** Starts nginx with the configuration in the docs, but without TLS. */
async function startNginx(backend: string): Promise<string> {
  const port = await freePort()
  const site = documented('nginx')
    .replace('server 127.0.0.1:8080;', `server ${new URL(backend).host};`)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replaceAll(/^ +ssl_certificate.*\n/gm, '')
  expect(site).toContain(`listen 127.0.0.1:${port};`)
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'temporary'))
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  ${paths.map((name) => `${name}_temp_path ${folder}/temporary/${name};`).join('\n  ')}
  ${site}
}
`,
  )
  return startProxy(`exec nginx -e stderr -p ${folder} -c ${folder}/nginx.conf`, port)
}

/** Starts Caddy with the configuration in the docs, but without TLS. */
async function startCaddy(backend: string): Promise<string> {
  const port = await freePort()
  const site = documented('caddy')
    .replace('chat.example', `http://127.0.0.1:${port}`)
    .replace('127.0.0.1:8080', new URL(backend).host)
  expect(site).toContain(`http://127.0.0.1:${port}`)
  const file = join(temporaryFolder(), 'Caddyfile')
  writeFileSync(file, `{\n  admin off\n}\n${site}`)
  return startProxy(`exec caddy run --adapter caddyfile --config ${file}`, port)
}

test.for([
  { name: 'nginx', start: startNginx, isMissing: !hasNginx },
  { name: 'Caddy', start: startCaddy, isMissing: !hasCaddy },
])(
  'calls and streams pass through $name as docs/operating.md sets it up (needs $name)',
  async ({ start, isMissing }, { skip }) => {
    skip(isMissing)
    const server = await testServer({
      trustedProxies: ['127.0.0.1'],
      rateLimits: { address: { perSecond: 100 } },
    })
    const baseUrl = await start(server.baseUrl)
    const proxied = { ...server, baseUrl }
    const chat = chatOf(clientOf(proxied))
    await chat.conversationWith('order', ['alice', 'bob'])
    const stream = await liveStream(proxied, 'alice')
    for (const text of ['One', 'Two']) {
      const [id] = await chat.say('order', 'bob', text)
      const { message } = await stream.next('message.created')
      expect(message).toMatchObject({ id, text })
    }
    const tooLarge = new Request(`${baseUrl}/v1/shop/users/alice`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/json' },
      body: ' '.repeat(1024 * 1024 + 1),
    })
    expect((await checkedFetch(tooLarge)).headers.get('content-type')).toContain('problem+json')
    const document = await (await checkedFetch(new Request(`${baseUrl}/openapi.json`))).json()
    expect(document.servers[0].url).toBe(baseUrl)
    await server.close()
    expect((await stream.rest()).at(-1)).toEqual({ type: 'closed', reason: 'stopping' })
  },
)
