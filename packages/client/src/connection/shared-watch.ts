import { receivedProblem, type SentProblem, sentProblem } from './sent-error.ts'
import type { WatchedState, WatchedUsers } from './stream-calls.ts'

/** A follower's call to the leader, or the response to it. */
export type WatchMessage =
  | { call: number; tab: number; users: WatchedUsers }
  | { reply: number; result?: WatchedState; problem?: SentProblem | undefined }

export interface SharedWatchOptions {
  leads: () => boolean
  post: (message: WatchMessage) => void
  /** Sets the users that the shared stream watches. */
  watch: (users: WatchedUsers) => Promise<WatchedState>
}

/** Maximum number of users that a stream can watch. */
const maxWatched = 1000

/** The users that the tabs want to watch. The leader's stream watches them all. */
export class SharedWatch {
  readonly #options: SharedWatchOptions
  readonly #tab = Math.random()
  /** What each tab wants, if this one leads. The tab that called last is the last one. */
  readonly #wanted = new Map<number, WatchedUsers>()
  readonly #waiting = new Map<number, PromiseWithResolvers<WatchedState>>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: SharedWatchOptions) {
    this.#options = options
  }

  watch(users: WatchedUsers): Promise<WatchedState> {
    if (this.#options.leads()) return this.#watchFor(this.#tab, users)
    const call = Math.random()
    const waiting = Promise.withResolvers<WatchedState>()
    this.#waiting.set(call, waiting)
    this.#options.post({ call, tab: this.#tab, users })
    return waiting.promise
  }

  onMessage(message: WatchMessage): void {
    const { post, leads } = this.#options
    if ('reply' in message) {
      const { reply, result, problem } = message
      const waiting = this.#waiting.get(reply)
      this.#waiting.delete(reply)
      if (result) waiting?.resolve(result)
      else waiting?.reject(problem ? receivedProblem(problem) : noResponse())
    } else if (leads()) {
      const { call: reply, tab, users } = message
      this.#watchFor(tab, users).then(
        (result) => post({ reply, result }),
        (error) => post({ reply, problem: sentProblem(error) }),
      )
    }
  }

  /** Call this when there is another stream. It watches nobody yet. */
  reset(): void {
    this.#wanted.clear()
    for (const waiting of this.#waiting.values()) waiting.reject(noResponse())
    this.#waiting.clear()
  }

  /** Calls run one after the other, so that the stream has the newest set in the end. */
  async #watchFor(tab: number, users: WatchedUsers): Promise<WatchedState> {
    const call = this.#last.then(() => {
      this.#wanted.delete(tab)
      this.#wanted.set(tab, users)
      return this.#options.watch(unionOf(this.#wanted.values()))
    })
    this.#last = call.catch(() => undefined)
    const { users: snapshots, online } = await call
    return {
      users: snapshots.filter(({ id }) => users.has(id)),
      online: online.filter((id) => users.has(id)),
    }
  }
}

const noResponse = () => new Error('The leading tab does not respond.')

/** All users, each with the oldest of its events. If there are too many, those of the last set stay. */
function unionOf(sets: Iterable<WatchedUsers>): WatchedUsers {
  const union: WatchedUsers = new Map()
  for (const users of sets)
    for (const [id, newest] of users) {
      const oldest = Math.min(newest, union.get(id) ?? newest)
      union.delete(id)
      union.set(id, oldest)
    }
  return new Map([...union].slice(-maxWatched))
}
