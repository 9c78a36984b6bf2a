import { type Outcome, pause, roundTrip, simulate } from './simulation.ts'
import type { Load, Measured, Units } from './units.ts'

/** What an operator needs. */
export interface Need {
  streams: number
  /** A second. */
  messages: number
  /** The number of users in each conversation, and how many of them have a stream. */
  participants: number
  online: number
}

export const needs: Need[] = [
  { streams: 500, messages: 5, participants: 10, online: 5 },
  { streams: 5000, messages: 50, participants: 2, online: 2 },
  { streams: 10_000, messages: 200, participants: 10, online: 3 },
  { streams: 50_000, messages: 500, participants: 10, online: 3 },
  { streams: 100_000, messages: 1000, participants: 50, online: 5 },
  { streams: 1_000_000, messages: 1000, participants: 10, online: 3 },
  { streams: 1_000_000, messages: 10_000, participants: 2, online: 2 },
  { streams: 1_000_000, messages: 10_000, participants: 10, online: 3 },
  { streams: 1_000_000, messages: 10_000, participants: 300, online: 30 },
]

/** The share of a core that is planned for; the rest is for peaks. */
export const planned = 0.6
/** The share of a node that may go into reading the log. The more it is, the less a further node helps. */
export const logShare = 0.3
/** Cores of a database, and streams of a node (`MAX_CONNECTIONS`). */
export const [databaseCores, nodeStreams] = [16, 10_000]
/** Pages read a second for each stream: one in twenty seconds. */
const readsPerStream = 0.05
/** Messages that are expected to share a commit at such a load. */
export const sharing = 2

/** A setup: databases, each with its nodes. */
export interface Setup {
  engine: Load['engine']
  cells: number
  /** Of each cell. */
  nodes: number
  cores: number
  /** Share of a node that reading the log takes. */
  log: number
}

/** How often a second each of so many nodes reads the log, if so many messages a second are announced to it. */
export function readings({ wake, database }: Units, messages: number, nodes: number): number {
  const announced = messages / (1 + (messages / nodes) * (pause / 1e6))
  return Math.min(announced, 1e6 / (roundTrip + wake + database.wake))
}

/** The share of a node's time for reading a log of so many messages a second. */
export const logTime = (units: Units, messages: number, nodes: number) =>
  (messages * units.tail + readings(units, messages, nodes) * units.wake) / 1e6

/** The most messages a second for which this is not more than a limit. */
function most(of: (messages: number) => number, limit: number): number {
  let [low, high] = [0, 1e6]
  while (high - low > 0.5) {
    const middle = (low + high) / 2
    if (of(middle) > limit) high = middle
    else low = middle
  }
  return low
}

/** How many messages a second a log may have. */
export const logLimit = (units: Units, nodes: number) =>
  most((messages) => logTime(units, messages, nodes), logShare)

/** How many messages a second a core of a database stores, and gives to so many nodes. */
export const databaseLimit = (units: Units, participants: number, nodes: number) =>
  most(
    (messages) => databaseWork(units, { messages, streams: 0, participants, online: 0 }, nodes),
    planned,
  )

/** CPU time a second of all nodes of a cell, without reading the log; seconds. */
function nodeWork({ sqlite, postgres }: Measured, engine: Load['engine'], need: Need): number {
  const units = engine === 'sqlite' ? sqlite.units : postgres.units
  const { delivery, heartbeat } = sqlite.streams
  const message =
    units.send +
    need.participants * units.participant +
    units.commit / sharing +
    need.online * delivery
  const stream = heartbeat / 15 + readsPerStream * units.read
  return (need.messages * message + need.streams * stream) / 1e6
}

/** The share of a node's time that it takes to read the log in a simulated cell. */
const simulatedLog = (units: Units, { nodes }: Setup, messages: number, { usage }: Outcome) =>
  ((usage.node.wake * units.wake + usage.node.tail * units.tail) * messages) / nodes / 1e6

/**
 * The smallest setup that carries the load: the first guess is computed, then it grows until a simulated node and core
 * are no busier than planned.
 */
export function setupFor(measured: Measured, need: Need): { setup: Setup; outcome: Outcome } {
  if (need.streams <= nodeStreams && nodeWork(measured, 'sqlite', need) <= planned) {
    const setup: Setup = { engine: 'sqlite', cells: 1, nodes: 1, cores: 0, log: 0 }
    const outcome = simulated(measured, need, setup)
    if (outcome.nodeBusy <= planned) return { setup, outcome }
  }
  const { units } = measured.postgres
  for (let cells = 1; ; cells += 1) {
    const cell = { ...need, messages: need.messages / cells, streams: need.streams / cells }
    const least = Math.max(2, Math.ceil(cell.streams / nodeStreams))
    if (logTime(units, cell.messages, least) > logShare) continue
    const grown = grownFor(measured, need, cells, least)
    if (grown && grown.setup.log <= logShare) return grown
  }
}

/** A setup of so many cells; undefined if a database has too few cores for them. */
function grownFor(measured: Measured, need: Need, cells: number, least: number) {
  const { units } = measured.postgres
  const cell = { ...need, messages: need.messages / cells, streams: need.streams / cells }
  const work = nodeWork(measured, 'postgres', cell)
  const log = logTime(units, cell.messages, least)
  let nodes = Math.max(least, Math.ceil(work / (planned - log)))
  let cores = Math.max(2, Math.ceil(databaseWork(units, cell, nodes) / planned))
  while (cores <= databaseCores && nodes <= 200) {
    const setup: Setup = { engine: 'postgres', cells, nodes, cores, log }
    const outcome = simulated(measured, need, setup)
    const { nodeBusy, databaseBusy } = outcome
    setup.log = simulatedLog(units, setup, cell.messages, outcome)
    if (setup.log > logShare) return undefined
    if (nodeBusy <= planned && databaseBusy <= planned) return { setup, outcome }
    if (nodeBusy > planned) nodes = Math.max(nodes + 1, Math.ceil((nodes * nodeBusy) / planned))
    if (databaseBusy > planned)
      cores = Math.max(cores + 1, Math.ceil((cores * databaseBusy) / planned))
  }
  return undefined
}

/** CPU time a second of the database of a cell; seconds. */
function databaseWork(units: Units, { messages, streams, participants }: Need, nodes: number) {
  const { send, participant, commit, read, tail, wake, notice } = units.database
  const message = send + participants * participant + commit / sharing + nodes * tail
  const told = readings(units, messages, nodes) * nodes * (wake + notice)
  return (messages * message + streams * readsPerStream * read + told) / 1e6
}

/** Simulates one cell of the set-up. */
export function simulated(measured: Measured, need: Need, setup: Setup): Outcome {
  const { cells, engine, nodes, cores } = setup
  const messages = need.messages / cells
  const streams = need.streams / cells
  const { participants, online } = need
  // About as many messages for each row.
  const seconds = Math.min(20, Math.max(0.3, 800 / messages))
  return simulate(
    measured,
    {
      ...{ engine, nodes, participants, online, messages, streams },
      ...{ reads: streams * readsPerStream, databaseCores: Math.max(1, cores) },
    },
    seconds,
  )
}

/** Gigabytes of a database a day. The log is bounded, so this counts what its messages leave for longer too. */
export const diskOfDay = ({ sqlite, postgres }: Measured, need: Need, { engine }: Setup) => {
  const { bytes, characterBytes } = engine === 'sqlite' ? sqlite.units : postgres.units
  return (need.messages * 86_400 * (bytes + 80 * characterBytes)) / 1e9
}
