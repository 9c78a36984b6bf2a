import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { execute } from '@openparley/test-kit/database'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { root, startProgram } from '@openparley/test-kit/program'
import { requestBytes } from '@openparley/test-kit/raw'
import { testServer } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, onTestFinished, test } from 'vitest'
import { settingsFrom } from '../src/compose/settings.ts'
import { startServer } from '../src/compose/start.ts'

const settings = {
  PORT: '0',
  HOST: undefined,
  DATABASE_URL: 'sqlite::memory:',
  LOG_LEVEL: 'warn',
  APP_ID: undefined,
  SECRET_KEY: undefined,
}

/** Starts the program as `npm start` does, on a free port with a database in memory, and with these settings. */
const start = (env: Record<string, string | undefined> = {}) =>
  startProgram('exec node --conditions=source packages/server/src/compose/cli.ts serve', {
    env: { ...settings, ...env },
  })

async function expectRefusal(env: Record<string, string | undefined>, reason: RegExp | string) {
  const program = start(env)
  expect(await program.exit).toBe(1)
  expect(program.stdout).toBe('')
  const [line, ...more] = program.stderr.trimEnd().split('\n')
  expect(line).toMatch(/^Parley cannot start: .+/)
  expect(line).toMatch(reason)
  expect(more).toEqual([])
}

test('a silent server on SQLite loads only the framework, the cache and the id packages, and not `fetch`', async () => {
  const program = startProgram(
    `exec node --conditions=source --input-type=module -e '${listOfLoaded}'`,
  )
  expect(await program.exit, program.stderr).toBe(0)
  const { packages, isFetchThere } = JSON.parse(program.stdout)
  const { dependencies } = JSON.parse(
    readFileSync(join(root, 'packages/server/package.json'), 'utf8'),
  )
  expect(packages.filter((name: string) => name in dependencies)).toEqual([
    'fastify',
    'lru-cache',
    'nanoid',
  ])
  expect(isFetchThere).toBe(false)
})

const listOfLoaded = `
import { registerHooks } from "node:module"
const packages = new Set()
registerHooks({
  load(url, context, next) {
    const path = url.split("/node_modules/").at(-1)
    if (path !== url) packages.add(path.split("/", path.startsWith("@") ? 2 : 1).join("/"))
    return next(url, context)
  },
})
const { startServer } = await import("./packages/server/src/compose/start.ts")
await using server = await startServer()
const isFetchThere = process.moduleLoadList.some((name) => name.includes("undici/undici"))
console.log(JSON.stringify({ packages: [...packages].sort(), isFetchThere }))
`

test.each([
  ['--turbo-filter=given', 'TURBOFAN'],
  ['--turbo_filter=given', 'TURBOFAN'],
  ['--maglev-filter=given', 'MAGLEV'],
  ['--maglev_filter=given', 'MAGLEV'],
])('the option %s of V8 still holds after a start', async (option, compiler) => {
  const program = startProgram(
    `exec node --trace-opt ${option} --conditions=source --input-type=module -e '${hotProgram}'`,
  )
  expect(await program.exit, program.stderr).toBe(0)
  expect(program.stdout).toContain('[marking ')
  expect(program.stdout).not.toContain(`(target ${compiler}`)
})

const hotProgram = `
import { pauseOptimizer } from "./packages/server/src/compose/optimizer.ts"
const optimizer = pauseOptimizer(process.execArgv.join(" "))
optimizer.loaded()
optimizer.started()
function hot(count) {
  let sum = 0
  for (let index = 0; index < count; index += 1) sum += index % 7
  return sum
}
for (let round = 0; round < 3000; round += 1) hot(3000)
`

