import { setTimeout } from 'node:timers/promises'
import { type Event, eventFrom } from '@openparley/test-kit/event-check'
import { isVisible, type SeenEntry } from '@openparley/test-kit/event-log'
import type { Random } from '@openparley/test-kit/random'
import { framesOf, type SseFrame } from '@openparley/test-kit/sse'
import { userToken } from '@openparley/test-kit/token'

export interface ReaderOptions {
  baseUrls: string[]
  appId: string
  secretKey: string
  userId: string
  random: Random
  /** Whether the event is the last one that the reader waits for. */
  isLast: (event: Event) => boolean
}

/** Reads the stream of a user, cuts its connection at random, resumes, and records every event. */
export class StormReader {
  readonly #options: ReaderOptions
  /** Ids of the received events, in the order received. */
  readonly #ids: number[] = []
  readonly #faults: string[] = []
  /** The cursor at the start of the stream. */
  #start: string | undefined
  #cursor: string | undefined
  #isDone = false
  #baseUrl: string | undefined
  connections = 0
  /** How many of them resumed on another node. */
  moves = 0

  constructor(options: ReaderOptions) {
    this.#options = options
  }

  get delivered(): number {
    return this.#ids.length
  }

  /** Reads until the last event arrives or the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { appId, secretKey, userId, random, baseUrls } = this.#options
    const token = await userToken({ appId, secretKey }, userId)
    while (!this.#isDone && !signal.aborted) {
      const connection = new AbortController()
      const baseUrl = random.pick(baseUrls)
      const request = new Request(`${baseUrl}/v1/${appId}/realtime/events`, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(this.#cursor !== undefined && { 'last-event-id': this.#cursor }),
        },
        signal: AbortSignal.any([connection.signal, signal]),
      })
      try {
        const response = await fetch(request)
        if (response.status === 200) {
          this.connections += 1
          if (this.#cursor !== undefined && baseUrl !== this.#baseUrl) this.moves += 1
          this.#baseUrl = baseUrl
          await this.#read(response.body as AsyncIterable<Uint8Array>)
        } else if (response.status !== 503) this.#faults.push(`answered with ${response.status}`)
      } catch (error) {
        // The server is down, or stopped in between.
        if (!(error instanceof TypeError) && !signal.aborted) this.#faults.push(String(error))
      }
      connection.abort()
      await setTimeout(random.integer(0, 100))
    }
  }

  /** Differences from the log. */
  faults(log: SeenEntry[]): string[] {
    const { appId, userId } = this.#options
    const [, xid, id] = (this.#start ?? '').split('.').map(Number)
    const last = log.findLastIndex((entry) => entry.appId === appId && this.#isLastOf(entry))
    const expected = log
      .slice(log.findLastIndex((entry) => entry.xid === xid && entry.id === id) + 1, last + 1)
      .filter((entry) => entry.appId === appId && isVisible(entry, userId))
      .map((entry) => entry.id)
    const faults = [...this.#faults]
    if (!this.#isDone) faults.push(`did not come to the end, but to ${this.#cursor}`)
    const seen = new Set(this.#ids)
    const due = new Set(expected)
    const once = new Set<number>()
    const twice = this.#ids.filter((one) => once.size === once.add(one).size)
    if (twice.length > 0) faults.push(`saw twice: ${twice}`)
    const missing = expected.filter((one) => !seen.has(one))
    if (missing.length > 0) faults.push(`never saw: ${missing}`)
    const foreign = this.#ids.filter((one) => !due.has(one))
    if (foreign.length > 0) faults.push(`must not see: ${foreign}`)
    if (faults.length === 0 && this.#ids.some((one, index) => one !== expected[index]))
      faults.push(`saw in another order than the log: ${this.#ids}`)
    return faults.map((fault) => `A stream of ${userId} in ${appId} ${fault}`)
  }

  #isLastOf({ json }: SeenEntry): boolean {
    return this.#options.isLast(JSON.parse(json))
  }

  async #read(body: AsyncIterable<Uint8Array>): Promise<void> {
    const { random } = this.#options
    // A few continue until the server goes down.
    const bytes = random.integer(0, 4) === 0 ? Number.POSITIVE_INFINITY : random.integer(1, 40_000)
    let count = 0
    for await (const frame of framesOf(cutAfter(body, bytes))) {
      const event = eventFrom(frame)
      if (event?.type === 'ready' && event.replayed !== count)
        this.#faults.push(`was told that ${event.replayed} events were replayed, and saw ${count}`)
      if (event?.type === 'reset') this.#faults.push(`was reset: ${event.reason}`)
      count += this.#take(frame, event)
      if (this.#isDone) return
    }
  }

  /** Records the frame, and returns the number of events of the log in it. */
  #take({ id }: SseFrame, event: Event | undefined): number {
    this.#start ??= id
    this.#cursor = id
    if (!event || !('id' in event)) return 0
    this.#ids.push(event.id)
    this.#isDone = this.#options.isLast(event)
    return 1
  }
}

/** The bytes up to a random position, possibly within a frame. */
async function* cutAfter(body: AsyncIterable<Uint8Array>, bytes: number) {
  let left = bytes
  for await (const chunk of body) {
    yield chunk.subarray(0, Math.min(left, chunk.length))
    left -= chunk.length
    if (left <= 0) return
  }
}
