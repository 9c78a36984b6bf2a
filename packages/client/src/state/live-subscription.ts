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

/** A subscription to a part of a list, which moves. */
export interface SlidingSubscription<Active> extends WindowSubscription<Active> {
  /** Loads up to `count` newer items, max 50. Resolves when they are there. */
  loadNewer(count?: number): Promise<void>
}

/** The end of a subscription that belongs to the shared state. */
export interface Subscriber<V extends View> {
  next(view: V): void
  end(error?: Error): void
  /** What the subscriber holds. */
  handle<Active>(
    unsubscribe: () => void,
    load?: Pick<SlidingSubscription<Active>, 'loadMore' | 'loadNewer'>,
  ): SlidingSubscription<Active>
}

/** Listeners are called in a microtask, in order. */
export function createSubscriber<V extends View>(
  listener: ((...view: V) => void) | undefined,
): Subscriber<V> {
  const connected = Promise.withResolvers<unknown>()
  const terminated = Promise.withResolvers<UnsubscribedState | ErrorState>()
  let state: PendingState | { type: 'active' } | UnsubscribedState | ErrorState = {
    type: 'pending',
  }
  let hasEnded = false
  // Whoever does not wait for it does not need to hear that it failed.
  connected.promise.catch(() => undefined)

  return {
    next(view) {
      const [latestSnapshot, loadedAll, loadedNewest] = view
      state = Object.freeze({
        type: 'active',
        latestSnapshot,
        ...(loadedAll !== undefined && { loadedAll }),
        ...(loadedNewest !== undefined && { loadedNewest }),
      })
      connected.resolve(state)
      queueMicrotask(() => hasEnded || listener?.(...view))
    },
    end(error) {
      if (hasEnded) return
      hasEnded = true
      const ended: UnsubscribedState | ErrorState = Object.freeze(
        error ? { type: 'error', error } : { type: 'unsubscribed' },
      )
      state = ended
      connected.reject(error ?? new Error('The subscription has ended.'))
      terminated.resolve(ended)
    },
    handle: <Active>(unsubscribe: () => void, load?: object) =>
      Object.freeze({
        get state() {
          return state
        },
        connected: connected.promise,
        terminated: terminated.promise,
        unsubscribe,
        ...load,
      }) as SlidingSubscription<Active>,
  }
}
