import { subjectOf } from './apply.ts'
import type { WindowSubscription } from './live-subscription.ts'
import type { Resource, ResourceEvent, View } from './resource.ts'
import { SharedState, type SharedStateOptions } from './shared-state.ts'

/** Milliseconds without a subscription after which the session disconnects. */
const idleDisconnectDelay = 5000

export interface SubscriptionsOptions extends Omit<SharedStateOptions, 'onEnd'> {
  /** Called after 5 seconds without a subscription. */
  onIdle: () => void
}

/** The subscriptions of a session: one shared state per resource. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #states = new Map<string, SharedState<unknown, View>>()
  #stopIdleTimer = () => {}

  constructor(options: SubscriptionsOptions) {
    this.#options = options
  }

  /** Subscribes to the resource of the key, which is made if nobody has subscribed to it yet. */
  add<State, V extends View, Active>(
    key: string,
    make: () => Resource<State, V>,
    listener?: (...view: V) => void,
  ): WindowSubscription<Active> {
    this.#stopIdleTimer()
    const known = this.#states.get(key) as unknown as SharedState<State, V> | undefined
    const state =
      known ?? new SharedState(make(), { ...this.#options, onEnd: () => this.#delete(key) })
    this.#states.set(key, state as unknown as SharedState<unknown, View>)
    return state.subscribe(listener)
  }

  apply(event: ResourceEvent): void {
    const subject = 'createdAt' in event ? subjectOf(event) : event
    for (const state of this.#states.values())
      if (
        state.conversationId === undefined ||
        ('conversationId' in subject && state.conversationId === subject.conversationId)
      )
        state.apply(event)
  }

  /** Call this when something that the resource shows has changed. Returns whether anybody has subscribed to it. */
  refresh(key: string): boolean {
    const state = this.#states.get(key)
    state?.refresh()
    return state !== undefined
  }

  /** Call this when events were lost: every state is requested again. */
  invalidate(): void {
    for (const state of this.#states.values()) state.invalidate()
  }

  /** Gets the states that need a request. */
  load(): void {
    for (const state of this.#states.values()) state.load()
  }

  end(): void {
    for (const state of this.#states.values()) state.end()
    this.#stopIdleTimer()
  }

  #delete(key: string): void {
    this.#states.delete(key)
    if (this.#states.size > 0) return
    this.#stopIdleTimer()
    this.#stopIdleTimer = this.#options.clock.after(idleDisconnectDelay, this.#options.onIdle)
  }
}
