import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { Clock, Cores, Machine } from './cores.ts'
import { cpuOf, Tally, things, type Usage } from './tally.ts'
import type { Load, StreamUnits, Units } from './units.ts'

export const seed = 19

/** The maximum number of writes in a commit, and of simultaneous transactions of a node. */
const [maxBatch, transactions] = [64, 4]
/** Min microseconds between two announcements of commits by a node. */
export const pause = 5000
/** Microseconds of a query on its way. */
export const roundTrip = 500
/** Microseconds that a caller takes between a response and its next request. All callers are one program on one core. */
const callerTime = 60
/** Share of the CPU time of a message before it waits for a commit: HTTP, validation. The rest is spent in the transaction. */
const before = 0.4

export interface Outcome {
  /** CPU time of all nodes, and of the database, for a message; microseconds. */
  nodeCpu: number
  databaseCpu: number
  /**
   * How often each single thing was done for a message: by the nodes that take messages, by the nodes that only read
   * the log, and by the database.
   */
  usage: Record<'node' | 'reader' | 'database', Usage>
  /** Share of the time in which a node, or a core of the database, is busy. */
  nodeBusy: number
  databaseBusy: number
  /** Calls in a commit. */
  batch: number
  /** Milliseconds until the response, and until the last stream has the event. */
  write: { p50: number; p99: number }
  delivery: { p50: number; p99: number }
}

/** The part of the measured costs that the simulation needs. */
export interface Model {
  sqlite: { units: Units; streams: StreamUnits }
  postgres: { units: Units }
}

/** A node: one core, calls that wait for a commit, and events of the log that it has not read. */
class Node {
  readonly core: Cores
  readonly tally: Tally
  readonly reads: boolean
  calls: Call[] = []
  running = 0
  unread: number[] = []
  isReading = false
  isWoken = false
  isAnnouncing = false
  nextAnnouncement = 0
  constructor(clock: Clock, machine: Machine, tally: Tally, reads: boolean) {
    this.core = new Cores(clock, 1, machine)
    this.tally = tally
    this.reads = reads
  }
}

interface Call {
  begin: number
  isAnswered: () => void
}

const quantile = (times: number[], share: number) =>
  (times[Math.floor((times.length - 1) * share)] ?? 0) / 1000

