import { setTimeout } from 'node:timers/promises'
import type { Event } from '@openparley/test-kit/event-check'
import { randomFrom } from '@openparley/test-kit/random'
import { listFaults } from './lists.ts'
import { StormReader } from './reader.ts'
import { openSite } from './site.ts'
import { StormWriter } from './writer.ts'

export interface StormOptions {
  /**
   * Decides what is written, where streams are cut and when nodes are killed. The timing of the machine decides the
   * rest.
   */
  seed: number
  databaseUrl: string
  nodes: number
  streams: number
  /** Max milliseconds between two writes of one writer. */
  pause?: number
  /** Min number of kills. */
  kills?: number | undefined
  /** Min duration. */
  seconds?: number | undefined
  /** Min number of events delivered. */
  events?: number | undefined
  /** Min number of resumes on another node than before. */
  moves?: number | undefined
  log?: (line: string) => void
}

export interface StormFigures {
  kills: number
  writes: number
  events: number
  connections: number
  /** The number of resumes on another node than before. */
  moves: number
  delivered: number
}

/** Milliseconds between two kills. */
export const leastWrites = 60

const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0)
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Users with several streams each, in each app with the same ids. */
const users = range(20).map((number) => `user${number}`)
const conversations = range(6).map((number) => `conversation${number}`)
const writersAnApp = 4

/** Max milliseconds for the streams to receive all events after the last write. */
const patience = 60_000

const isLast = (event: Event) =>
  event.type === 'participant.joined' && event.conversation.id === 'the-end'

/**
 * Opens many streams under constant writes. The streams are cut at random and resume on any node, while the nodes are
 * killed and restarted one after the other. Throws the seed and all differences if a stream received events that differ
 * from the log, or a node lists messages in another order.
 */
export async function storm({
  seed,
  databaseUrl,
  nodes,
  streams,
  pause = 20,
  kills: least = 0,
  seconds = 0,
  events: leastDelivered = 0,
  moves: leastMoves = 0,
  log = () => undefined,
}: StormOptions): Promise<StormFigures> {
  const random = randomFrom(seed)
  const site = await openSite(databaseUrl, nodes)
  const giveUp = new AbortController()
  try {
    const { baseUrls, apps } = site
    const another = () => randomFrom(random.integer(0, 2 ** 31))
    const writers = apps.flatMap((app) =>
      range(writersAnApp).map(
        () => new StormWriter({ ...app, baseUrls, users, conversations, pause, random: another() }),
      ),
    )
    const readers = range(streams).map((number) => {
      const app = apps[number % apps.length] as (typeof apps)[number]
      const userId = users[Math.floor(number / apps.length) % users.length] as string
      return new StormReader({ ...app, baseUrls, userId, random: another(), isLast })
    })
    // Some users exist from the start; others are created while their streams are open.
    const known = users.slice(0, 15)
    for (const writer of writers.filter((_, index) => index % writersAnApp === 0)) {
      await writer.write('PUT', '/users', Object.fromEntries(known.map((id) => [id, { name: id }])))
      for (const id of conversations)
        await writer.write('PUT', `/conversations/${id}`, {
          participants: known.filter(() => random.integer(0, 2) > 0),
        })
    }

    let isOver = false
    const reading = readers.map((reader) => reader.run(giveUp.signal))
    const writing = writers.map((writer) => writer.run(() => isOver))
    const written = () => sum(writers.map(({ answered }) => answered))
    const moreWrites = async (count: number) => {
      const until = written() + count
      // A writer ends early only if it fails.
      while (written() < until) await Promise.race([setTimeout(5), ...writing])
    }
    const end = performance.now() + seconds * 1000
    const delivered = () => sum(readers.map((reader) => reader.delivered))
    const moves = () => sum(readers.map((reader) => reader.moves))
    const isEnough = () =>
      performance.now() >= end && delivered() >= leastDelivered && moves() >= leastMoves
    let kills = 0
    while (kills < least || !isEnough()) {
      await moreWrites(random.integer(leastWrites, 3 * leastWrites))
      await site.restart(kills % nodes, random.integer(0, 300))
      kills += 1
      log(`kill ${kills}: ${written()} writes, ${delivered()} events delivered`)
    }
    await moreWrites(leastWrites)
    isOver = true
    await Promise.all(writing)
    for (const app of apps) {
      const writer = new StormWriter({ ...app, baseUrls, users, conversations, pause, random })
      await writer.write('PUT', '/users', Object.fromEntries(users.map((id) => [id, { name: id }])))
      await writer.write('PUT', '/conversations/the-end', { participants: users })
    }
    const late = globalThis.setTimeout(() => giveUp.abort(), patience)
    await Promise.all(reading)
    clearTimeout(late)

    const entries = await site.log()
    const faults = readers.flatMap((reader) => reader.faults(entries))
    faults.push(...(await listFaults(site, conversations, entries)))
    if (faults.length > 0) throw new Error([`Seed ${seed}:`, ...faults].join('\n'))
    return {
      kills,
      writes: written(),
      events: entries.length,
      connections: sum(readers.map(({ connections }) => connections)),
      moves: moves(),
      delivered: delivered(),
    }
  } finally {
    giveUp.abort()
    await site.close()
  }
}
