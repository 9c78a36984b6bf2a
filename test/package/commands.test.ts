import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@openparley/client'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { startGateway } from '@openparley/test-kit/gateway'
import {
  type Outcome,
  outputOf,
  type Surroundings,
  shell,
  startCommand,
} from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { beforeAll, describe, expect, inject, test } from 'vitest'

const cli = (words: string, env?: Record<string, string>) =>
  shell(`openparley ${words}`, env && { env })

const emptyFolder = () => mkdtempSync(join(inject('installed'), '../data-'))
const emptyDatabase = () => `sqlite:${join(emptyFolder(), 'chat.db')}`

const commands = [
  'serve',
  'mock',
  'contract',
  'apps',
  'dashboard',
  'backup',
  'restore',
  'export',
  'import',
  'doctor',
  'token',
  'mcp',
  'webhooks',
  'anonymize-user',
]

/** Runs commands with the installed program, one after the other, in one process. */
const script = `
const { runCommand } = await import(process.env.PROGRAM)
const outcomes = []
process.stdout.setMaxListeners(0)
for (const words of JSON.parse(process.argv[1])) {
  const printed = { stdout: '', stderr: '' }
  const writes = ['stdout', 'stderr'].map((name) => [name, process[name].write])
  for (const [name] of writes) process[name].write = (text) => ((printed[name] += text), true)
  process.exitCode = 0
  await runCommand('0.0.0', ['node', 'openparley', ...words.split(' ').filter(Boolean)])
  for (const [name, write] of writes) process[name].write = write
  outcomes.push({ code: process.exitCode, ...printed })
}
process.exitCode = 0
console.log(JSON.stringify(outcomes))`

const program = join(inject('installed'), 'node_modules/openparley/dist/commands/program.js')

/** The outcomes of commands that end by themselves. A start of each would take half a second. */
async function outcomesOf(commands: string[], { cwd, env }: Surroundings = {}): Promise<Outcome[]> {
  const list = JSON.stringify(commands).replaceAll("'", `'\\''`)
  const outcomes = await outputOf(`node --input-type=module -e "$SCRIPT" '${list}'`, {
    ...(cwd && { cwd }),
    env: { ...env, SCRIPT: script, PROGRAM: program },
  })
  return JSON.parse(outcomes)
}

async function outcomesByWords(commands: string[], options?: Surroundings) {
  const outcomes = await outcomesOf(commands, options)
  return new Map(outcomes.map((one, index) => [commands[index], one]))
}

/** The output of a command that did not fail. */
function printed(outcome: Outcome | undefined): string {
  expect(outcome).toMatchObject({ code: 0 })
  return outcome?.stdout.trimEnd() ?? ''
}

const parts = ['list', 'show', 'create', 'set', 'delete', 'rotate-key', 'revoke-key']
const webhookParts = ['list', 'show', 'create', 'set', 'delete', 'rotate', 'test', 'attempts']
const documented = [
  ...commands,
  ...parts.map((name) => `apps ${name}`),
  ...[...webhookParts, 'resend', 'replay'].map((name) => `webhooks ${name}`),
]

