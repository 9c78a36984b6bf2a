import type { Subscription } from '../emitter.ts'
import type { View } from './resource.ts'

/** The first snapshot has not come yet. */
export interface PendingState {
  readonly type: 'pending'
}

/** It was unsubscribed, or its session was closed. */
export interface UnsubscribedState {
  readonly type: 'unsubscribed'
}

/** The server refused it permanently. */
export interface ErrorState {
  readonly type: 'error'
  readonly error: Error
}

/** A subscription to something that changes. It survives lost connections. */
export interface LiveSubscription<Active> extends Subscription {
  readonly state: PendingState | Active | UnsubscribedState | ErrorState
  /** Resolves with the first snapshot. Rejects if the subscription ends before that. */
  readonly connected: Promise<Active>
  /** Resolves when the subscription has ended: it was unsubscribed, its session was closed, or the server refused it. */
  readonly terminated: Promise<UnsubscribedState | ErrorState>
}

/** A subscription to the first items of a list. */
export interface WindowSubscription<Active> extends LiveSubscription<Active> {
  /**
   * Loads up to `count` items more, and resolves when they are there. Calls at the same time do not add up: after
   * `loadMore(5)` and `loadMore(10)`, 10 more items are loaded.
   */
  loadMore(count?: number): Promise<void>
}

/** The end of a subscription that belongs to the shared state. Listeners are called in a microtask, in order. */
export class Subscriber<V extends View> {
  readonly #listener: ((...view: V) => void) | undefined
  readonly #connected = Promise.withResolvers<unknown>()
  readonly #terminated = Promise.withResolvers<UnsubscribedState | ErrorState>()
  #state: PendingState | { type: 'active' } | UnsubscribedState | ErrorState = { type: 'pending' }

  constructor(listener: ((...view: V) => void) | undefined) {
    this.#listener = listener
    // Whoever does not wait for it does not need to hear that it failed.
    this.#connected.promise.catch(() => undefined)
  }

  get #hasEnded(): boolean {
    return this.#state.type === 'unsubscribed' || this.#state.type === 'error'
  }

  next(view: V): void {
    const [latestSnapshot, loadedAll] = view
    const more = loadedAll === undefined ? {} : { loadedAll }
    this.#state = Object.freeze({ type: 'active', latestSnapshot, ...more })
    this.#connected.resolve(this.#state)
    queueMicrotask(() => this.#hasEnded || this.#listener?.(...view))
  }

  end(error?: Error): void {
    if (this.#hasEnded) return
    this.#state = Object.freeze(error ? { type: 'error', error } : { type: 'unsubscribed' })
    this.#connected.reject(error ?? new Error('The subscription has ended.'))
    this.#terminated.resolve(this.#state)
  }

  /** What the subscriber holds. */
  handle<Active>(
    unsubscribe: () => void,
    loadMore?: (count?: number) => Promise<void>,
  ): WindowSubscription<Active> {
    const state = () => this.#state as LiveSubscription<Active>['state']
    return Object.freeze({
      get state() {
        return state()
      },
      connected: this.#connected.promise as Promise<Active>,
      terminated: this.#terminated.promise,
      unsubscribe,
      ...(loadMore && { loadMore }),
    }) as WindowSubscription<Active>
  }
}
