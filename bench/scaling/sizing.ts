import { type Outcome, pause, roundTrip, simulate } from './simulation.ts'
import type { Load, Measured } from './units.ts'

/** What an operator needs. */
export interface Need {
  streams: number
  /** A second. */
  messages: number
  /** Of each conversation, and those of them who have a stream. */
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

/** A set-up: databases, each with nodes of its own. */
export interface Setup {
  engine: Load['engine']
  cells: number
  /** Of each cell. */
  nodes: number
  cores: number
  /** Share of a node that reading the log takes. */
  log: number
}

/** CPU time a second of all nodes of a cell but for reading the log; seconds. */
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

/** The smallest set-up that does it. */
export function setupFor(measured: Measured, need: Need): Setup {
  const single =
    nodeWork(measured, 'sqlite', need) + (need.messages * measured.sqlite.units.tail) / 1e6
  if (single <= planned && need.streams <= nodeStreams)
    return { engine: 'sqlite', cells: 1, nodes: 1, cores: 0, log: 0 }
  const { database, tail, wake } = measured.postgres.units
  for (let cells = 1; ; cells += 1) {
    const cell = { ...need, messages: need.messages / cells, streams: need.streams / cells }
    // A node that is busy reads more events at a time, at least once in a pause.
    const log = (cell.messages * tail + Math.min(cell.messages, 1e6 / pause) * wake) / 1e6
    if (log > logShare) continue
    const work = nodeWork(measured, 'postgres', cell)
    const nodes = Math.max(
      2,
      Math.ceil(cell.streams / nodeStreams),
      Math.ceil(work / (planned - log)),
    )
    const message =
      database.send +
      need.participants * database.participant +
      database.commit / sharing +
      nodes * database.tail
    const logReads = Math.min(
      ...[cell.messages, (nodes * 1e6) / pause, 1e6 / (roundTrip + wake + database.wake)],
    )
    const busy =
      (cell.messages * message +
        cell.streams * readsPerStream * database.read +
        nodes * logReads * database.wake) /
      1e6
    const cores = Math.max(2, Math.ceil(busy / planned))
    if (cores <= databaseCores) return { engine: 'postgres', cells, nodes, cores, log }
  }
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
