import type { Clock } from '../clock.ts'
import { backoff } from '../connection/backoff.ts'
import type { Stream } from '../connection/stream.ts'
import { ProblemError, unwrap } from '../problem.ts'
import type { Calls } from '../typed-calls.ts'
import type { Users } from './users.ts'

export interface WatchingOptions {
  client: Calls
  stream: () => Stream
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  users: Users
}

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

  async #send(): Promise<void> {
    const streamId = this.#streamId
    if (streamId === undefined || this.#isSending) return
    const { stream, users } = this.#options
    const wanted = new Map([...users.watched].slice(-maxWatched))
    const set = JSON.stringify([...wanted.keys()].sort())
    if (set === this.#known) return
    this.#isSending = true
    this.#stopRetry()
    try {
      const state = await stream().watch(streamId, wanted)
      // The response for an earlier stream may be from before a restore of the database.
      if (streamId === this.#streamId) {
        users.settle(wanted, state.users, state.online)
        this.#known = set
        this.#failures = 0
      }
      // The users, or the stream, may have changed meanwhile.
      this.update()
    } catch (error) {
      if (streamId !== this.#streamId || (await this.#refuseInvalidIds(wanted, error)))
        this.update()
      else this.#fail(error)
    } finally {
      this.#isSending = false
    }
  }

  /** Gets each unknown user alone to find the ids that are not valid. Returns whether there are any. */
  async #refuseInvalidIds(wanted: Map<string, number>, error: unknown): Promise<boolean> {
    if (!(error instanceof ProblemError && error.status === 400)) return false
    const { client, users } = this.#options
    const refusals = [...wanted].map(async ([userId, newest]) => {
      if (newest > 0) return false
      const call = client.GET('/realtime/users/{userId}', { params: { path: { userId } } })
      const problem = await call.then(unwrap).catch((error: unknown) => error)
      if (!(problem instanceof ProblemError && problem.status === 400)) return false
      users.refuse(userId, problem)
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
    const { clock, stream } = this.#options
    this.#stopAlive = clock.after(aliveInterval, () => {
      stream().markAlive(streamId)
      this.#scheduleAlive(streamId)
    })
  }
}
