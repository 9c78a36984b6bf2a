import { setTimeout } from 'node:timers/promises'
import type { Parley } from '../parley.ts'
import { median } from '../table.ts'
import { nameOf, type Planned } from './loads.ts'
import {
  aloneIds,
  commitsOf,
  heardBy,
  type Kind,
  kinds,
  loaded,
  loadedAt,
  onlineIds,
  reads,
  sends,
  settled,
} from './probe.ts'
import type { Load, Sample } from './units.ts'

/** CPU seconds so far: of each node, and of the database. */
export interface Meters {
  nodes: (() => number)[]
  database: () => number
}

/** The nodes and meters of a measurement. */
export interface Bench {
  nodes: Parley[]
  meters: Meters
  /** Announcements of commits so far. */
  announcements: () => number
  /** Has so many connections that get announcements of commits while it measures. */
  told?: <T>(listeners: number, measure: () => Promise<T>) => Promise<T>
  /** A twelfth of the calls of the largest load. */
  size: number
}

/** Calls of a load with callers, for a size of one. */
const amountOf = ({ participants, callers = 1 }: Load) =>
  participants > 2 ? ({ 10: 6, 50: 4, 300: 0.8 }[participants] ?? 1) : Math.min(12, 3 + callers / 2)

const kindOf = ({ participants, online }: Load): Kind => {
  const names = Object.keys(kinds) as Kind[]
  const isOnline = online !== undefined
  return names.find(
    (name) => kinds[name].participants === participants && name.endsWith('Online') === isOnline,
  ) as Kind
}

/** Puts a load on the nodes, and returns what a message costs. */
async function measure(bench: Bench, { load, isFitted }: Planned): Promise<Sample> {
  const { nodes, meters, announcements, told, size } = bench
  const { writers = nodes.length, readers = nodes.length, streams = 0 } = load
  const some = nodes.slice(0, writers)
  const all = () => meters.database() + meters.nodes.reduce((sum, meter) => sum + meter(), 0)
  const state = async () => ({
    ...{ at: performance.now(), database: meters.database(), announcements: announcements() },
    nodes: meters.nodes.map((meter) => meter()),
    commits: await Promise.all(some.map(commitsOf)),
  })
  const run = async () => {
    await settled(all)
    const before = await state()
    const counts = await Promise.all(
      some.map(async (node) => {
        const target = sends(node, kindOf(load))
        const { callers, messages = 0 } = load
        const { count } = callers
          ? await loaded(target, callers / writers, Math.round((amountOf(load) * size) / writers))
          : await loadedAt(target, messages / writers, messages < 100 ? 8 : 5)
        return count
      }),
    )
    await settled(all)
    const after = await state()
    const count = counts.reduce((sum, one) => sum + one, 0)
    const each = (seconds: number) => (seconds / count) * 1e6
    const cpu = after.nodes.map((one, n) => each(one - (before.nodes[n] as number)))
    const sum = (values: number[]) => values.reduce((sum, one) => sum + one, 0)
    const made = (key: 'commits' | 'calls' | 'seconds') =>
      sum(after.commits.map((one, n) => one[key] - (before.commits[n]?.[key] as number)))
    return {
      ...{ load, isFitted, count, seconds: (after.at - before.at) / 1000 },
      ...{ node: sum(cpu.slice(0, writers)), reader: sum(cpu.slice(writers)) },
      database: each(after.database - before.database),
      batch: made('calls') / made('commits'),
      announcements: (after.announcements - before.announcements) / count,
      transaction: (made('seconds') / made('commits')) * 1000,
    }
  }
  const users = load.online === undefined ? aloneIds : onlineIds
  const hearing = streams > 0 ? nodes.slice(nodes.length - readers) : []
  const heard = hearing.reduce((run, node) => () => heardBy(node, users, run), run)
  return load.listeners && told ? told(load.listeners, heard) : heard()
}

/**
 * Measures the loads in turn, in rounds, and returns the middle of each cost. Background work, such as a vacuum,
 * happens in some rounds only, and a change of the machine's speed affects all loads equally.
 */
export async function samplesOf(bench: Bench, loads: Planned[], rounds: number): Promise<Sample[]> {
  const samples: Sample[][] = loads.map(() => [])
  for (let round = 0; round < rounds; round += 1)
    for (const [n, planned] of loads.entries()) {
      const sample = await measure(bench, planned)
      console.error(nameOf(planned.load), JSON.stringify(sample))
      samples[n]?.push(sample)
    }
  const numbers = ['count', 'seconds', 'node', 'database', 'reader', 'batch'] as const
  const others = ['announcements', 'transaction'] as const
  return samples.map((own, n) => ({
    ...(loads[n] as Planned),
    ...(Object.fromEntries(
      [...numbers, ...others].map((key) => [key, median(own.map((one) => one[key]))]),
    ) as Omit<Sample, keyof Planned>),
  }))
}

/** CPU time for a second without work, and for a page of ten messages, of the first node and the database; microseconds. */
export async function restOf({ nodes, meters, size }: Bench, rounds = 3) {
  const [node] = nodes as [Parley]
  const all = () => meters.database() + meters.nodes.reduce((sum, meter) => sum + meter(), 0)
  const cpu = () => [meters.nodes[0]?.() ?? 0, meters.database()] as const
  const costs = { background: [] as number[][], read: [] as number[][] }
  for (let round = 0; round < rounds; round += 1) {
    await settled(all)
    // The work that a load leaves behind takes some seconds.
    await setTimeout(4000)
    const before = cpu()
    await setTimeout(6000)
    const rest = cpu().map((one, n) => (one - (before[n] as number)) / 6)
    const [begin, from] = [performance.now(), cpu()]
    const { count } = await loaded(reads(node), 32, 8 * size)
    const seconds = (performance.now() - begin) / 1000
    const read = cpu().map(
      (one, n) => (one - (from[n] as number) - seconds * (rest[n] ?? 0)) / count,
    )
    costs.background.push(rest)
    costs.read.push(read)
  }
  const middle = (rows: number[][]) => {
    const [node = 0, database = 0] = [0, 1].map((n) => median(rows.map((row) => row[n] ?? 0)) * 1e6)
    return { node, database }
  }
  return { background: middle(costs.background), read: middle(costs.read) }
}
