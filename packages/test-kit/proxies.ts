import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { checkedFetch } from './exchange.ts'
import { temporaryFolder } from './folder.ts'
import { freePort } from './free-port.ts'
import { root, startProgram } from './program.ts'

const PATH = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`

/** Whether the program is installed. If not, says what is skipped. */
function isInstalled(name: string, ...words: string[]): boolean {
  const found = spawnSync(name, words, { env: { ...process.env, PATH } }).status === 0
  if (!found) console.log(`${name} is not on the PATH: its test, of docs/operating.md, is skipped.`)
  return found
}

export const hasNginx = isInstalled('nginx', '-v')
export const hasCaddy = isInstalled('caddy', 'version')

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

/** Starts nginx in front of the nodes with the configuration in the docs, but without TLS. */
export async function startNginx(...nodes: string[]): Promise<string> {
  const port = await freePort()
  const servers = nodes.map((node) => `server ${new URL(node).host};`)
  const site = documented('nginx')
    .replace('server 127.0.0.1:8080;', servers.join('\n  '))
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replaceAll(/^ +ssl_certificate.*\n/gm, '')
  expect(site).toContain(`listen 127.0.0.1:${port};`)
  for (const server of servers) expect(site).toContain(server)
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
export async function startCaddy(backend: string): Promise<string> {
  const port = await freePort()
  const site = documented('caddy')
    .replace('chat.example', `http://127.0.0.1:${port}`)
    .replace('127.0.0.1:8080', new URL(backend).host)
  expect(site).toContain(`http://127.0.0.1:${port}`)
  const file = join(temporaryFolder(), 'Caddyfile')
  writeFileSync(file, `{\n  admin off\n}\n${site}`)
  return startProxy(`exec caddy run --adapter caddyfile --config ${file}`, port)
}