describe('a setting that cannot be used', () => {
  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not "http".'],
    [{ PORT: '65536' }, 'PORT must be'],
    [{ PORT: '-1' }, 'PORT must be'],
    [{ PORT: '80.5' }, 'PORT must be'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of trace, debug'],
    [{ APP_ID: 'shop' }, 'APP_ID and SECRET_KEY go together'],
    [{ SECRET_KEY: 'sk_test_shop_0001' }, 'APP_ID and SECRET_KEY go together'],
    [{ APP_ID: 'shop', SECRET_KEY: 's k' }, 'SECRET_KEY must be of ASCII'],
    [{ APP_ID: 'shop', SECRET_KEY: 'a'.repeat(15) }, 'SECRET_KEY must have at least 16 characters'],
    [{ RATE_LIMIT: '0' }, 'RATE_LIMIT must be'],
    [{ RATE_LIMIT_BURST: '5' }, 'RATE_LIMIT_BURST needs RATE_LIMIT'],
    [{ DATABASE_DIRECT_URL: 'db.internal' }, /^DATABASE_DIRECT_URL must be a URL such as [^"]+$/],
    [
      { DATABASE_DIRECT_URL: 'postgres://db/chat' },
      'DATABASE_DIRECT_URL is for PostgreSQL, and DATABASE_URL is not.',
    ],
    [{ FILE_MAX_BYTES: '0' }, 'FILE_MAX_BYTES must be a whole number from 1'],
    [{ PUBLIC_URL: 'chat.example' }, 'PUBLIC_URL must be a URL such as https://chat.example'],
    [{ PUBLIC_URL: 'ftp://chat.example' }, 'PUBLIC_URL must be'],
    [{ PUBLIC_URL: 'https://chat.example/?a=b' }, 'PUBLIC_URL must be'],
  ])('like %j is named', (environment, reason) => {
    expect(() => settingsFrom(environment)).toThrow(reason)
  })

  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not "http"'],
    [{ APP_ID: 'a/b', SECRET_KEY: 'sk_test_shop_0001' }, '"a/b" cannot be the id of an app'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL must be'],
    [{ DATABASE_URL: 'parley.db' }, 'DATABASE_URL must be'],
    [{ HOST: '192.0.2.1' }, '192.0.2.1'],
    [{ FILES_URL: 'data/files' }, 'FILES_URL must be file:<folder>'],
  ])('like %j ends the start with one line and the exit code 1', expectRefusal)
})

test.each([
  [{}, 'file:./data/files'],
  [{ DATABASE_URL: 'sqlite::memory:' }, undefined],
  [{ DATABASE_URL: 'sqlite::memory:', FILES_URL: 'file:/srv/files' }, 'file:/srv/files'],
])('with %j files are in %s', (environment, url) => {
  expect(settingsFrom(environment).filesUrl).toBe(url)
})

test('the public URL has no slash at its end', () => {
  expect(settingsFrom({ PUBLIC_URL: 'https://chat.example/api/' }).publicUrl).toBe(
    'https://chat.example/api',
  )
  expect(settingsFrom({}).publicUrl).toBeUndefined()
})

describe('an unusable resource ends the start with one line and the exit code 1:', () => {
  test('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as { port: number }
    await expectRefusal(
      { PORT: String(port) },
      `Port ${port} of 127.0.0.1 is in use. Choose another with --port or PORT, or 0 for any free port.`,
    )
  })

  test('a folder that cannot be created', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const database = join(file, 'parley.db')
    await expectRefusal(
      { DATABASE_URL: `sqlite:${database}` },
      `The database in ${database} cannot`,
    )
  })

  test('a folder in place of the database', async () => {
    const folder = temporaryFolder()
    await expectRefusal({ DATABASE_URL: `sqlite:${folder}` }, `The database in ${folder} cannot`)
  })

  test('a file that is not a database, which stays unchanged', async () => {
    const file = join(temporaryFolder(), 'notes.txt')
    writeFileSync(file, 'Just some notes. '.repeat(100))
    await expectRefusal({ DATABASE_URL: `sqlite:${file}` }, 'file is not a database')
  })

  test('a database of a newer program', async () => {
    const databaseUrl = `sqlite:${join(temporaryFolder(), 'parley.db')}`
    await (await startServer({ databaseUrl })).close()
    await execute(databaseUrl, 'INSERT INTO schema_version VALUES (999)')
    await expectRefusal({ DATABASE_URL: databaseUrl }, /schema 999, newer than \d+.*newer Parley/)
  })
})

test('the credentials in APP_ID and SECRET_KEY replace older credentials, which no longer open the app', async () => {
  const databaseUrl = `sqlite:${join(temporaryFolder(), 'parley.db')}`
  const statuses: number[] = []
  const keys = ['sk_test_shop_old', 'sk_test_shop_new']
  for (const secretKey of keys) {
    const server = await startServer({ databaseUrl, apps: [{ id: 'shop', secretKey }] })
    for (const token of keys) {
      const headers = { authorization: `Bearer ${token}` }
      const request = new Request(`${server.baseUrl}/v1/shop/users`, { headers })
      statuses.push((await checkedFetch(request)).status)
    }
    await server.close()
  }
  expect(statuses).toEqual([200, 401, 401, 200])
})

