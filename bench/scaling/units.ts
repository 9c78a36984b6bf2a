import { readFileSync } from 'node:fs'

/** What one thing costs. Each was measured by `npm run bench -- --only costs`, or `costs-postgres`. */
export interface Units {
  /** CPU time of a node for a message, without its participants and its commit; microseconds. */
  send: number
  /** CPU time of a node for each participant of the conversation, online or not; microseconds. */
  participant: number
  /** CPU time of a node for a commit, which waiting messages share; microseconds. */
  commit: number
  /** CPU time of a node that a message takes more if it had nothing to do before; microseconds. */
  idle: number
  /** Milliseconds until a commit without statements is durable. On SQLite they block the node. */
  commitTime: number
  /** CPU time for a page of ten messages; microseconds. */
  read: number
  /** CPU time of a node for each event that it reads from the log, for others or for its own streams; microseconds. */
  tail: number
  /** CPU time of a node each time that it reads the log, for one event or many; microseconds. */
  wake: number
  /** CPU time of the database: 0 for SQLite, which runs in the node; microseconds. */
  database: Pick<Units, 'send' | 'participant' | 'commit' | 'read' | 'tail' | 'wake'>
  /** Bytes on disk for a message of 20 characters between two, with its event in the log, all indexes and its words for the search. */
  bytes: number
  /** Bytes for each further character. */
  characterBytes: number
}

/** What a stream costs, on either engine. */
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

/** A measurement that the unit costs were not taken from, and the load that it was made with. */
export interface Point {
  what: string
  unit: string
  measured: number
  of: PointOf
}

/** How the simulation computes a point. */
export type PointOf =
  | { value: 'node' | 'database'; load: Load }
  | { value: 'bytes'; characters: number }

export interface Load {
  engine: 'sqlite' | 'postgres'
  nodes: number
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
}

export interface Measured {
  machine: string
  date: string
  sqlite: { units: Units; streams: StreamUnits; points: Point[] }
  postgres: { units: Units; points: Point[] }
}

export const measuredFile = new URL('./measured.json', import.meta.url)

/** What has been measured so far. */
export const readMeasured = (): Partial<Measured> => JSON.parse(readFileSync(measuredFile, 'utf8'))
