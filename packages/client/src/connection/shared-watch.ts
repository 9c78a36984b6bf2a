import type { Clock } from '../clock.ts'
import { ConnectionError } from './connection-error.ts'
import { receivedProblem, type SentProblem, sentProblem } from './sent-error.ts'
import type { Selection, WatchedState, WatchedUsers } from './stream-calls.ts'
import type { Tabs } from './tabs.ts'

/** The state that a tab requests from the shared stream. */
interface Wish {
  users: WatchedUsers
  selection: Selection | undefined
  /** Since when the tab shows this, in Unix milliseconds. */
  since: number
}

/** A follower's call to the leader, or the response to it. */
export type WatchMessage =
  | { call: number; tab: number; wish: Wish }
  | { reply: number; result?: WatchedState; problem?: SentProblem | undefined }

export interface SharedWatchOptions {
  tabs: Pick<Tabs<WatchMessage>, 'id' | 'leads' | 'post' | 'onEnd'>
  /** Sets the users that the shared stream watches, and what its tabs show. */
  watch: (users: WatchedUsers, selection: Selection | undefined) => Promise<WatchedState>
  clock: Pick<Clock, 'now'>
}

/** Maximum number of users that a stream can watch. */
const maxWatched = 1000

/** Makes the users that the tabs want to watch. The leader's stream watches them all. */
export function sharedWatch({ tabs, watch, clock }: SharedWatchOptions) {
  /** If this tab leads: what each tab wants, in the order of their last calls. */
  const wanted = new Map<number, Wish>()
  /** The tabs whose end this tab is waiting for. */
  const known = new Set<number>()
  const waiting = new Map<number, PromiseWithResolvers<WatchedState>>()
  let last: Promise<unknown> = Promise.resolve()
  let shown: Omit<Wish, 'users'> = { selection: undefined, since: 0 }

  /** Calls run one after the other, so that the stream ends up with the newest set. A tab that has ended has no wish. */
  async function watchFor(tab: number, wish?: Wish): Promise<WatchedState> {
    const call = last.then(() => {
      wanted.delete(tab)
      if (wish && (wish.users.size > 0 || wish.selection)) wanted.set(tab, wish)
      const wishes = [...wanted.values()]
      return watch(unionOf(wishes.map((one) => one.users)), selectionOf(wishes))
    })
    last = call.catch(() => undefined)
    const { users, online } = await call
    const isWanted = (id: string) => wish?.users.has(id)
    return { users: users.filter(({ id }) => isWanted(id)), online: online.filter(isWanted) }
  }

  /** Removes the tab when it ends. A tab that is killed sends no message. */
  function forgetAtEnd(tab: number): void {
    if (known.has(tab)) return
    known.add(tab)
    tabs.onEnd(tab, () => {
      known.delete(tab)
      if (tabs.leads && wanted.has(tab)) watchFor(tab).catch(() => undefined)
    })
  }

  return {
    watch(users: WatchedUsers, selection?: Selection): Promise<WatchedState> {
      if (selection !== shown.selection) shown = { selection, since: clock.now() }
      const wish: Wish = { users, ...shown }
      if (tabs.leads) return watchFor(tabs.id, wish)
      const call = Math.random()
      const response = Promise.withResolvers<WatchedState>()
      waiting.set(call, response)
      tabs.post({ call, tab: tabs.id, wish })
      return response.promise
    },
    onMessage(message: WatchMessage): void {
      if ('reply' in message) {
        const { reply, result, problem } = message
        const call = waiting.get(reply)
        waiting.delete(reply)
        if (result) call?.resolve(result)
        else call?.reject(problem ? receivedProblem(problem) : new ConnectionError('silent'))
      } else if (tabs.leads) {
        const { call: reply, tab, wish } = message
        watchFor(tab, wish).then(
          (result) => tabs.post({ reply, result }),
          (error) => tabs.post({ reply, problem: sentProblem(error) }),
        )
        forgetAtEnd(tab)
      }
    },
    /** Call this when there is another stream. It watches nobody yet. */
    reset(): void {
      wanted.clear()
      for (const call of waiting.values()) call.reject(new ConnectionError('silent'))
      waiting.clear()
    },
  }
}

/**
 * All users, each with the oldest of its events. If there are too many watched users, those of the last set are kept.
 */
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

/** The selection of the tab with the focus, or else of the tab that selected something last. */
function selectionOf(wishes: Wish[]): Selection | undefined {
  const selections = wishes
    .toSorted((one, other) => one.since - other.since)
    .flatMap(({ selection }) => selection ?? [])
  return selections.findLast(({ hasFocus }) => hasFocus) ?? selections.at(-1)
}
