import type { components } from '@openparley/spec/types'
import { backoff } from './backoff.ts'
import type { Client } from './client.ts'
import type { Clock } from './clock.ts'
import { answered, ProblemError } from './problem.ts'
import { getUser } from './refs.ts'

type Wire = components['schemas']['UserSnapshot']

export interface WatchingOptions {
  client: Client
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  /** The users to watch, and the newest event in the snapshot that the session has of each, 0 without one. */
  watched: () => Map<string, number>
  /** The snapshot of a watched user is newer than the one that the session has. */
  onSnapshot: (wire: Wire) => void
}

type Waiting = Map<string, PromiseWithResolvers<Wire | null>>

/** Milliseconds between two signs of life: the server waits 100 seconds for one. */
const pulse = 40_000

/** The set that a new stream watches. */
const none = '[]'

/** Users that a stream can watch. */
const maxWatched = 1000

/**
 * Tells the server which users the stream of the session watches: with each new stream, and when they change. What
 * was missed between two streams comes with the response.
 */
export class Watching {
  readonly #options: WatchingOptions
  /** Those who wait for the snapshot of a user, whatever stream brings it. */
  readonly #waiting: Waiting = new Map()
  /** Users whose ids the server refuses. */
  readonly #refused = new Set<string>()
  /** The stream that is open now. */
  #streamId: string | undefined
  /** The set that the stream watches, as text. */
  #known = none
  #isSending = false
  #failures = 0
  #stopRetry = () => {}
  #stopPulse = () => {}

  constructor(options: WatchingOptions) {
    this.#options = options
  }

  /** A snapshot of a user who is among those watched; null if there is no such user. */
  get(userId: string): Promise<Wire | null> {
    const waiting = this.#waiting.get(userId) ?? Promise.withResolvers<Wire | null>()
    this.#waiting.set(userId, waiting)
    this.update()
    return waiting.promise
  }

  /** A stream is open, and watches nobody yet. */
  open(streamId: string): void {
    this.close()
    this.#streamId = streamId
    this.update()
    this.#pulseLater(streamId)
  }

  /** The stream has ended. */
  close(): void {
    this.#streamId = undefined
    this.#known = none
    this.#failures = 0
    this.#stopRetry()
    this.#stopPulse()
  }

  /** The users to watch may have changed. All changes of one turn are sent together. */
  update(): void {
    queueMicrotask(() => void this.#send())
  }

  /** The users to watch, without those that the server refuses. */
  #wanted(): Map<string, number> {
    const watched = [...this.#options.watched()].filter(([userId]) => !this.#refused.has(userId))
    return new Map(watched.slice(-maxWatched))
  }

  async #send(): Promise<void> {
    const streamId = this.#streamId
    if (streamId === undefined || this.#isSending) return
    const wanted = this.#wanted()
    for (const userId of this.#waiting.keys()) if (!wanted.has(userId)) this.#waiting.delete(userId)
    const set = JSON.stringify([...wanted.keys()].sort())
    if (set === this.#known && this.#waiting.size === 0) return
    this.#isSending = true
    this.#stopRetry()
    const asked = new Map(this.#waiting)
    const users = Object.fromEntries(
      [...wanted].map(([userId, newest]) => [userId, asked.has(userId) ? 0 : newest]),
    )
    try {
      const answer = await this.#options.client.PUT('/realtime/streams/{streamId}', {
        params: { path: { streamId } },
        body: { users },
      })
      // What a stream that is gone was told may be of another life of the database.
      if (streamId === this.#streamId) {
        this.#take(asked, answered(answer).users)
        this.#known = set
        this.#failures = 0
      }
      // What changed meanwhile, the stream too.
      this.update()
    } catch (error) {
      if (streamId !== this.#streamId || (await this.#refuses(asked, error))) this.update()
      else this.#fail(error)
    } finally {
      this.#isSending = false
    }
  }

  #take(asked: Waiting, snapshots: Wire[]): void {
    const found = new Map(snapshots.map((wire) => [wire.id, wire]))
    for (const [userId, waiting] of asked) {
      this.#waiting.delete(userId)
      waiting.resolve(found.get(userId) ?? null)
      found.delete(userId)
    }
    for (const wire of found.values()) this.#options.onSnapshot(wire)
  }

  /** Finds out which of the users the server refuses one by one, as it refused all. Returns whether there are any. */
  async #refuses(asked: Waiting, error: unknown): Promise<boolean> {
    if (!(error instanceof ProblemError && error.status === 400)) return false
    const refusals = [...asked].map(async ([userId, waiting]) => {
      const problem = await getUser(this.#options.client, userId).catch((error: unknown) => error)
      if (!(problem instanceof ProblemError && problem.status === 400)) return false
      this.#refused.add(userId)
      this.#waiting.delete(userId)
      waiting.reject(problem)
      return true
    })
    return (await Promise.all(refusals)).includes(true)
  }

  #fail(error: unknown): void {
    const { clock, random } = this.#options
    const asked = error instanceof ProblemError ? error.retryAfter : 0
    const wait = Math.max(asked, backoff(this.#failures, random))
    this.#failures += 1
    this.#stopRetry = clock.after(wait, () => void this.#send())
  }

  /** The server no longer takes the user for online when it hears nothing of their client. */
  #pulseLater(streamId: string): void {
    const { clock, client } = this.#options
    this.#stopPulse = clock.after(pulse, () => {
      const params = { path: { streamId } }
      // When one fails, the next one is in time.
      client.POST('/realtime/streams/{streamId}', { params }).catch(() => undefined)
      this.#pulseLater(streamId)
    })
  }
}
