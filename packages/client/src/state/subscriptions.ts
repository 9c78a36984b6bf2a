import type { components } from '@openparley/spec/types'
import type { Clock } from '../clock.ts'
import type { Subscription } from '../emitter.ts'
import type { LoggedEvent } from './apply.ts'
import { type Subject, subjectOf } from './apply.ts'
import { type Resource, SharedSnapshot } from './shared-snapshot.ts'

/** Milliseconds without a subscription after which the session disconnects. */
const idleDisconnectDelay = 5000

interface AnyWire {
  lastEventId: number
}

export interface SubscriptionsOptions {
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  isConnected: () => boolean
  /** Called when a user's last subscription has ended. */
  onUserEnd: () => void
  /** Called after 5 seconds without a subscription. */
  onIdle: () => void
}

/** The subscriptions of a session: one shared snapshot per resource. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #snapshots = new Map<string, SharedSnapshot<AnyWire, unknown>>()
  #stopIdleTimer = () => {}

  constructor(options: SubscriptionsOptions) {
    this.#options = options
  }

  add<Wire extends AnyWire, Snapshot>(
    subject: Subject,
    resource: Resource<Wire, Snapshot>,
    ...listeners: Parameters<SharedSnapshot<Wire, Snapshot>['subscribe']>
  ): Subscription {
    this.#stopIdleTimer()
    const key = keyOf(subject)
    const known = this.#snapshots.get(key) as unknown as SharedSnapshot<Wire, Snapshot> | undefined
    const snapshot =
      known ?? new SharedSnapshot(resource, { ...this.#options, onEnd: () => this.#delete(key) })
    this.#snapshots.set(key, snapshot as unknown as SharedSnapshot<AnyWire, unknown>)
    return snapshot.subscribe(...listeners)
  }

  apply(event: LoggedEvent): void {
    this.#snapshots.get(keyOf(subjectOf(event)))?.apply(event)
  }

  /** The subscribed users, newest last, each with the id of the newest event in its snapshot. */
  get users(): Map<string, number> {
    const users = new Map<string, number>()
    for (const [key, snapshot] of this.#snapshots)
      if (key.startsWith(ofUser)) users.set(key.slice(ofUser.length), snapshot.newest)
    return users
  }

  /** Replaces a user's snapshot with one that the server sent without a request. */
  replaceUser(wire: components['schemas']['UserSnapshot']): void {
    this.#snapshots.get(`${ofUser}${wire.id}`)?.replace(wire)
  }

  /** Call this when events were lost: every snapshot is requested again. */
  invalidate(): void {
    for (const snapshot of this.#snapshots.values()) snapshot.invalidate()
  }

  /** Gets the snapshots that need a request. */
  load(): void {
    for (const snapshot of this.#snapshots.values()) snapshot.load()
  }

  end(): void {
    for (const snapshot of this.#snapshots.values()) snapshot.end()
    this.#stopIdleTimer()
  }

  #delete(key: string): void {
    this.#snapshots.delete(key)
    if (key.startsWith(ofUser)) this.#options.onUserEnd()
    if (this.#snapshots.size > 0) return
    this.#stopIdleTimer()
    this.#stopIdleTimer = this.#options.clock.after(idleDisconnectDelay, this.#options.onIdle)
  }
}

const ofUser = 'user '

const keyOf = (subject: Subject): string =>
  'userId' in subject ? `${ofUser}${subject.userId}` : `conversation ${subject.conversationId}`