describe('the end', () => {
  async function listening() {
    const program = start({ APP_ID: 'shop', SECRET_KEY: 'sk_test_shop_0001' })
    const [, baseUrl = ''] = await program.printed(/listens on (\S+)/)
    const { hostname, port } = new URL(baseUrl)
    const open = async () => {
      const socket = connect({ host: hostname, port: Number(port) })
      await once(socket, 'connect')
      return socket
    }
    const bytes = (method: string, path: string, body?: string) =>
      requestBytes({ secretKey: 'sk_test_shop_0001' }, method, path, {
        ...(body !== undefined && { body }),
        headers: { Connection: 'keep-alive' },
      })
    return { program, open, bytes, baseUrl }
  }

  test.each(['SIGTERM', 'SIGINT'] as const)('by %s has the exit code 0', async (signal) => {
    const { program, baseUrl } = await listening()
    expect((await checkedFetch(new Request(`${baseUrl}/health`))).status).toBe(200)
    program.kill(signal)
    expect(await program.exit).toBe(0)
    expect(program.stdout).toMatch(/\nParley is stopping\.\nParley has stopped\.\n$/)
    expect(program.stderr).toBe('')
  })

  test('does not wait for connections without a request', async () => {
    const { program, open, bytes } = await listening()
    const unused = [await open(), await open()]
    // A response on a later connection shows that the earlier connections have been accepted.
    const used = await open()
    used.write(bytes('GET', '/v1/shop/users/alice'))
    expect(await nextOf(used)).toMatch(/^HTTP\/1\.1 404 /)
    const ended = unused.map((socket) => once(socket, 'close'))
    program.kill('SIGTERM')
    await Promise.all(ended)
    expect(await program.exit).toBe(0)
  })

  test('ends open streams', async () => {
    const { program, baseUrl } = await listening()
    const token = await userToken({ appId: 'shop', secretKey: 'sk_test_shop_0001' }, 'alice')
    const headers = { authorization: `Bearer ${token}` }
    const streams = await Promise.all(
      Array.from({ length: 5 }, () =>
        checkedFetch(new Request(`${baseUrl}/v1/shop/realtime/events`, { headers })),
      ),
    )
    for (const { status } of streams) expect(status).toBe(200)
    program.kill('SIGTERM')
    for (const stream of streams) await stream.text()
    expect(await program.exit).toBe(0)
  })

  test('waits for running requests, and returns 503 for new ones', async () => {
    const { program, open, bytes } = await listening()
    const put = bytes('PUT', '/v1/shop/users/alice', '{"name":"Alice"}')
    const get = bytes('GET', '/v1/shop/users/alice')
    const begun = await open()
    const late = await open()
    begun.write(put.subarray(0, -1))
    late.write(get.subarray(0, -1))
    // A response to a third request shows that the two before have arrived.
    const third = await open()
    third.write(get)
    expect(await nextOf(third)).toMatch(/^HTTP\/1\.1 404 /)

    program.kill('SIGTERM')
    while (
      await open().then(
        (socket) => socket.destroy(),
        () => false,
      )
    )
      await nextTurn()

    late.write(get.subarray(-1))
    const refused = await nextOf(late)
    expect(refused).toMatch(/^HTTP\/1\.1 503 /)
    expect(refused).toMatch(/^content-type: application\/problem\+json/im)
    expect(refused).toMatch(/^retry-after: \d+\r$/im)
    expect(refused).toContain('"urn:parley:problem:unavailable"')
    begun.write(put.subarray(-1))
    expect(await nextOf(begun)).toMatch(/^HTTP\/1\.1 200 /)
    expect(await program.exit).toBe(0)
  })
})

test('a stopping server reads a request that arrived while the server was busy, instead of closing its connection', async () => {
  const stopping = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  let accepted: Promise<unknown> | undefined
  const server = await testServer(
    {},
    {
      prepare(fastify) {
        accepted = once(fastify.server, 'connection')
        fastify.addHook('preClose', () => {
          stopping.resolve()
          return held.promise
        })
      },
    },
  )
  const closed = server.close()
  await stopping.promise
  const { hostname, port } = new URL(server.baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  const received = text(socket)
  await Promise.all([accepted, once(socket, 'connect')])
  socket.write(requestBytes(server, 'GET', '/v1/shop/users/alice'))
  const end = performance.now() + 600
  while (performance.now() < end);
  expect(await received).toMatch(/^HTTP\/1\.1 503 /)
  held.resolve()
  await closed
})

const nextTurn = () => new Promise(setImmediate)

async function nextOf(socket: Socket): Promise<string> {
  const [data] = await once(socket, 'data')
  return String(data)
}
