import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { type Figures, measured, type Target } from '../load.ts'
import { call, type Parley, userToken } from '../parley.ts'
import { sseReaders } from '../stream-readers.ts'
import { idleFrom } from './simulation.ts'

/**
 * Participants and number of the conversations of each kind: about as many rows of participants of each, since few rows are
 * updated faster than many. Conversations are more than the messages of a commit, as those of one conversation share
 * its updates. Those that are online have only the first users.
 */
export const kinds = {
  two: { participants: 2, count: 10_000 },
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

/** Creates the users, and conversations of all of them but those who are alone. */
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

export const sends = ({ app, headers }: Parley, kind: Kind, text = 'x'.repeat(20)): Target => {
  const { count } = kinds[kind]
  return {
    name: `sendMessages ${kind}`,
    url: `${app}/conversations/`,
    method: 'POST',
    headers,
    path: (n) => `${kind}-${n % count}/messages`,
    body: (n) =>
      `[{"type":"UserMessage","sender":"${memberOf(kind, n % count, 0)}","text":"${text}"}]`,
  }
}

export const reads = ({ app, headers }: Parley): Target => ({
  name: 'listMessages',
  url: `${app}/conversations/two-1/messages`,
  headers,
})

/** Resolves when the work that follows the load, such as the search index, has ended: when less than a tenth of a core is busy. */
async function settled(cpu: () => number): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) {
    const before = cpu()
    await setTimeout(400)
    if (cpu() - before < 0.04) return
  }
}

/** Commits and the writes in them since the start (Prometheus text). */
async function commits({
  url,
}: Parley): Promise<{ commits: number; writes: number; seconds: number }> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  return {
    commits: value('parley_commit_writes_count'),
    writes: value('parley_commit_writes_sum'),
    seconds: value('parley_commit_duration_seconds_sum'),
  }
}

export interface Cost extends Pick<Figures, 'rate' | 'count'> {
  /** CPU time of each meter; microseconds a response. */
  cpu: number[]
  /** Writes in a commit. */
  batch: number
  /** Milliseconds of a transaction. */
  transaction: number
}

/** Loads the server and returns what a response costs, by each meter of CPU seconds. */
export async function costOf(
  parley: Parley,
  meters: (() => number)[],
  load: () => Promise<Pick<Figures, 'rate' | 'count'>>,
): Promise<Cost> {
  const all = () => meters.reduce((sum, meter) => sum + meter(), 0)
  await settled(all)
  const [before, base] = [meters.map((meter) => meter()), await commits(parley)]
  const figures = await load()
  await settled(all)
  const after = await commits(parley)
  const made = after.commits - base.commits
  return {
    ...figures,
    cpu: meters.map((meter, index) => ((meter() - (before[index] ?? 0)) / figures.count) * 1e6),
    batch: (after.writes - base.writes) / made,
    transaction: ((after.seconds - base.seconds) / made) * 1000,
  }
}

/** Sends so many messages a second for six seconds, at random times, each without a wait for the one before. */
export const rateCost = (parley: Parley, meters: (() => number)[], kind: Kind, rate: number) =>
  costOf(parley, meters, async () => {
    const agent = new Agent({ keepAlive: true })
    const { url, headers, path, body } = sends(parley, kind)
    const count = 6 * rate
    const random = xoroshiro128plus(seed)
    const begun = performance.now()
    let at = begun
    const calls: Promise<void>[] = []
    for (let n = 0; n < count; n += 1) {
      at -= (Math.log(1 - uniformFloat64(random)) * 1000) / rate
      await setTimeout(Math.max(0, at - performance.now()))
      calls.push(post(agent, `${url}${path?.(n)}`, headers, `${body?.(n)}`))
    }
    await Promise.all(calls)
    agent.destroy()
    return { rate: (count * 1000) / (performance.now() - begun), count }
  })

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
 * Sends so many messages with a number of callers, each of which waits for its response. Counts of requests, not of seconds, make
 * as much of the program compiled on a busy machine as on a quiet one.
 */
export const sendCost = (
  parley: Parley,
  meters: (() => number)[],
  kind: Kind,
  connections: number,
  amount: number,
) => costOf(parley, meters, () => loaded(sends(parley, kind), connections, amount))

