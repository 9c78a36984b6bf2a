import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { type Figures, measured, type Target } from '../load.ts'
import { call, type Parley } from '../parley.ts'

/**
 * Participants and number of the conversations of each kind. They are more than the messages of a commit, since messages of one
 * conversation in a commit share the updates of its participants. Those that are online have only the first users.
 */
export const kinds = {
  two: { participants: 2, count: 500 },
  fifty: { participants: 50, count: 200 },
  large: { participants: 300, count: 100 },
  tenOnline: { participants: 10, count: 100 },
  fiftyOnline: { participants: 50, count: 20 },
}

export type Kind = keyof typeof kinds

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
    for (let from = 0; from < count; from += 10)
      await Promise.all(
        Array.from({ length: Math.min(10, count - from) }, (_, more) => from + more).map((n) =>
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

export interface Cost extends Figures {
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
  load: () => Promise<Figures>,
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

/** Sends so many messages a second for six seconds. */
export const rateCost = (parley: Parley, meters: (() => number)[], kind: Kind, rate: number) =>
  costOf(parley, meters, () => measured(sends(parley, kind), { connections: 16, seconds: 6, rate }))

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

/** The middle one of three measurements: work in the background, such as a vacuum, falls into some. */
export async function middleOf(measure: () => Promise<Cost>): Promise<Cost> {
  const costs = [await measure(), await measure(), await measure()]
  const sum = ({ cpu }: Cost) => cpu.reduce((all, one) => all + one, 0)
  return costs.sort((one, other) => sum(one) - sum(other))[1] as Cost
}

/** Loads the server with a number of requests. */
export const loaded = (target: Target, connections: number, amount: number) =>
  measured(target, { connections, amount, seconds: 600 })

/** The costs of a message that follow from three measurements: many callers, few callers, and many participants. */
export function fitted(many: Cost, few: Cost, large: Cost, meter: number) {
  const cpu = ({ cpu }: Cost) => cpu[meter] as number
  const share = 1 / few.batch - 1 / many.batch
  const commit = Math.max(0, (cpu(few) - cpu(many)) / share)
  const rest = (cost: Cost) => cpu(cost) - commit / cost.batch
  const { two, large: most } = kinds
  const participant = (rest(large) - rest(many)) / (most.participants - two.participants)
  return { send: rest(many) - two.participants * participant, participant, commit }
}

/** Milliseconds of a transaction without statements. */
export const commitTime = (many: Cost, few: Cost) =>
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
