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
const hasNginx = spawnSync('nginx', ['-v'], { env: { ...process.env, PATH } }).status === 0
if (!hasNginx) console.log('nginx is not on the PATH: its test, of docs/operating.md, is skipped.')

/** Starts nginx with the configuration in the docs, but without TLS, and returns its URL. */
async function startNginx(backend: string): Promise<string> {
  const page = readFileSync(join(root, 'docs/operating.md'), 'utf8')
  const [, documented = ''] = /```nginx\n(.*?)```/s.exec(page) ?? []
  const port = await freePort()
  const site = documented
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
  const program = startProgram(`exec nginx -e stderr -p ${folder} -c ${folder}/nginx.conf`, {
    env: { PATH },
  })
  const url = `http://127.0.0.1:${port}`
  // It prints nothing when it listens.
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

test.skipIf(!hasNginx)(
  'calls and streams pass through nginx as docs/operating.md sets it up (needs nginx)',
  async () => {
    const server = await testServer({
      trustedProxies: ['127.0.0.1'],
      rateLimits: { address: { perSecond: 100 } },
    })
    const baseUrl = await startNginx(server.baseUrl)
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
