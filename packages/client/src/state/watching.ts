import type { components } from '@openparley/spec/types'
import type { Client } from '../client.ts'
import type { Clock } from '../clock.ts'
import { backoff } from '../connection/backoff.ts'
import { ProblemError, unwrap } from '../problem.ts'
import { getUser } from '../session/refs.ts'

type Wire = components['schemas']['UserSnapshot']

export interface WatchingOptions {
  client: Client
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  /** Returns the users to watch, each with the id of the newest event in the session's snapshot, or 0. */
  watched: () => Map<string, number>
  /** Called with a snapshot of a watched user that is newer than the session's. */
  onSnapshot: (wire: Wire) => void
}

type Waiting = Map<string, PromiseWithResolvers<Wire | null>>

/** Milliseconds between two `markStreamAlive` calls. The server expects one within 100 seconds. */
const aliveInterval = 40_000

/** What a new stream watches: nobody. */
const nobody = '[]'

/** Maximum number of users that a stream can watch. */
const maxWatched = 1000

/**
 * Tells the server which users the session's stream watches: for each new stream, and when they change. The
 * response has the changes that were missed between two streams.
 */
export class Watching {
  readonly #options: WatchingOptions
  /** Calls of `get` that wait for a snapshot, by user. */
  readonly #waiting: Waiting = new Map()
  /** Users whose ids are not valid. */
  readonly #refused = new Set<string>()
  /** The stream that is open now. */
  #streamId: string | undefined
  /** The ids that the stream watches, as JSON. */
  #known = nobody
  #isSending = false
  #failures = 0
  #stopRetry = () => {}
  #stopAlive = () => {}

  constructor(options: WatchingOptions) {
    this.#options = options
  }

  /** Returns a snapshot of a watched user, or null if the user does not exist. */
  get(userId: string): Promise<Wire | null> {
    const waiting = this.#waiting.get(userId) ?? Promise.withResolvers<Wire | null>()
    this.#waiting.set(userId, waiting)
    this.update()
    return waiting.promise
  }

  /** Call this when a stream is open. It watches nobody yet. */
  open(streamId: string): void {
    this.close()
    this.#streamId = streamId
    this.update()
    this.#scheduleAlive(streamId)
  }

  /** Call this when the stream has ended. */
  close(): void {
    this.#streamId = undefined
    this.#known = nobody
    this.#failures = 0
    this.#stopRetry()
    this.#stopAlive()
  }

  /** Call this when the users to watch may have changed. Changes of one turn are sent together. */
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
      const result = await this.#options.client.PUT('/realtime/streams/{streamId}', {
        params: { path: { streamId } },
        body: { users },
      })
      // The response for an earlier stream may be from before a restore of the database.
      if (streamId === this.#streamId) {
        this.#settle(asked, unwrap(result).users)
        this.#known = set
        this.#failures = 0
      }
      // The users, or the stream, may have changed meanwhile.
      this.update()
    } catch (error) {
      if (streamId !== this.#streamId || (await this.#rejectInvalidIds(asked, error))) this.update()
      else this.#fail(error)
    } finally {
      this.#isSending = false
    }
  }

  #settle(asked: Waiting, snapshots: Wire[]): void {
    const found = new Map(snapshots.map((wire) => [wire.id, wire]))
    for (const [userId, waiting] of asked) {
      this.#waiting.delete(userId)
      waiting.resolve(found.get(userId) ?? null)
      found.delete(userId)
    }
    for (const wire of found.values()) this.#options.onSnapshot(wire)
  }

  /** Gets each user alone to find the ids that are not valid. Returns whether there are any. */
  async #rejectInvalidIds(asked: Waiting, error: unknown): Promise<boolean> {
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

  /** Without these calls, the server sets the user offline. */
  #scheduleAlive(streamId: string): void {
    const { clock, client } = this.#options
    this.#stopAlive = clock.after(aliveInterval, () => {
      const params = { path: { streamId } }
      // If one fails, the next one is still in time.
      client.POST('/realtime/streams/{streamId}', { params }).catch(() => undefined)
      this.#scheduleAlive(streamId)
    })
  }
}
