import type { LoggedEvent } from './apply.ts'
import { type Subject, subjectOf } from './apply.ts'
import type { Clock } from './clock.ts'
import type { Subscription } from './listeners.ts'
import { type Resource, SharedSnapshot } from './shared-snapshot.ts'

/** Milliseconds without a subscription after which nothing is to be expected any more. */
const linger = 5000

export interface SubscriptionsOptions {
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  isConnected: () => boolean
  /** There has been no subscription for a while. */
  onIdle: () => void
}

/** All that a session is subscribed to: one shared snapshot a resource. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #snapshots = new Map<string, SharedSnapshot<unknown, unknown>>()
  #stopLinger = () => {}

  constructor(options: SubscriptionsOptions) {
    this.#options = options
  }

  add<Wire, Snapshot>(
    subject: Subject,
    resource: Resource<Wire, Snapshot>,
    ...listeners: Parameters<SharedSnapshot<Wire, Snapshot>['subscribe']>
  ): Subscription {
    this.#stopLinger()
    const key = keyOf(subject)
    const known = this.#snapshots.get(key) as SharedSnapshot<Wire, Snapshot> | undefined
    const snapshot =
      known ?? new SharedSnapshot(resource, { ...this.#options, onEnd: () => this.#delete(key) })
    this.#snapshots.set(key, snapshot as SharedSnapshot<unknown, unknown>)
    return snapshot.subscribe(...listeners)
  }

  take(event: LoggedEvent): void {
    this.#snapshots.get(keyOf(subjectOf(event)))?.take(event)
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
    if (this.#snapshots.size > 0) return
    this.#stopLinger()
    this.#stopLinger = this.#options.clock.after(linger, this.#options.onIdle)
  }
}

const keyOf = (subject: Subject): string =>
  'userId' in subject ? `user ${subject.userId}` : `conversation ${subject.conversationId}`
