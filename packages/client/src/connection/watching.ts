import type { Clock } from '../clock.ts'
import { isInvalid, unwrap } from '../problem.ts'
import type { Users } from '../state/users.ts'
import type { Calls } from '../typed-calls.ts'
import { createRetries } from './backoff.ts'
import type { Stream } from './stream.ts'
import type { Selection, WatchedState, WatchedUsers } from './stream-calls.ts'

export interface WatchingOptions {
  client: Calls
  watch: Stream['watch']
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  users: Users
  page: Page
}

/** The selection of the page of a session. */
export interface Page {
  selection?: Selection | undefined
}

/** Maximum number of users that a stream can watch. */
const maxWatched = 1000

/**
 * Tells the server which users the session's stream watches and what its page shows: for each new stream, and when they
 * change. The response has the changes that were missed between two streams.
 */
export function createWatching(options: WatchingOptions) {
  const { client, watch, users, page } = options
  /** What the server assumes about a new stream: it watches no users, and no conversation is selected. */
  const nothing = JSON.stringify([[], undefined])
  /** The stream that is open now. */
  let current: string | undefined
  /** The server's state of the stream as JSON: the watched ids and the selection. */
  let known = nothing
  let isSending = false
  const retries = createRetries(options)
  let stopRetry = () => {}

  /** Call this when the users to watch, or the selection, may have changed. Changes of one turn are sent together. */
  const update = () => queueMicrotask(() => void send())

  async function send(): Promise<void> {
    const streamId = current
    if (streamId === undefined || isSending) return
    const wanted = new Map([...users.watched()].slice(-maxWatched))
    const selected = page.selection
    const set = JSON.stringify([[...wanted.keys()].sort(), selected])
    if (set === known) return
    isSending = true
    stopRetry()
    try {
      const state = await watch(streamId, wanted, selected)
      // The response for an earlier stream may be from before a restore of the database.
      if (streamId === current) {
        settle(wanted, state)
        known = set
        retries.reset()
      }
      // The users and the selection may have changed meanwhile.
      update()
    } catch (error) {
      if (
        streamId !== current ||
        dropInvalid(selected, error) ||
        (await refuseInvalidIds(wanted, error))
      )
        update()
      else stopRetry = retries.after(error, () => void send())
    } finally {
      isSending = false
    }
  }

  function settle(asked: WatchedUsers, { users: wires, online }: WatchedState): void {
    for (const wire of wires) users.learn(wire)
    const isOnline = new Set(online)
    for (const [userId, newest] of asked) {
      users.setOnline(userId, isOnline.has(userId))
      if (newest === 0) users.miss(userId)
    }
  }

  /** Forgets the selection if the server refused it, so that users can be watched. Returns whether it was refused. */
  function dropInvalid(selected: Selection | undefined, error: unknown): boolean {
    const isRefused = isInvalid(error, '#/selectedConversationId')
    if (isRefused && page.selection === selected) page.selection = undefined
    return isRefused
  }

  /** Gets each unknown user alone to find the ids that are not valid. Returns whether there are any. */
  async function refuseInvalidIds(wanted: Map<string, number>, error: unknown): Promise<boolean> {
    if (!isInvalid(error, '#/users')) return false
    const refusals = [...wanted].map(async ([userId, newest]) => {
      if (newest > 0) return false
      const call = client.GET('/realtime/users/{userId}', { params: { path: { userId } } })
      const problem = await call.then(unwrap).catch((error: unknown) => error)
      if (!isInvalid(problem, 'path/userId')) return false
      users.refuse(userId, problem as Error)
      return true
    })
    return (await Promise.all(refusals)).includes(true)
  }

  /** Call this when the stream has ended. */
  function close(): void {
    current = undefined
    known = nothing
    retries.reset()
    stopRetry()
  }

  return {
    update,
    close,
    /** Call this when a stream is open. It watches nobody yet. */
    open(streamId: string): void {
      close()
      current = streamId
      update()
    },
  }
}