const quantiles = (times: number[]) => {
  times.sort((one, other) => one - other)
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

/** Simulates some seconds of a load on nodes that share a database, call by call. */
export function simulate({ sqlite, postgres }: Model, load: Load, seconds = 2): Outcome {
  const random = xoroshiro128plus(seed)
  const exponential = (mean: number) => -Math.log(1 - uniformFloat64(random)) * mean
  const isShared = load.engine === 'postgres'
  const units: Units = isShared ? postgres.units : sqlite.units
  const { nodes: size, writers = size, readers = size, participants } = load
  const { online = 0, streams = 0, heartbeat = 15, listeners = 0 } = load
  const clock = new Clock()
  const machine = new Machine(load.sharedCores)
  const database = new Cores(clock, load.databaseCores ?? 2, machine)
  const client = new Cores(clock, 1, machine)
  const costs = { ...units, ...sqlite.streams }
  const tallies = {
    ...{ node: new Tally(costs), reader: new Tally(costs) },
    database: new Tally(units.database),
  }
  const nodes = Array.from(
    { length: size },
    (_, n) =>
      new Node(
        clock,
        machine,
        n < writers ? tallies.node : tallies.reader,
        streams > 0 && n >= size - readers,
      ),
  )
  const times = { write: [] as number[], delivery: [] as number[] }
  let [messages, commits] = [0, 0]

  const arrive = (node: Node, isAnswered = () => {}) => {
    const begin = clock.now
    const { core, tally } = node
    const idle = tally.coldness(core.idleTime)
    core.runLater(() => {
      const cpu = tally.add({ send: before, idle })
      // The commit takes the calls that came during the commit before it.
      commit(node)
      const done = () => {
        node.calls.push({ begin, isAnswered })
        commit(node)
      }
      return { cpu, wait: 0, done }
    })
  }

  const committed = (node: Node, batch: Call[]) => {
    node.running -= 1
    commits += 1
    messages += batch.length
    for (const { begin, isAnswered } of batch) {
      times.write.push(clock.now - begin)
      isAnswered()
    }
    for (const one of nodes) if (one.reads) one.unread.push(...batch.map(({ begin }) => begin))
    read(node)
    announce(node)
    if (node.calls.length > 0) commit(node)
  }

  /** Tells all nodes of commits, at most once in a pause. */
  const announce = (node: Node) => {
    if (node.isAnnouncing || !isShared) return
    node.isAnnouncing = true
    clock.after(Math.max(0, node.nextAnnouncement - clock.now), () => {
      node.isAnnouncing = false
      node.nextAnnouncement = clock.now + pause
      database.run(tallies.database.add({ notice: size + listeners }), () => {
        for (const one of nodes) if (one !== node) read(one)
      })
    })
  }

  /** Commits a share of the waiting writes in one transaction. */
  const commit = (node: Node) => {
    if (node.running >= (isShared ? transactions : 1)) return
    node.running += 1
    let batch: Call[] = []
    const store = () => {
      const idle = tallies.database.coldness(database.idleTime)
      const { length: send } = batch
      const done = { send, participant: send * participants, commit: 1, idle }
      database.run(tallies.database.add(done), () =>
        clock.after(units.commitTime * 1000, () => committed(node, batch)),
      )
    }
    node.core.runLater(() => {
      const share = isShared ? Math.ceil(node.calls.length / transactions) : maxBatch
      batch = node.calls.splice(0, Math.min(maxBatch, share))
      if (batch.length === 0) {
        node.running -= 1
        return { cpu: 0, wait: 0, done: () => {} }
      }
      const send = batch.length * (1 - before)
      const cpu = node.tally.add({ send, participant: batch.length * participants, commit: 1 })
      const wait = isShared ? 0 : Math.max(0, units.commitTime * 1000 - units.commit)
      return { cpu, wait, done: isShared ? store : () => committed(node, batch) }
    })
  }

  /** Reads the new entries of the log, and writes them to the streams of the node. */
  const read = (node: Node) => {
    node.isWoken = true
    if (node.isReading || node.unread.length === 0) return
    node.isReading = true
    node.isWoken = false
    const events = node.unread.splice(0)
    const done = { wake: 1, tail: events.length }
    const query = (done: () => void) =>
      isShared
        ? clock.after(roundTrip, () =>
            database.run(tallies.database.add({ wake: 1, tail: events.length }), done),
          )
        : done()
    query(() =>
      node.core.run(
        node.tally.add({ ...done, delivery: (events.length * online) / readers }),
        () => {
          if (online > 0) for (const begin of events) times.delivery.push(clock.now - begin)
          node.isReading = false
          if (node.isWoken) read(node)
        },
      ),
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

  const callers = Math.ceil((load.callers ?? 0) / writers)
  for (const [n, node] of nodes.entries()) {
    const { core, tally } = node
    if (n < writers) {
      for (let n = 0; n < callers; n += 1) {
        const send = () => client.run(callerTime, () => arrive(node, send))
        send()
      }
      often((load.messages ?? 0) / writers, () => arrive(node))
    }
    often((load.reads ?? 0) / size, () =>
      database.run(tallies.database.add({ read: 1 }), () =>
        core.run(tally.add({ read: 1 }), () => {}),
      ),
    )
    // Heartbeats of ten streams at a time.
    if (node.reads)
      often(streams / readers / heartbeat / 10, () =>
        core.run(tally.add({ heartbeat: 10 }), () => {}),
      )
  }
  const end = seconds * 1e6
  while (clock.step(end));
  tallies.node.add({ background: writers * seconds })
  tallies.reader.add({ background: (size - writers) * seconds })
  tallies.database.add({ background: seconds })
  const nodeCpu = cpuOf(tallies.node.usage, costs) + cpuOf(tallies.reader.usage, costs)
  const databaseCpu = cpuOf(tallies.database.usage, units.database)
  const each = ({ usage }: Tally) =>
    Object.fromEntries(things.map((name) => [name, usage[name] / messages])) as Usage
  return {
    nodeCpu: nodeCpu / messages,
    databaseCpu: databaseCpu / messages,
    usage: {
      ...{ node: each(tallies.node), reader: each(tallies.reader) },
      database: each(tallies.database),
    },
    nodeBusy: nodeCpu / size / end,
    databaseBusy: databaseCpu / (load.databaseCores ?? 2) / end,
    batch: messages / commits,
    write: quantiles(times.write),
    delivery: quantiles(times.delivery),
  }
}
