import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calls, createData, sending, targetOf } from './calls.ts'
import { type Depth, type Load, measured, measureInTurn } from './load.ts'
import { call, type Parley, startParley, userToken } from './parley.ts'
import { type ServerProcess, startProcess } from './processes.ts'
import { sseReaders } from './stream-readers.ts'
import type { Result } from './table.ts'

/** Starts the bare server, which returns the same responses as Parley. */
export async function startFloor(parley: Parley, folder: string): Promise<ServerProcess> {
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
      '/v1/:appId/conversations/:conversationId/messages': {
        schema: 'MessagesToSend',
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

/** Compares each call with the bare server. With two connections, hardly any writes can share a commit. */
export async function measureFloor(
  { rounds, seconds }: Depth,
  connections: 2 | 32,
): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const load: Load = { connections, seconds }
  const parley = await startParley()
  await createData(parley)
  const servers = [parley, await startFloor(parley, folder)]
  const token = await userToken('alice')
  const stream = await sseReaders(`${parley.app}/realtime/events`, 1, () => [
    `authorization: Bearer ${token}`,
  ])
  const results: Result[] = []
  for (const one of calls) {
    const targets = servers.map((server) => targetOf(parley, one, server))
    const rows = await measureInTurn(targets, load, rounds)
    const values = rows.map(([own, floor]) => (own?.rate ?? 0) / (floor?.rate ?? 1))
    // The targets are for a server that is busy.
    const target = connections === 2 ? {} : { least: one.target }
    results.push({ what: one.what, against: 'bare Fastify', target, values })
  }
  if (connections > 2) results.push(await tail(parley, { rounds, seconds }))
  stream.close()
  for (const server of servers) await server.stop()
  rmSync(folder, { recursive: true, force: true })
  return results
}

async function tail(parley: Parley, { rounds, seconds }: Depth): Promise<Result> {
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const figures = await measured(sending(parley), { connections: 64, seconds })
    values.push(figures.p99 / figures.p50)
  }
  return {
    what: '`sendMessages`, p99 at 64 connections',
    against: 'its p50',
    target: { most: 5 },
    values,
  }
}
