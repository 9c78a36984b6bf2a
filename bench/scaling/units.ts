import { readFileSync } from 'node:fs'

/** The cost of each single thing for a node or the database, in microseconds of CPU time. */
export interface Costs {
  /** A message, without its participants and its commit. */
  send: number
  /** Each participant of the conversation, online or not. */
  participant: number
  /** A commit, which waiting messages share. */
  commit: number
  /** The additional cost of a message after a long rest, since caches are cold. */
  idle: number
  /** A page of ten messages. */
  read: number
  /** Each event that a node reads from the log, whether for its own streams or not. */
  tail: number
  /** Each time that a node reads the log, for one event or many. */
  wake: number
  /** Each node that gets an announcement of a commit, whether it reads the log or not. */
  notice: number
  /** A second without work. */
  background: number
}

export interface DatabaseUnits extends Costs {
  /** Milliseconds of rest after which `idle` has grown to 63 % of its full size. */
  cooling: number
}

/** Taken from the measured loads by `unitsOf`. */
export interface Units extends DatabaseUnits {
  /** Milliseconds until a commit without statements is durable. On SQLite they block the node. */
  commitTime: number
  /** Costs of the database: 0 for SQLite, which runs in the node. */
  database: DatabaseUnits
  /** Bytes on disk for a message of 20 characters between two, with its event in the log, all indexes and its words for the search. */
  bytes: number
  /** Bytes for each further character. */
  characterBytes: number
}

/** The costs of a stream, on either engine. */
export interface StreamUnits {
  /** CPU time to write one event to one stream; microseconds. */
  delivery: number
  /** CPU time for a heartbeat; microseconds. */
  heartbeat: number
  /** Kilobytes of memory. */
  memory: number
  /** Megabytes of a node without streams. */
  baseMemory: number
}

export interface Load {
  engine: 'sqlite' | 'postgres'
  nodes: number
  /** The first nodes, which take the messages. Default: all nodes. */
  writers?: number
  /** The last nodes, which have the streams. Default: all nodes. */
  readers?: number
  /** Callers that each wait for the response of a message before the next, or messages a second. */
  callers?: number
  messages?: number
  /** Of each conversation. */
  participants: number
  /** Participants of each conversation who have a stream. */
  online?: number
  streams?: number
  /** Seconds between heartbeats; default 15. */
  heartbeat?: number
  /** Pages read a second. */
  reads?: number
  /** Cores of the database; default 2. */
  databaseCores?: number
  /** Cores that nodes, database and callers share. Default: as many as they want. */
  sharedCores?: number
  /** Connections besides those of the nodes that hear of commits. */
  listeners?: number
}

/** A measured load: the middle of its rounds. */
export interface Sample {
  load: Load
  /** Whether the unit costs were computed from it. The others are compared with the simulation. */
  isFitted: boolean
  /** Messages. */
  count: number
  seconds: number
  /**
   * CPU time for a message, in microseconds: of the nodes that take messages, of the database, and of the nodes that
   * only read the log.
   */
  node: number
  database: number
  reader: number
  /** Calls in a commit. */
  batch: number
  /** Announcements of commits for a message, on PostgreSQL. */
  announcements: number
  /** Milliseconds of a transaction. */
  transaction: number
}

/** Measurements without messages. */
export interface Rest {
  /** CPU time of a node and of the database, for a second without work and for a page of ten messages; microseconds. */
  background: { node: number; database: number }
  read: { node: number; database: number }
  /** Bytes on disk of a message of 20, 200 and 400 characters. */
  bytes: Record<20 | 200 | 400, number>
  /** Milliseconds until a commit without statements is durable. */
  commitTime: number
}

export interface Engine {
  samples: Sample[]
  rest: Rest
  units: Units
}

export interface Measured {
  machine: string
  date: string
  sqlite: Engine & { streams: StreamUnits }
  postgres: Engine
}

export const measuredFile = new URL('./measured.json', import.meta.url)

/** The measurements so far. */
export const readMeasured = (): Partial<Measured> => JSON.parse(readFileSync(measuredFile, 'utf8'))
