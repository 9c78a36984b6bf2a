import type { Load } from './units.ts'

/** A load to be measured. */
export interface Planned {
  load: Load
  /** Whether the unit costs are computed from it. */
  isFitted: boolean
}

const taken = (load: Load): Planned => ({ load, isFitted: true })
const compared = (load: Load): Planned => ({ load, isFitted: false })

/** Cores of the machine that the bench was made for. */
const sharedCores = 2

/** Streams of users who are in no conversation: their node reads the log for them, and has nothing to write. */
const streams = 100

/** Seconds between the heartbeats on SQLite, so that a short load has some. */
export const heartbeat = 1

/** The loads of SQLite: one node. */
export function sqliteLoads(): Planned[] {
  const two = { engine: 'sqlite', nodes: 1, participants: 2, sharedCores } as const
  const heard = { ...two, streams, heartbeat }
  return [
    taken({ ...two, callers: 64 }),
    taken({ ...two, callers: 2 }),
    taken({ ...two, callers: 16, participants: 300 }),
    taken({ ...two, messages: 400 }),
    taken({ ...two, messages: 25 }),
    taken({ ...heard, callers: 64 }),
    taken({ ...heard, messages: 400 }),
    compared({ ...two, callers: 4 }),
    compared({ ...two, callers: 8 }),
    compared({ ...two, callers: 16 }),
    compared({ ...two, callers: 16, participants: 10 }),
    compared({ ...two, callers: 64, participants: 50 }),
    compared({ ...two, messages: 100 }),
    compared({ ...heard, messages: 100 }),
  ]
}

/** Loads whose participants all have streams: they cost deliveries, and the heartbeats of all streams. */
export function onlineLoads(): Planned[] {
  const online = { engine: 'sqlite', nodes: 1, streams: 1000, heartbeat, sharedCores } as const
  return [
    taken({ ...online, messages: 40, participants: 50, online: 50 }),
    compared({ ...online, messages: 150, participants: 10, online: 10 }),
  ]
}

/**
 * The loads of PostgreSQL with two nodes: one takes the messages, and the other reads the log or does nothing; then
 * both do both.
 */
export function postgresLoads(): Planned[] {
  const one = { engine: 'postgres', nodes: 2, writers: 1, sharedCores } as const
  const two = { ...one, participants: 2 }
  const heard = { ...two, readers: 1, streams }
  return [
    taken({ ...two, callers: 64 }),
    taken({ ...two, callers: 8 }),
    taken({ ...two, callers: 16, participants: 300 }),
    taken({ ...two, messages: 400 }),
    taken({ ...two, messages: 25 }),
    taken({ ...two, messages: 400, listeners: 8 }),
    taken({ ...heard, callers: 64 }),
    taken({ ...heard, messages: 400 }),
    compared({ ...two, callers: 4 }),
    compared({ ...two, callers: 16 }),
    compared({ ...two, callers: 16, participants: 10 }),
    compared({ ...two, callers: 64, participants: 50 }),
    compared({ ...two, messages: 100 }),
    compared({ ...heard, messages: 100 }),
    compared({ ...heard, callers: 8 }),
    compared({ ...two, writers: 2, callers: 64, streams: 2 * streams }),
  ]
}

/** Whether two loads are the same. */
export const isSame = (one: Load, other: Load) => keyOf(one) === keyOf(other)

const keyOf = (load: Load) => JSON.stringify(Object.entries(load).sort())

/** Names a load. */
export function nameOf({ nodes, writers = nodes, readers = nodes, ...load }: Load): string {
  const { participants, callers, messages, streams, online, heartbeat, listeners } = load
  const heardBy = readers < nodes ? 'heard by another node' : 'heard'
  const stream = online === undefined ? `; ${heardBy}` : ' with streams'
  return [
    `a message to ${participants} participants`,
    ...(streams ? [stream] : []),
    ...(callers
      ? [`, ${callers / writers} callers${writers > 1 ? ' of each of two nodes' : ''}`]
      : []),
    ...(messages ? [`, ${Math.round(messages)} a second`] : []),
    ...(listeners ? [`, ${listeners} more connections are told`] : []),
    ...(online && heartbeat && streams
      ? [`, with the heartbeats of ${streams.toLocaleString('en')} streams`]
      : []),
  ].join('')
}
