import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createData } from './calls.ts'
import { startFloor } from './floor.ts'
import { type Depth, type Figures, type Load, measureInTurn, type Target } from './load.ts'
import { call, type Parley, startParley } from './parley.ts'
import type { Result } from './table.ts'

interface Case {
  what: string
  /** Min ratio to the rate of the bare server, if there is a target. */
  target?: number
  connections: number
  /** The messages go to these in turn. */
  conversations: string[]
}

const spread = (count: number) => Array.from({ length: count }, (_, index) => `spread-${index}`)
const sizes = [50, 300]

export const cases: Case[] = [
  ...[1, 12, 1000].map((count) => ({
    what: `into ${count.toLocaleString('en')} conversation${count === 1 ? '' : 's'} of 2`,
    target: count === 1000 ? 0.45 : 0.35,
    connections: 64,
    conversations: spread(count),
  })),
  { what: 'into 1,000 conversations, 2 connections', connections: 2, conversations: spread(1000) },
  ...sizes.map((size) => ({
    what: `into a conversation of ${size}`,
    connections: 64,
    conversations: [`of-${size}`],
  })),
]

export async function createConversations(parley: Parley): Promise<void> {
  const users = Array.from({ length: Math.max(...sizes) }, (_, index) => `user-${index}`)
  for (let from = 0; from < users.length; from += 100) {
    const some = users.slice(from, from + 100).map((id) => [id, { name: id }])
    await call(parley, 'PUT', '/users', Object.fromEntries(some))
  }
  const put = (id: string, size: number) =>
    call(parley, 'PUT', `/conversations/${id}`, { participants: users.slice(0, size) })
  for (const id of spread(1000)) await put(id, 2)
  for (const size of sizes) await put(`of-${size}`, size)
}

/** Sends of a message to the conversations in turn, to the server at the URL. */
export const sendsTo = (
  { name, url }: Pick<Parley, 'name' | 'url'>,
  { headers }: Pick<Parley, 'headers'>,
  conversations: string[],
): Target => ({
  name,
  url: `${url}/v1/bench/conversations/`,
  method: 'POST',
  headers,
  path: (n) => `${conversations[n % conversations.length]}/messages`,
  body: (n) => `[{"type":"UserMessage","sender":"user-0","text":"Hello, number ${n}!"}]`,
})

/** Compares sends into few and many, small and large conversations with a bare server that stores nothing. */
export async function measureSends({ rounds, seconds }: Depth): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const parley = await startParley()
  await createData(parley)
  await createConversations(parley)
  const floor = await startFloor(parley, folder)
  const results: Result[] = []
  for (const { what, target, connections, conversations } of cases) {
    const load: Load = { connections, seconds }
    const targets = [parley, floor].map((server) => sendsTo(server, parley, conversations))
    const rows = (await measureInTurn(targets, load, rounds)) as [Figures, Figures][]
    const sends = `\`sendMessages\`, durable, ${what}`
    const values = rows.map(([own, bare]) => own.rate / bare.rate)
    results.push({
      what: sends,
      against: 'bare Fastify',
      target: target === undefined ? {} : { least: target },
      values,
    })
    for (const key of ['p99', 'p999'] as const)
      results.push({
        what: `${sends}: ${key === 'p99' ? 'p99' : 'p99.9'}`,
        against: 'its p50',
        target: { most: key === 'p99' ? 5 : 20 },
        values: rows.map(([own]) => own[key] / Math.max(own.p50, 1)),
      })
  }
  for (const server of [parley, floor]) await server.stop()
  rmSync(folder, { recursive: true, force: true })
  return results
}
