import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linkFolder } from '@openparley/test-kit/folder'
import { type Program, root, startProgram } from '@openparley/test-kit/program'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const readme = read('README.md')
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts

/** Whether npm runs the script by itself: before or after another script, when it packs, or after `npm ci`. */
const isHook = (name: string) => {
  if (name === 'dependencies') return true
  const other = /^(?:pre|post)(.+)$/.exec(name)?.[1]
  return other !== undefined && (other === 'pack' || other in scripts)
}

/** The README's commands, one text a block. */
const [install = '', tests = '', calls = ''] = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, text = '']) => text,
)

describe('what the README says', () => {
  test('fits in 150 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150)
  })

  test('the scripts of package.json are in a table, except those that are only parts of others', () => {
    expect(readme).toContain('(CONTRIBUTING.md)')
    const table = read('CONTRIBUTING.md').split('## Scripts')[1]?.split('\n## ')[0] ?? ''
    const named = [...table.matchAll(/`npm (?:run )?(\w[\w:-]*)(?: -- [^`]+)?`/g)].map(
      ([, name = '']) => name,
    )
    const parts = Object.keys(scripts).filter(
      (name) =>
        isHook(name) ||
        Object.values(scripts).some((script) => script.includes(`npm run --silent ${name}`)),
    )
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
    const whole = Object.keys(scripts).filter((name) => !parts.includes(name))
    expect(named).toEqual(expect.arrayContaining(whole))
  })

  test('leads to the settings', () => {
    expect(readme).toContain('(docs/settings.md)')
  })

  test('has its measurements from docs/benchmarks.md, and their machine', () => {
    const benchmarks = read('docs/benchmarks.md')
    const [what = ''] = /^.*measured on a\s[\s\S]*?docs\/benchmarks/m.exec(readme) ?? []
    const [, machine = ''] = /machine of (\d+ × \S+ \S+):/.exec(what) ?? []
    expect(benchmarks).toContain(machine || 'the machine')
    const figures = [...what.matchAll(/`(\w+)` ([\d.]+) ×/g)]
    expect(figures.length).toBeGreaterThan(1)
    for (const [, operationId = '', figure] of figures)
      expect(benchmarks).toMatch(
        new RegExp(
          `^\\| \`${operationId}\`.* bare Fastify .* ${figure} \\|.*(met|missed) \\|$`,
          'm',
        ),
      )
  })

  test('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([])
  })

  test('has the commands that the continuous integration runs', () => {
    expect(tests).toBe('npm test\n')
    const run = read('.ci/run').split('\n')
    expect(run).toEqual(expect.arrayContaining(['npm ci', 'npm test']))
    expect(install).toMatch(/^npm ci && /)
    expect(scripts.test).toContain('vitest run')
    expect(scripts.pretest).toContain('npm run check')
  })

  test('installs packages without a question or a warning about install scripts', () => {
    const { packages } = JSON.parse(read('package-lock.json'))
    const { allowScripts } = JSON.parse(read('package.json'))
    const withScripts = Object.entries<{ hasInstallScript?: boolean }>(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''))
    expect(withScripts).toContain('node')
    expect(Object.keys(allowScripts)).toEqual(expect.arrayContaining(withScripts))
  })
})

/** The three calls of the hosted service's guide, with another host, app, key and email address. */
const seedCalls = `
user() {
  curl -sS $API/users/$1 \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer $KEY" \\
  -X PUT \\
  -d '{ "name":"Alice", "email": ["alice@example.com"], "photoUrl": "https://yoursite.com/userpictures/12081.png", "welcomeMessage": "Hey there! :-)", "role": "buyer" }'
}
user 12081 && user 8029

curl -sS $API/conversations/order_391_fc \\
-H "Content-Type: application/json" \\
-H "Authorization: Bearer $KEY" \\
-X PUT \\
-d '{ "participants": ["12081", "8029"], "subject": "What a lovely day!", "custom": { "category": "order_inquiry" } }'

curl -sS $API/conversations/order_391_fc/messages \\
-H "Content-Type: application/json" \\
-H "Authorization: Bearer $KEY" \\
-X POST \\
-d '[{ "text": "Hello Alice!", "sender": "8029", "type": "UserMessage" }]'
`

