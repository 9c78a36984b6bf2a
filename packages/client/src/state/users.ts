import type { components } from '@openparley/spec/types'
import type { LoggedEvent } from './apply.ts'
import type { KnownUsers } from './resource.ts'

type UserWire = components['schemas']['UserSnapshot']

interface Entry {
  /** Null if the user does not exist, undefined if that is not known yet. */
  wire: UserWire | null | undefined
  isOnline: boolean | undefined
  /** Whether events of the user may have been lost. */
  isStale: boolean
  /** The server refused the id. */
  error: Error | undefined
  listeners: Set<UserListener>
}

/** Who wants users. */
export interface UserListener {
  /** Called in a microtask, once for all changes until then. */
  onUsers(): void
  onError(error: Error): void
}

/** The users that subscriptions show, each once. The stream watches just these. */
export class Users implements KnownUsers {
  readonly #entries = new Map<string, Entry>()
  readonly #changed = new Set<UserListener>()
  /** Called when the users to watch may have changed. */
  readonly #onChange: () => void

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get(userId: string): UserWire | null | undefined {
    return this.#entries.get(userId)?.wire
  }

  isOnline(userId: string): boolean | undefined {
    return this.#entries.get(userId)?.isOnline
  }

  /** The users to watch, the newest last, each with the id of the newest event in its snapshot, or 0. */
  get watched(): Map<string, number> {
    const all = [...this.#entries].filter(([, { error }]) => !error)
    return new Map(
      all.map(([id, { wire, isStale }]) => [id, isStale ? 0 : (wire?.lastEventId ?? 0)]),
    )
  }

  /** Watches the user for the listener until `release`. */
  want(userId: string, listener: UserListener): void {
    const known = this.#entries.get(userId)
    const entry: Entry = known ?? {
      wire: undefined,
      isOnline: undefined,
      isStale: true,
      error: undefined,
      listeners: new Set(),
    }
    this.#entries.set(userId, entry)
    entry.listeners.add(listener)
    const { error } = entry
    if (error) queueMicrotask(() => entry.listeners.has(listener) && listener.onError(error))
    if (!known) this.#onChange()
  }

  release(userId: string, listener: UserListener): void {
    const entry = this.#entries.get(userId)
    if (!entry?.listeners.delete(listener) || entry.listeners.size > 0) return
    this.#entries.delete(userId)
    this.#onChange()
  }

  /** Takes a snapshot that the server sent, unless the known one is newer or nobody wants the user. */
  learn(wire: UserWire): void {
    const entry = this.#entries.get(wire.id)
    if (!entry) return
    if (!entry.isStale && wire.lastEventId <= (entry.wire?.lastEventId ?? -1)) return
    entry.wire = wire
    entry.isStale = false
    this.#tell(entry)
  }

  apply(event: LoggedEvent): void {
    if ('user' in event) this.learn({ ...event.user, lastEventId: event.id })
  }

  setOnline(userId: string, isOnline: boolean): void {
    const entry = this.#entries.get(userId)
    if (!entry || entry.isOnline === isOnline) return
    entry.isOnline = isOnline
    this.#tell(entry)
  }

  /** Takes the response to watching the users. */
  settle(asked: Map<string, number>, users: UserWire[], online: string[]): void {
    for (const wire of users) this.learn(wire)
    const isOnline = new Set(online)
    for (const [userId, newest] of asked) {
      this.setOnline(userId, isOnline.has(userId))
      const entry = this.#entries.get(userId)
      if (newest > 0 || !entry?.isStale) continue
      entry.wire = null
      entry.isStale = false
      this.#tell(entry)
    }
  }

  /** Call this when the server refused the id of the user. */
  refuse(userId: string, error: Error): void {
    const entry = this.#entries.get(userId)
    if (!entry) return
    entry.error = error
    for (const listener of [...entry.listeners]) listener.onError(error)
  }

  /** Call this when events were lost: every user is requested again. */
  invalidate(): void {
    for (const entry of this.#entries.values()) entry.isStale = true
  }

  #tell({ listeners }: Entry): void {
    if (this.#changed.size === 0) queueMicrotask(() => this.#emit())
    for (const listener of listeners) this.#changed.add(listener)
  }

  #emit(): void {
    const listeners = [...this.#changed]
    this.#changed.clear()
    for (const listener of listeners) listener.onUsers()
  }
}