describe('help', () => {
  let outcomes: Awaited<ReturnType<typeof outcomesByWords>>
  beforeAll(async () => {
    outcomes = await outcomesByWords(documented.map((command) => `${command} --help`))
  })

  test('lists every command', async () => {
    const listed = (await outputOf('openparley --help')).matchAll(/^ {2}([a-z][a-z-]+) .*/gm)
    expect([...listed].map(([, name]) => name)).toEqual([...commands, 'help'])
  })

  test.each(documented)('of %s has examples that start with it', (command) => {
    const { code, stdout = '' } = outcomes.get(`${command} --help`) ?? {}
    expect(code).toBe(0)
    expect(stdout).toMatch(/[^\n]\n$/)
    const examples = stdout.slice(stdout.indexOf('Examples:')).matchAll(/\$ (.*)/g)
    const lines = [...examples].map(([, line = '']) => line)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toContain(`openparley ${command}`)
  })

  test('of serve lists every setting, with its option and its variable', () => {
    const page = readFileSync(join(root, 'docs/settings.md'), 'utf8')
    const settings = [...page.matchAll(/^\| `([A-Z_]+)` \| `(--[a-z-]+)`/gm)]
    expect(settings.length).toBeGreaterThan(10)
    const { stdout: help = '' } = outcomes.get('serve --help') ?? {}
    for (const [, variable = '', option = ''] of settings) {
      expect(help).toContain(`${option} <`)
      expect(help.replaceAll(/\s+/g, ' ')).toContain(`(env: ${variable}`)
    }
  })

  test('and the version are there', async () => {
    expect(await outputOf('openparley --version')).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

const wrongArguments: [words: string, why: string][] = [
  ['', ''],
  ['frobnicate', "unknown command 'frobnicate'"],
  ['serve --port many', 'a whole number from 0 to 65535'],
  ['apps', ''],
  ['apps create', "missing required argument 'app'"],
  ['apps create ..', 'cannot be the id of an app'],
  ['apps set shop', 'no setting is given'],
  ['apps set shop --api-version 2020-01-01', 'one of 2021-01-01'],
  ['apps set shop --default-locale 1', 'an IETF language tag'],
  ['apps set shop --client-side-user-sync on', 'one of off, own, all'],
  ['apps set shop --allowed-origins shop.example', 'is not a valid origin'],
  ['contract', "the app's key is missing"],
  ['contract --key sk_test_shop_0001 --url here', 'not a valid URL'],
  ['contract --key sk_test_shop_0001 --report pdf', 'junit, json, html'],
  ['token --expires tomorrow', 'a duration'],
  ['mcp', 'give --token or PARLEY_TOKEN, or --key or SECRET_KEY'],
  ['mcp --token any --user alice', "--user needs the app's key"],
  ['anonymize-user', "required option '--app <id>'"],
  ['anonymize-user --app shop --key sk_test_shop_0001', "missing required argument 'userId'"],
]

const missing: [words: string, why: string][] = [
  ['apps list', 'There is no database at sqlite:./data/parley.db'],
  ['token', 'There is no database'],
  ['apps list --database mysql://here', 'DATABASE_URL must be'],
  ['apps create shop --database sqlite:/dev/null/chat.db', 'cannot be opened'],
  ['serve --database sqlite:/dev/null/chat.db', 'Parley cannot start: '],
  ['contract --key sk_test_shop_0001 --url http://127.0.0.1:9', 'No response from'],
  ['mock', 'npm install -D @stoplight/prism-cli@'],
  ['mcp --token any', 'npm install @modelcontextprotocol/server@2'],
  [
    'anonymize-user alice --app shop --key sk_test_shop_0001 --url http://127.0.0.1:9',
    'No response from',
  ],
]

describe('what is wrong', () => {
  let outcomes: Awaited<ReturnType<typeof outcomesByWords>>
  beforeAll(async () => {
    const commands = [...wrongArguments, ...missing].map(([words]) => words)
    outcomes = await outcomesByWords(commands, { cwd: emptyFolder() })
  })

  test.each(wrongArguments)(
    'in the arguments `%s` is printed, and the exit code is 2',
    (words, why) => {
      const { code, stdout, stderr } = outcomes.get(words) ?? {}
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(why)
      expect(stderr).not.toMatch(/^ +at /m)
    },
  )

  test('in the arguments ends the program with the exit code 2', async () => {
    const { code, stderr } = await cli('frobnicate')
    expect(code).toBe(2)
    expect(stderr).toContain("unknown command 'frobnicate'")
  })

  test.each(missing)(
    'outside of them, for `%s`, is printed in one line, and the exit code is 1',
    (words, why) => {
      const { code, stdout, stderr } = outcomes.get(words) ?? {}
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain(why)
      expect(stderr).not.toMatch(/^ +at /m)
    },
  )

  test('in the environment is printed with its variable, and the exit code is 1', async () => {
    const { code, stderr } = await cli('serve', { PORT: 'many' })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Parley cannot start: PORT must be a whole number from 0 to 65535, not "many".\n',
    })
  })
})

describe('a server on a database', () => {
  test('sees apps that other processes create and change, and accepts their tokens', async () => {
    const env = { DATABASE_URL: emptyDatabase(), PORT: '0' }
    const server = startCommand('exec openparley serve', { env })
    const [, baseUrl = ''] = await server.printed(/listens on (\S+)/)
    const run = (words: string) => outputOf(`openparley ${words}`, { env })

    const app = JSON.parse(await run('apps create shop --default-locale de-DE --json'))
    expect(app.settings).toMatchObject({ defaultLocale: 'de-DE', clientSideUserSync: 'off' })
    const [again, tokenOfApp, tokenOfUser] = await outcomesOf(
      ['apps create shop', 'token --app shop --expires 5m', 'token --app shop --user alice'],
      { env },
    )
    expect(again?.stderr).toContain('The app "shop" exists already')

    const client = createClient({ baseUrl, appId: 'shop', token: printed(tokenOfApp) })
    const path = { userId: 'alice' }
    await client.PUT('/users/{userId}', { params: { path }, body: { name: 'Alice' } })
    const { data } = await client.GET('/users/{userId}', { params: { path } })
    expect(data).toMatchObject({ name: 'Alice', locale: 'de-DE' })

    const own = createClient({ baseUrl, appId: 'shop', token: printed(tokenOfUser) })
    const sync = () =>
      own.PUT('/realtime/users/{userId}', { params: { path }, body: { name: 'Al' } })
    expect((await sync()).response.status).toBe(403)
    await run('apps set shop --client-side-user-sync own --api-version 2021-02-09')
    await expect.poll(async () => (await sync()).response.status).toBe(200)

    const [json, withKeys, text, report] = await outcomesOf(
      [
        'apps list --json',
        'apps list --json --keys',
        'apps list',
        `anonymize-user alice --app shop --key ${app.secretKey} --url ${baseUrl}`,
      ],
      { env },
    )
    const listed = JSON.parse(printed(json))
    expect(listed.map(({ id }: { id: string }) => id)).toEqual(['demo', 'shop'])
    expect(listed[1]).toEqual({
      id: 'shop',
      keys: [
        {
          name: 'Backend',
          prefix: app.secretKey.slice(0, 9),
          createdAt: expect.any(Number),
          // The server saves some time after a request that the key was used.
          lastUsedAt: expect.toBeOneOf([null, expect.any(Number)]),
          expiresAt: null,
        },
      ],
      settings: { ...app.settings, clientSideUserSync: 'own', apiVersion: '2021-02-09' },
    })
    expect(JSON.parse(printed(withKeys))[1].secretKey).toBe(app.secretKey)
    expect(printed(text)).toContain('client-side user sync  own')

    expect(printed(report)).toContain('User alice: anonymized.')
    const after = await client.GET('/users/{userId}', { params: { path } })
    expect(after.data).toMatchObject({ name: 'Deleted user' })
  })

  test('without an app gets the command to create one', async () => {
    const cwd = emptyFolder()
    const { code, stdout, stderr } = await shell(
      'touch chat.db; openparley apps list --database sqlite:chat.db',
      { cwd },
    )
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toBe('There is no app yet. Create one with `openparley apps create <id>`.\n')
  })

  test.each([
    'exec node --conditions=source packages/server/src/compose/cli.ts serve',
    'exec openparley serve',
  ])('`%s` reads the environment, and a signal ends it with the exit code 0', async (command) => {
    const env = {
      DATABASE_URL: emptyDatabase(),
      PORT: '0',
      APP_ID: 'shop',
      SECRET_KEY: 'sk_test_shop_0001',
    }
    const options = command.includes('cli.ts') ? { env, cwd: root } : { env }
    const server = startCommand(command, options)
    const [, baseUrl = ''] = await server.printed(/listens on (\S+)/)
    await server.printed(/key +as given in SECRET_KEY/)
    expect(server.stdout, 'nothing of the log before it').toMatch(/^\nParley listens on /)
    const client = createClient({ baseUrl, appId: 'shop', secretKey: 'sk_test_shop_0001' })
    expect((await client.GET('/users')).data).toEqual({ data: [] })
    expect((await fetch(`${baseUrl}/docs`)).status).toBe(200)
    expect((await fetch(`${baseUrl}/openapi.json`)).status).toBe(200)
    server.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  })
})

describe('the stateful mock', () => {
  let baseUrl: string
  beforeAll(async () => {
    const command = 'exec openparley mock --stateful --port 0 --app shop --key sk_ci_not_a_secret'
    const mock = startCommand(command, { onEnd: onFileFinished })
    const [, url = ''] = await mock.printed(/on (\S+): app shop, key sk_ci_not_a_secret/)
    baseUrl = url
  })

  test('is checked by `contract`, which exits with 1 if there is a difference from the document', async () => {
    const elsewhere = await startGateway(async (_, response) => {
      response.writeHead(404).end()
    })
    const report = join(emptyFolder(), 'report.json')
    const check = 'contract --app shop --key sk_ci_not_a_secret --url'
    const [kept, broken] = await outcomesOf([
      `${check} ${baseUrl}`,
      `${check} ${elsewhere} --report json --output ${report}`,
    ])
    expect(kept).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/ calls, 0 not as documented\n$/),
    })
    expect(kept?.stderr, 'plain lines in a log').toMatch(/^Call 1: .*\nCall 101: .*\n/)
    expect(broken?.code).toBe(1)
    expect(broken?.stdout).toMatch(/[1-9]\d* not as documented\n$/)
    const { calls } = JSON.parse(readFileSync(report, 'utf8'))
    expect(calls.length).toBeGreaterThan(100)
  })

  test('returns what was put, for the given app and key', async () => {
    const client = createClient({ baseUrl, appId: 'shop', secretKey: 'sk_ci_not_a_secret' })
    const params = { path: { userId: 'alice' } }
    await client.PUT('/users/{userId}', { params, body: { name: 'Alice' } })
    expect((await client.GET('/users/{userId}', { params })).data).toMatchObject({ name: 'Alice' })
  })

  test('uses a port that another server cannot have, and the error message says so', async () => {
    const { port } = new URL(baseUrl)
    const { code, stderr } = await cli(`mock --stateful --port ${port}`)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Port ${port} of 127.0.0.1 is in use. Choose another with --port or PORT, or 0 for any free port.\n`,
    })
  })
})
