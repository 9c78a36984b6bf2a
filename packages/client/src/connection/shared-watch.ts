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

/** Makes the users that the tabs want to watch. The leader's stream watches them all. */
export function sharedWatch({ leads, post, watch }: SharedWatchOptions) {
  const tab = Math.random()
  /** What each tab wants, if this one leads. The tab that called last is the last one. */
  const wanted = new Map<number, WatchedUsers>()
  const waiting = new Map<number, PromiseWithResolvers<WatchedState>>()
  let last: Promise<unknown> = Promise.resolve()

  /** Calls run one after the other, so that the stream has the newest set in the end. */
  async function watchFor(tab: number, users: WatchedUsers): Promise<WatchedState> {
    const call = last.then(() => {
      wanted.delete(tab)
      wanted.set(tab, users)
      return watch(unionOf(wanted.values()))
    })
    last = call.catch(() => undefined)
    const { users: snapshots, online } = await call
    return {
      users: snapshots.filter(({ id }) => users.has(id)),
      online: online.filter((id) => users.has(id)),
    }
  }

  return {
    watch(users: WatchedUsers): Promise<WatchedState> {
      if (leads()) return watchFor(tab, users)
      const call = Math.random()
      const response = Promise.withResolvers<WatchedState>()
      waiting.set(call, response)
      post({ call, tab, users })
      return response.promise
    },
    onMessage(message: WatchMessage): void {
      if ('reply' in message) {
        const { reply, result, problem } = message
        const call = waiting.get(reply)
        waiting.delete(reply)
        if (result) call?.resolve(result)
        else call?.reject(problem ? receivedProblem(problem) : noResponse())
      } else if (leads()) {
        const { call: reply, tab, users } = message
        watchFor(tab, users).then(
          (result) => post({ reply, result }),
          (error) => post({ reply, problem: sentProblem(error) }),
        )
      }
    },
    /** Call this when there is another stream. It watches nobody yet. */
    reset(): void {
      wanted.clear()
      for (const call of waiting.values()) call.reject(noResponse())
      waiting.clear()
    },
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