describe('a fresh copy, by the commands of the README', () => {
  const copy = mkdtempSync(join(tmpdir(), 'parley-readme-'))
  let server: Program
  let baseUrl: string
  let key: string
  let printed: string

  // The environment of a newcomer: no tools of the project on the PATH, and no variables of npm.
  const bare = Object.keys(process.env).filter((name) => /^(npm_|NODE|VITEST|TEST)/i.test(name))
  const env = {
    ...Object.fromEntries(bare.map((name) => [name, undefined])),
    PATH: process.env.PATH?.split(':')
      .filter((folder) => !folder.includes('node_modules'))
      .join(':'),
    npm_config_prefer_offline: 'true',
    PORT: '0',
  }

  async function start(command: string) {
    server = startProgram(command, { cwd: copy, env, onEnd: () => {} })
    const [, url = ''] = await server.printed(/listens on (\S+)/)
    // It is printed when it is created, and on a terminal.
    const [, found] = await server.printed(/key +(?:(sk_\w+)|printed by)/)
    await server.printed(/-d '.*'/)
    baseUrl = url
    key = found ?? key
    printed = server.stdout
  }

  const sh = (script: string) =>
    execFileSync('sh', ['-euc', script], {
      env: { ...process.env, KEY: key, API: `${baseUrl}/v1/demo` },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })

  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${key}` }
    return (await fetch(`${baseUrl}/v1/demo${path}`, { headers })).json()
  }

  beforeAll(async () => {
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
    const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0')
    for (const file of files.filter((name) => name && existsSync(join(root, name)))) {
      cpSync(join(root, file), join(copy, file), { recursive: true })
    }
    // This checkout was installed by `npm ci`, with the hook that it ends with.
    for (const folder of ['', ...globSync('packages/*/', { cwd: root })]) {
      const modules = join(root, folder, 'node_modules')
      if (existsSync(modules)) linkFolder(modules, join(copy, folder, 'node_modules'), '.cache')
    }
    await start(install.replace('npm ci', 'npm run dependencies'))
  }, 300_000)

  afterAll(async () => {
    server?.kill('SIGKILL')
    await server?.exit
    rmSync(copy, { recursive: true, force: true })
  })

  test('serves the docs page', async () => {
    expect((await fetch(`${baseUrl}/docs`)).status).toBe(200)
  })

  test('prints a curl line that works unchanged', async () => {
    const [line = ''] = printed.slice(printed.indexOf('curl')).split('\n\n')
    expect(sh(line)).toBe('{}')
    expect(await get('/users/alice')).toMatchObject({ name: 'Alice' })
  })

  test('creates a conversation in three calls', async () => {
    const answers = sh(calls.replace('http://127.0.0.1:8080', baseUrl))
    expect(answers).toMatch(/^\{\}\{\}\[\{"id":"msg_\w{22}"\}\]$/)
    expect(await get('/conversations/order_391_fc')).toMatchObject({
      subject: 'Black leather boots',
      participants: { alice: {}, sebastian: {} },
      lastMessage: { text: 'Hello Alice!', senderId: 'sebastian' },
    })
  })

  test('creates a conversation with the calls of the guide of the hosted service', async () => {
    expect(sh(seedCalls)).toMatch(/^\{\}\{\}\{\}\[\{"id":"msg_\w{22}"\}\]$/)
    expect(await get('/conversations/order_391_fc')).toMatchObject({
      subject: 'What a lovely day!',
      custom: { category: 'order_inquiry' },
      participants: { 12081: { access: 'ReadWrite' }, 8029: { access: 'ReadWrite' } },
      lastMessage: { text: 'Hello Alice!', senderId: '8029', type: 'UserMessage' },
    })
  })

  test('keeps everything after a restart, with the same key', async () => {
    const paths = ['/users', '/conversations/order_391_fc', '/conversations/order_391_fc/messages']
    const before = await Promise.all(paths.map(get))
    server.kill('SIGTERM')
    await server.exit
    await start('npm start')
    expect(await Promise.all(paths.map(get))).toEqual(before)
    expect(before[2].data).toHaveLength(2)
  })
})
