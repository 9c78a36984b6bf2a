import type { Depth } from './load.ts'
import type { Result } from './table.ts'

/** How much is measured. */
export interface Extent extends Depth {
  /** A short run. */
  isQuick: boolean
  /** Number of inserts, or of messages. By default so many that the part takes no longer than three minutes. */
  size: number | undefined
  /** Whether the results are kept. */
  isKept: boolean
}

/** The parts in the order of the page, with their titles. */
export const titles = {
  floor: 'Calls, 32 connections',
  two: 'Calls, 2 connections',
  sends: 'Messages into few and many, small and large conversations',
  chat: 'The public chat scenario beside PocketBase',
  streams: 'Streams: 1,000',
  'streams-5000': 'Streams: 5,000',
  storm: 'Streams that come back',
  postgres: 'PostgreSQL',
  webhooks: 'Webhooks',
  costs: 'The cost of each single thing on SQLite',
  'costs-postgres': 'The cost of each single thing on PostgreSQL',
  mocks: 'Mocks',
  scale: 'A large database',
  lists: 'Lists that match nothing',
  deletion: 'Deletion of an app',
  start: 'Start and memory',
  inbox: 'The inbox',
}

type Measure = (extent: Extent) => Promise<Result[]>

// Loaded when needed, as some parts need peers that are installed separately.
export const parts: Record<keyof typeof titles, Measure> = {
  floor: async (extent) => (await import('./floor.ts')).measureFloor(extent, 32),
  two: async (extent) => (await import('./floor.ts')).measureFloor(extent, 2),
  sends: async (extent) => (await import('./sends.ts')).measureSends(extent),
  chat: async ({ isQuick, size = isQuick ? 1000 : 20_000 }) =>
    (await import('./chat.ts')).measureChat(size, isQuick ? 1 : 3),
  streams: async (extent) =>
    (await import('./streams.ts')).measureStreams(extent.isQuick ? 200 : 1000, extent),
  'streams-5000': async (extent) =>
    (await import('./streams.ts')).measureStreams(extent.isQuick ? 400 : 5000, extent),
  storm: async ({ isQuick }) => (await import('./storm.ts')).measureStorm(isQuick ? 200 : 5000),
  postgres: async (extent) => (await import('./postgres.ts')).measurePostgres(extent),
  webhooks: async (extent) => (await import('./webhooks.ts')).measureWebhooks(extent),
  costs: async (extent) => (await import('./scaling/costs.ts')).measureCosts('sqlite', extent),
  'costs-postgres': async (extent) =>
    (await import('./scaling/costs.ts')).measureCosts('postgres', extent),
  mocks: async (extent) => (await import('./mocks.ts')).measureMocks(extent),
  scale: async ({ isQuick, rounds }) =>
    (await import('./scale.ts')).measureScale(isQuick ? 1000 : 10_000, rounds),
  lists: async (extent) =>
    (await import('./lists.ts')).measureLists(extent.isQuick ? 30_000 : 300_000, extent),
  deletion: async ({ isQuick, size = isQuick ? 20_000 : 60_000 }) =>
    (await import('./deletion.ts')).measureDeletion(size, 4),
  start: async ({ rounds }) => (await import('./start.ts')).measureStart(rounds),
  inbox: async ({ rounds }) => (await import('./inbox.ts')).measureInbox(rounds),
}
