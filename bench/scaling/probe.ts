import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { measured, type Target } from '../load.ts'
import { call, type Parley, userToken } from '../parley.ts'
import { sseReaders } from '../stream-readers.ts'

/**
 * Participants and number of the conversations of each kind. All kinds have about as many rows of participants, since
 * few rows are updated faster than many. There are more conversations than messages in a commit, because messages of
 * one conversation share its updates. Kinds with online users contain only the first users.
 */
export const kinds = {
  two: { participants: 2, count: 10_000 },
  ten: { participants: 10, count: 2000 },
  fifty: { participants: 50, count: 500 },
  large: { participants: 300, count: 100 },
  tenOnline: { participants: 10, count: 100 },
  fiftyOnline: { participants: 50, count: 20 },
}

export type Kind = keyof typeof kinds

const seed = 19

const userIds = Array.from({ length: 10_000 }, (_, n) => `u${n}`)

export const onlineIds = userIds.slice(0, 1000)

/** Users who are in no conversation. */
export const aloneIds = Array.from({ length: 100 }, (_, n) => `alone${n}`)

const memberOf = (kind: Kind, conversation: number, n: number) =>
  userIds[(conversation * kinds[kind].participants + n) % userIds.length] as string

/** Creates the users, and conversations of all of them except the users who are alone. */
export async function createConversations(parley: Parley): Promise<void> {
  const all = [...userIds, ...aloneIds]
  for (let from = 0; from < all.length; from += 100) {
    const some = all.slice(from, from + 100).map((id) => [id, { name: id }])
    await call(parley, 'PUT', '/users', Object.fromEntries(some))
  }
  for (const kind of Object.keys(kinds) as Kind[]) {
    const { participants, count } = kinds[kind]
    for (let from = 0; from < count; from += 50)
      await Promise.all(
        Array.from({ length: Math.min(50, count - from) }, (_, more) => from + more).map((n) =>
          call(parley, 'PUT', `/conversations/${kind}-${n}`, {
            participants: Array.from({ length: participants }, (_, one) => memberOf(kind, n, one)),
          }),
        ),
      )
  }
}

/** Calls that each send a message of so many characters. */
export function sends({ app, headers }: Parley, kind: Kind, characters = 20): Target {
  const { count } = kinds[kind]
  const message = (n: number) => ({
    ...{ type: 'UserMessage', sender: memberOf(kind, n % count, 0), text: 'x'.repeat(characters) },
  })
  return {
    name: `sendMessages ${kind}`,
    url: `${app}/conversations/`,
    method: 'POST',
    headers,
    path: (n) => `${kind}-${n % count}/messages`,
    body: (n) => JSON.stringify([message(n)]),
  }
}

export const reads = ({ app, headers }: Parley): Target => ({
  name: 'listMessages',
  url: `${app}/conversations/two-1/messages`,
  headers,
})

/** Loads the server with a number of requests. */
export const loaded = (target: Target, connections: number, amount: number) =>
  measured(target, { connections, amount, seconds: 600 })

/** Makes so many calls a second for some seconds, at random times. No call waits for the call before it. */
export async function loadedAt(target: Target, rate: number, seconds: number) {
  const agent = new Agent({ keepAlive: true })
  const { url, headers, path, body } = target
  const count = seconds * rate
  const random = xoroshiro128plus(seed)
  let at = performance.now()
  const calls: Promise<void>[] = []
  for (let n = 0; n < count; n += 1) {
    at -= (Math.log(1 - uniformFloat64(random)) * 1000) / rate
    await setTimeout(Math.max(0, at - performance.now()))
    calls.push(post(agent, `${url}${path?.(n)}`, headers, `${body?.(n)}`))
  }
  await Promise.all(calls)
  agent.destroy()
  return { count }
}

const post = (agent: Agent, url: string, headers: Target['headers'], body: string) =>
  new Promise<void>((resolve, reject) => {
    const all = { ...headers, 'content-type': 'application/json' }
    request(url, { agent, method: 'POST', headers: all }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} returned ${response.statusCode}`))
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end(body)
  })

/**
 * Resolves when the work that follows the load, such as the search index, has ended, which means that less than a tenth
 * of a core is busy.
 */
export async function settled(cpu: () => number): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) {
    const before = cpu()
    await setTimeout(400)
    if (cpu() - before < 0.04) return
  }
}

/** Commits, the calls in them and their seconds since the start of a node (Prometheus text). */
export async function commitsOf({ url }: Parley) {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  return {
    commits: value('parley_commit_writes_count'),
    calls: value('parley_commit_writes_sum'),
    seconds: value('parley_commit_duration_seconds_sum'),
  }
}

/** Opens a stream for each of these users, measures a load, and closes them. */
export async function heardBy<T>(
  { app }: Parley,
  userIds: string[],
  measure: () => Promise<T>,
): Promise<T> {
  const tokens = await Promise.all(userIds.map(userToken))
  const readers = await sseReaders(`${app}/realtime/events`, tokens.length, (n) => [
    `authorization: Bearer ${tokens[n]}`,
  ])
  try {
    return await measure()
  } finally {
    readers.close()
  }
}

/** CPU time of a process and its children in seconds, also of those that have ended (Linux: proc_pid_stat(5)). */
export function cpuOfTree(pid: number): number {
  const ticks = (one: string, columns: number[]) => {
    try {
      const fields = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return columns.reduce((sum, column) => sum + Number(fields[column] ?? 0), 0)
    } catch {
      // A child that has just ended counts with its parent from now on.
      return 0
    }
  }
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  const own = children.filter(Boolean).reduce((sum, child) => sum + ticks(child, [11, 12]), 0)
  return (own + ticks(`${pid}`, [11, 12, 13, 14])) / 100
}
