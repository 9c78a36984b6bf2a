import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleaved, type Load, measured, type Target } from './load.ts'
import { call, type Parley, startParley, userToken } from './parley.ts'
import { type ServerProcess, startProcess } from './processes.ts'
import { sseReaders } from './stream-readers.ts'
import type { Result } from './table.ts'

export interface Depth {
  rounds: number
  seconds: number
}

/** One call, as each of the servers gets it. */
interface Call {
  what: string
  target: number
  method: 'GET' | 'PUT' | 'POST'
  path: string
  body?: (n: number) => string
}

const conversations = 12

const calls: Call[] = [
  { what: '`getUser`', target: 0.6, method: 'GET', path: '/users/alice' },
  {
    what: '`putUser`, durable, changing a field',
    target: 0.35,
    method: 'PUT',
    path: '/users/alice',
    body: (n) => `{"photoUrl":"https://example.com/${n}.png","custom":{"round":"${n}"}}`,
  },
  {
    what: '`sendMessages`, one message, durable, a stream open',
    target: 0.35,
    method: 'POST',
    path: '/conversations/c0/messages',
    body: (n) => `[{"type":"UserMessage","sender":"bob","text":"Hello Alice, number ${n}!"}]`,
  },
  { what: '`listMessages`, 10', target: 0.4, method: 'GET', path: '/conversations/c1/messages' },
  {
    what: '`listUserConversations`, 10',
    target: 0.3,
    method: 'GET',
    path: '/users/carol/conversations',
  },
]

/** Users, conversations and messages for the calls to meet. */
async function fill(parley: Parley): Promise<void> {
  const names = ['alice', 'bob', 'carol']
  const user = (name: string) => ({
    name,
    email: [`${name}@example.com`],
    photoUrl: `https://example.com/${name}.png`,
    welcomeMessage: 'Hey there!',
  })
  await call(parley, 'PUT', '/users', Object.fromEntries(names.map((name) => [name, user(name)])))
  for (let index = 0; index < conversations; index += 1) {
    const path = `/conversations/c${index}`
    const participants = index === 0 ? ['alice', 'bob'] : ['bob', 'carol']
    await call(parley, 'PUT', path, { participants, subject: `Order ${index}` })
    const messages = Array.from({ length: 10 }, (_, n) => ({
      type: 'UserMessage',
      sender: 'bob',
      text: `Message ${n} on order ${index}`,
    }))
    await call(parley, 'POST', `${path}/messages`, messages)
  }
}

/** The bare server that gives Parley's own answers. */
async function startFloor(parley: Parley, folder: string): Promise<ServerProcess> {
  const get = async (schema: string, path: string) => [
    `/v1/:appId${path}`,
    { schema, body: await call(parley, 'GET', path) },
  ]
  const answers = {
    get: Object.fromEntries([
      await get('User', '/users/alice'),
      await get('MessageList', '/conversations/c1/messages'),
      await get('UserConversationList', '/users/carol/conversations'),
    ]),
    put: { '/v1/:appId/users/alice': { schema: 'UserPatch' } },
    post: {
      '/v1/:appId/conversations/c0/messages': {
        schema: 'NewMessages',
        answers: 'SentMessages',
        body: [{ id: 'msg_7HtvCJLjdZoRsYE2nCXp2n' }],
      },
    },
  }
  const file = join(folder, 'answers.json')
  writeFileSync(file, JSON.stringify(answers))
  return startProcess({
    name: 'floor',
    command: [process.execPath, 'bench/servers/floor.ts'],
    env: { ANSWERS: file },
    ready: '/',
  })
}

const prism = (port: number) =>
  startProcess({
    name: 'prism',
    command: [
      process.execPath,
      'node_modules/.bin/prism',
      ...['mock', '--port', String(port), '--verboseLevel', 'silent', 'generated/openapi.json'],
    ],
    url: `http://127.0.0.1:${port}`,
    ready: '/health',
  })

const scalar = () =>
  startProcess({
    name: 'scalar',
    command: [process.execPath, 'bench/peers/scalar.js'],
    ready: '/health',
  })

const targetOf =
  ({ headers }: Parley) =>
  ({ method, path, body }: Call, server: ServerProcess): Target => ({
    name: `${server.name} ${method} ${path}`,
    url: `${server.url}/v1/bench${path}`,
    method,
    headers,
    ...(body && { body }),
  })

/** The calls against the bare server, and against the mocks. */
export async function measureCalls({ rounds, seconds }: Depth): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const load: Load = { connections: 32, seconds }
  const results: Result[] = []
  const parley = await startParley()
  await fill(parley)
  const servers = [parley, await startFloor(parley, folder)]
  const stream = await sseReaders(`${parley.app}/realtime/events`, 1, () => [
    `authorization: Bearer ${token}`,
  ])
  const target = targetOf(parley)
  for (const one of calls) {
    const rows = await interleaved(
      servers.map((server) => target(one, server)),
      load,
      rounds,
    )
    const values = rows.map(([own, floor]) => (own?.rate ?? 0) / (floor?.rate ?? 1))
    results.push({ what: one.what, against: 'bare Fastify', target: { least: one.target }, values })
  }
  results.push(await tail(target, parley, { rounds, seconds }))
  for (const start of [() => prism(4911), scalar]) {
    const mock = await start()
    results.push(await againstMock(target, parley, mock, { rounds, seconds }))
    await mock.stop()
  }
  stream.close()
  for (const server of servers) await server.stop()
  rmSync(folder, { recursive: true, force: true })
  return results
}

const token = await userToken('alice')

const send = calls[2] as Call

async function tail(
  target: ReturnType<typeof targetOf>,
  parley: Parley,
  { rounds, seconds }: Depth,
): Promise<Result> {
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const figures = await measured(target(send, parley), { connections: 64, seconds })
    values.push(figures.p99 / figures.p50)
  }
  return {
    what: '`sendMessages`, p99 at 64 connections',
    against: 'its p50',
    target: { most: 5 },
    values,
  }
}

/** The least ratio of all calls, round by round. */
async function againstMock(
  target: ReturnType<typeof targetOf>,
  parley: Parley,
  mock: ServerProcess,
  { rounds, seconds }: Depth,
): Promise<Result> {
  const load: Load = { connections: 32, seconds }
  const ratios: number[][] = []
  for (const one of calls) {
    const rows = await interleaved([target(one, parley), target(one, mock)], load, rounds)
    ratios.push(rows.map(([own, other]) => (own?.rate ?? 0) / (other?.rate ?? 1)))
  }
  const values = Array.from({ length: rounds }, (_, round) =>
    Math.min(...ratios.map((ratio) => ratio[round] ?? 0)),
  )
  return {
    what: 'the same calls, the slowest of them',
    against: mock.name === 'prism' ? 'Prism' : '@scalar/mock-server',
    target: { least: mock.name === 'prism' ? 5 : 2 },
    values,
  }
}
