import type { components } from '@openparley/spec/types'
import type { LoggedEvent } from './apply.ts'
import { type Subject, subjectOf } from './apply.ts'
import type { Clock } from './clock.ts'
import type { Subscription } from './listeners.ts'
import { type Resource, SharedSnapshot } from './shared-snapshot.ts'

/** Milliseconds without a subscription after which nothing is to be expected any more. */
const linger = 5000

interface AnyWire {
  lastEventId: number
}

export interface SubscriptionsOptions {
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  isConnected: () => boolean
  /** A user has no subscription any more. */
  onUserEnd: () => void
  /** There has been no subscription for a while. */
  onIdle: () => void
}

/** All that a session is subscribed to: one shared snapshot a resource. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #snapshots = new Map<string, SharedSnapshot<AnyWire, unknown>>()
  #stopLinger = () => {}

  constructor(options: SubscriptionsOptions) {
    this.#options = options
  }

  add<Wire extends AnyWire, Snapshot>(
    subject: Subject,
    resource: Resource<Wire, Snapshot>,
    ...listeners: Parameters<SharedSnapshot<Wire, Snapshot>['subscribe']>
  ): Subscription {
    this.#stopLinger()
    const key = keyOf(subject)
    const known = this.#snapshots.get(key) as unknown as SharedSnapshot<Wire, Snapshot> | undefined
    const snapshot =
      known ?? new SharedSnapshot(resource, { ...this.#options, onEnd: () => this.#delete(key) })
    this.#snapshots.set(key, snapshot as unknown as SharedSnapshot<AnyWire, unknown>)
    return snapshot.subscribe(...listeners)
  }

  take(event: LoggedEvent): void {
    this.#snapshots.get(keyOf(subjectOf(event)))?.take(event)
  }

  /** The users with subscriptions, the newest last, and the newest event in the snapshot of each. */
  get users(): Map<string, number> {
    const users = new Map<string, number>()
    for (const [key, snapshot] of this.#snapshots)
      if (key.startsWith(ofUser)) users.set(key.slice(ofUser.length), snapshot.newest)
    return users
  }

  /** Takes a user's snapshot that came unasked. */
  renewUser(wire: components['schemas']['UserSnapshot']): void {
    this.#snapshots.get(`${ofUser}${wire.id}`)?.renew(wire)
  }

  /** Events were lost: every snapshot is to be got anew. */
  expire(): void {
    for (const snapshot of this.#snapshots.values()) snapshot.expire()
  }

  /** Gets the snapshots that are needed. */
  load(): void {
    for (const snapshot of this.#snapshots.values()) snapshot.load()
  }

  end(): void {
    for (const snapshot of this.#snapshots.values()) snapshot.end()
    this.#stopLinger()
  }

  #delete(key: string): void {
    this.#snapshots.delete(key)
    if (key.startsWith(ofUser)) this.#options.onUserEnd()
    if (this.#snapshots.size > 0) return
    this.#stopLinger()
    this.#stopLinger = this.#options.clock.after(linger, this.#options.onIdle)
  }
}

const ofUser = 'user '

const keyOf = (subject: Subject): string =>
  'userId' in subject ? `${ofUser}${subject.userId}` : `conversation ${subject.conversationId}`
