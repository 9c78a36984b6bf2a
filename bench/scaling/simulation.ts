import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { Clock, Cores } from './cores.ts'
import type { Load, Measured, Units } from './units.ts'

export const seed = 19

/** Max writes of a commit, and transactions of a node at a time. */
const [maxBatch, transactions] = [64, 4]
/** Min microseconds between two announcements of commits by a node. */
export const pause = 5000
/** Microseconds of a query on its way. */
export const roundTrip = 500
/** Microseconds that a caller takes between a response and its next request. All callers are one program on one core. */
const callerTime = 60
/** Microseconds without work after which a node counts as idle. */
export const idleFrom = 1000
/** Share of the CPU time of a message before it waits for a commit: HTTP, validation. The rest is spent in the transaction. */
const before = 0.4

export interface Outcome {
  /** CPU time of all nodes, and of the database, for a message; microseconds. */
  nodeCpu: number
  databaseCpu: number
  /** Share of the time for which a node, or a core of the database, is busy. */
  nodeBusy: number
  databaseBusy: number
  /** Messages in a commit. */
  batch: number
  /** Milliseconds until the response, and until the last stream has the event. */
  write: { p50: number; p99: number }
  delivery: { p50: number; p99: number }
}

/** A node: one core, writes that wait for a commit, and events of the log that it has not read. */
class Node {
  readonly core: Cores
  writes: Message[] = []
  running = 0
  unread: number[] = []
  isReading = false
  isAnnouncing = false
  nextAnnouncement = 0
  constructor(clock: Clock) {
    this.core = new Cores(clock, 1)
  }
}

interface Message {
  begin: number
  isAnswered: () => void
}

const quantile = (times: number[], share: number) =>
  (times[Math.floor((times.length - 1) * share)] ?? 0) / 1000

const quantiles = (times: number[]) => {
  times.sort((one, other) => one - other)
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

/** Simulates some seconds of a load on nodes that share a database, message by message. */
export function simulate({ sqlite, postgres }: Measured, load: Load, seconds = 2): Outcome {
  const random = xoroshiro128plus(seed)
  const exponential = (mean: number) => -Math.log(1 - uniformFloat64(random)) * mean
  const isShared = load.engine === 'postgres'
  const units: Units = isShared ? postgres.units : sqlite.units
  const { participants, online = 0, streams = 0, heartbeat = 15 } = load
  const clock = new Clock()
  const database = new Cores(clock, load.databaseCores ?? 2)
  const client = new Cores(clock, 1)
  const nodes = Array.from({ length: load.nodes }, () => new Node(clock))
  const isHeard = streams > 0
  const times = { write: [] as number[], delivery: [] as number[] }
  let [messages, commits] = [0, 0]

  const arrive = (node: Node, isAnswered = () => {}) => {
    const begin = clock.now
    const idle = node.core.idleTime > idleFrom ? units.idle : 0
    node.core.run(before * units.send + idle, () => {
      node.writes.push({ begin, isAnswered })
      commit(node)
    })
  }

  const committed = (node: Node, batch: Message[]) => {
    node.running -= 1
    commits += 1
    messages += batch.length
    for (const { begin, isAnswered } of batch) {
      times.write.push(clock.now - begin)
      isAnswered()
    }
    if (isHeard) {
      for (const one of nodes) for (const { begin } of batch) one.unread.push(begin)
      read(node)
      announce(node)
    }
    commit(node)
  }

  /** Tells the other nodes of commits, at most once in a pause. */
  const announce = (node: Node) => {
    if (node.isAnnouncing || nodes.length === 1) return
    node.isAnnouncing = true
    clock.after(Math.max(0, node.nextAnnouncement - clock.now), () => {
      node.isAnnouncing = false
      node.nextAnnouncement = clock.now + pause
      for (const one of nodes) if (one !== node) read(one)
    })
  }

  /** Commits a share of what waits, in one transaction. */
  const commit = (node: Node) => {
    if (node.writes.length === 0 || node.running >= (isShared ? transactions : 1)) return
    node.running += 1
    let batch: Message[] = []
    const store = () => {
      const { send, participant, commit } = units.database
      database.run(batch.length * (send + participants * participant) + commit, () =>
        clock.after(units.commitTime * 1000, () => committed(node, batch)),
      )
    }
    node.core.runLater(() => {
      const share = isShared ? Math.ceil(node.writes.length / transactions) : maxBatch
      batch = node.writes.splice(0, Math.min(maxBatch, share))
      const wait = isShared ? 0 : Math.max(0, units.commitTime * 1000 - units.commit)
      const each = (1 - before) * units.send + participants * units.participant
      const cpu = units.commit + batch.length * each
      return { cpu, wait, done: isShared ? store : () => committed(node, batch) }
    })
  }

  /** Reads what is new in the log, and writes it to the streams of the node. */
  const read = (node: Node) => {
    if (node.isReading || node.unread.length === 0) return
    node.isReading = true
    const events = node.unread.splice(0)
    const cpu =
      units.wake + events.length * (units.tail + (online / nodes.length) * sqlite.streams.delivery)
    const query = (done: () => void) =>
      isShared
        ? clock.after(roundTrip, () =>
            database.run(units.database.wake + events.length * units.database.tail, done),
          )
        : done()
    query(() =>
      node.core.run(cpu, () => {
        if (online > 0) for (const begin of events) times.delivery.push(clock.now - begin)
        node.isReading = false
        read(node)
      }),
    )
  }

  /** Calls `run` at random times, so many times a second. */
  const often = (rate: number, run: () => void) => {
    const next = () => {
      run()
      clock.after(exponential(1e6 / rate), next)
    }
    if (rate > 0) clock.after(exponential(1e6 / rate), next)
  }

  const callers = Math.ceil((load.callers ?? 0) / nodes.length)
  for (const node of nodes) {
    for (let n = 0; n < callers; n += 1) {
      const send = () => client.run(callerTime, () => arrive(node, send))
      send()
    }
    often((load.messages ?? 0) / nodes.length, () => arrive(node))
    often((load.reads ?? 0) / nodes.length, () =>
      database.run(units.database.read, () => node.core.run(units.read, () => {})),
    )
    // Heartbeats of ten streams at a time.
    often(streams / nodes.length / heartbeat / 10, () =>
      node.core.run(10 * sqlite.streams.heartbeat, () => {}),
    )
  }
  const end = seconds * 1e6
  while (clock.step(end));
  const nodeCpu = nodes.reduce((sum, { core }) => sum + core.used, 0)
  return {
    nodeCpu: nodeCpu / messages,
    databaseCpu: database.used / messages,
    nodeBusy: nodeCpu / nodes.length / end,
    databaseBusy: database.used / (load.databaseCores ?? 2) / end,
    batch: messages / commits,
    write: quantiles(times.write),
    delivery: quantiles(times.delivery),
  }
}
