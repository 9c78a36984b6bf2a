import type { components } from '@openparley/spec/types'
import type { KnownUsers } from './resource.ts'
import { type UserSnapshot, userSnapshot } from './snapshots.ts'
import type { LoggedEvent } from './subject.ts'

type UserWire = components['schemas']['UserSnapshot']

interface Entry {
  /** Null if the user does not exist, undefined until that is known. */
  user?: UserSnapshot | null
  isOnline?: boolean
  /** The newest event in the snapshot; -1 if there is none, or if events of the user may have been lost. */
  newest: number
  listeners: Set<UserListener>
}

/** A listener that needs users. */
export interface UserListener {
  /** Called in a microtask, once for all changes until then. */
  onUsers(): void
  /** Must release the user. */
  onError(error: Error): void
}

/** The users that subscriptions show, each once. The stream watches exactly these users. */
export interface Users extends KnownUsers {
  /** The users to watch, the newest last, each with the id of the newest event in its snapshot, or 0. */
  watched(): Map<string, number>
  /** Watches the user for the listener until `release`. */
  want(userId: string, listener: UserListener): void
  release(userId: string, listener: UserListener): void
  /** Stores a snapshot that the server sent, unless the known one is newer or no listener wants the user. */
  learn(wire: UserWire): void
  apply(event: LoggedEvent): void
  setOnline(userId: string, isOnline: boolean): void
  /** Call this when the server was asked for the user and did not return them: they do not exist. */
  miss(userId: string): void
  /** Call this when the server refused the id of the user: nobody wants them any more. */
  refuse(userId: string, error: Error): void
  /** Call this when events were lost: every user is requested again. */
  invalidate(): void
}

/** `onChange` is called when the users to watch may have changed. */
export function createUsers(onChange: () => void): Users {
  const entries = new Map<string, Entry>()
  const changed = new Set<UserListener>()

  function tell({ listeners }: Entry): void {
    if (changed.size === 0) queueMicrotask(emit)
    for (const listener of listeners) changed.add(listener)
  }

  function emit(): void {
    const listeners = [...changed]
    changed.clear()
    for (const listener of listeners) listener.onUsers()
  }

  function learn(wire: UserWire): void {
    const entry = entries.get(wire.id)
    if (!entry || wire.lastEventId <= entry.newest) return
    entry.newest = wire.lastEventId
    entry.user = userSnapshot(wire)
    tell(entry)
  }

  return {
    learn,
    get: (userId) => entries.get(userId)?.user,
    isOnline: (userId) => entries.get(userId)?.isOnline,
    watched: () => new Map([...entries].map(([id, { newest }]) => [id, Math.max(newest, 0)])),
    want(userId, listener) {
      const known = entries.get(userId)
      const entry: Entry = known ?? { newest: -1, listeners: new Set() }
      entries.set(userId, entry)
      entry.listeners.add(listener)
      if (!known) onChange()
    },
    release(userId, listener) {
      const entry = entries.get(userId)
      if (!entry?.listeners.delete(listener) || entry.listeners.size > 0) return
      entries.delete(userId)
      onChange()
    },
    apply(event) {
      if ('user' in event) learn({ ...event.user, lastEventId: event.id })
    },
    miss(userId) {
      const entry = entries.get(userId)
      if (!entry || entry.newest >= 0) return
      entry.user = null
      tell(entry)
    },
    setOnline(userId, isOnline) {
      const entry = entries.get(userId)
      if (!entry || entry.isOnline === isOnline) return
      entry.isOnline = isOnline
      tell(entry)
    },
    refuse(userId, error) {
      for (const listener of [...(entries.get(userId)?.listeners ?? [])]) listener.onError(error)
    },
    invalidate() {
      for (const entry of entries.values()) entry.newest = -1
    },
  }
}