/**
 * Measures the loads in turn, in three rounds, and returns the middle cost of each. Work in the background, such as a vacuum, falls
 * into some rounds, and a change of the machine's speed falls on all loads alike.
 */
export async function middlesOf<Name extends string>(
  loads: Record<Name, () => Promise<Cost>>,
): Promise<Record<Name, Cost>> {
  const costs: [Name, Cost][] = []
  for (let round = 0; round < 3; round += 1)
    for (const name of Object.keys(loads) as Name[]) {
      const cost = await loads[name]()
      console.error(name, cost.cpu.map(Math.round), `${cost.batch.toFixed(1)} in a commit`)
      costs.push([name, cost])
    }
  const sum = ({ cpu }: Cost) => cpu.reduce((all, one) => all + one, 0)
  const middle = (name: Name) => {
    const own = costs.filter(([one]) => one === name).map(([, cost]) => cost)
    return own.sort((one, other) => sum(one) - sum(other))[1] as Cost
  }
  return Object.fromEntries(
    (Object.keys(loads) as Name[]).map((name) => [name, middle(name)]),
  ) as Record<Name, Cost>
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

/** The loads that costs and points are taken from, with `size` thousand messages at a time. */
export function loadsOf(parley: Parley, meters: (() => number)[], size: number) {
  const send = (kind: Kind, callers: number, amount: number) => () =>
    sendCost(parley, meters, kind, callers, amount * size)
  return {
    many: send('two', 64, 10),
    slow: () => rateCost(parley, meters, 'two', 100),
    few: send('two', 2, 2),
    large: send('large', 16, 1),
    read: () => costOf(parley, meters, () => loaded(reads(parley), 32, 8 * size)),
    fifty: send('fifty', 64, 3),
    eight: send('two', 8, 3),
  }
}

/** Loads the server with a number of requests. */
export const loaded = (target: Target, connections: number, amount: number) =>
  measured(target, { connections, amount, seconds: 600 })

/** The costs of a message that follow from three measurements: many callers, few callers, and many participants. */
export function fitted(
  { many, few, large }: Record<'many' | 'few' | 'large', Cost>,
  meter: number,
) {
  const cpu = ({ cpu }: Cost) => cpu[meter] as number
  const share = 1 / few.batch - 1 / many.batch
  const commit = Math.max(0, (cpu(few) - cpu(many)) / share)
  const rest = (cost: Cost) => cpu(cost) - commit / cost.batch
  const { two, large: most } = kinds
  const participant = (rest(large) - rest(many)) / (most.participants - two.participants)
  return { send: rest(many) - two.participants * participant, participant, commit }
}

/** What an event costs a reader of the log, and each reading: of many events, when many callers write, or of one, when few do. */
export function reading(
  loads: Record<'many' | 'heardMany' | 'slow' | 'heardSlow', Cost>,
  meter: number,
  together: number,
) {
  const added = (heard: Cost, quiet: Cost) =>
    Math.max(0, (heard.cpu[meter] as number) - (quiet.cpu[meter] as number))
  const [one, all] = [
    added(loads.heardSlow, loads.slow),
    added(loads.heardMany, loads.many),
  ] as const
  const wake = Math.max(0, (one - all) / (1 - 1 / together))
  return { wake, tail: Math.max(0, all - wake / together) }
}

/** The share of messages that find the node idle, if they come at random times. */
export const idleShare = ({ rate, cpu }: Cost) =>
  (1 - ((cpu[0] as number) * rate) / 1e6) * Math.exp((-rate * idleFrom) / 1e6)

/** What a message costs more if it finds the node idle, as caches are cold. */
export function waking(
  { slow }: Record<'slow', Cost>,
  { send, participant, commit }: ReturnType<typeof fitted>,
) {
  const alone = send + kinds.two.participants * participant + commit
  return Math.max(0, ((slow.cpu[0] as number) - alone) / idleShare(slow))
}

/** Milliseconds of a transaction without statements. */
export const commitTime = ({ many, few }: Record<'many' | 'few', Cost>) =>
  Math.max(
    0.05,
    few.transaction -
      (few.batch * (many.transaction - few.transaction)) / Math.max(1, many.batch - few.batch),
  )

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
