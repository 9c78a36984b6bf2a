import type { Subscription } from '../emitter.ts'
import type { Listener, View } from './resource.ts'

/** There is no first snapshot yet. */
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
   * Loads up to `count` more items, and resolves when they are loaded. Simultaneous calls do not add up: `loadMore(5)`
   * and `loadMore(10)` together load 10 more items.
   */
  loadMore(count?: number): Promise<void>
}

/** A subscription to a part of a list, which can move in both directions. */
export interface SlidingSubscription<Active> extends WindowSubscription<Active> {
  /** Loads up to `count` newer items, max 50. Resolves when they are loaded. */
  loadNewer(count?: number): Promise<void>
}

/** The part of a subscription that the shared state uses. */
export interface Subscriber<Snapshot, Active> {
  /** The subscription that the caller gets. */
  subscription: SlidingSubscription<Active>
  next(view: View<Snapshot>): void
  end(error?: Error): void
}

/** Listeners are called in a microtask, in order. */
export function createSubscriber<Snapshot, Active>(
  listener: Listener<Snapshot> | undefined,
  calls: object,
): Subscriber<Snapshot, Active> {
  const connected = Promise.withResolvers<unknown>()
  const terminated = Promise.withResolvers<unknown>()
  let state: object = { type: 'pending' }
  let hasEnded = false
  // Without this, a rejection that nobody awaits would be reported as unhandled.
  connected.promise.catch(() => undefined)

  return {
    subscription: Object.freeze({
      get state() {
        return state
      },
      connected: connected.promise,
      terminated: terminated.promise,
      ...calls,
    }) as SlidingSubscription<Active>,
    next(view) {
      const { latestSnapshot, ...loaded } = view
      state = Object.freeze({ type: 'active', ...view })
      connected.resolve(state)
      queueMicrotask(() => hasEnded || listener?.(latestSnapshot, ...Object.values(loaded)))
    },
    end(error) {
      if (hasEnded) return
      hasEnded = true
      state = Object.freeze(error ? { type: 'error', error } : { type: 'unsubscribed' })
      connected.reject(error ?? new Error('The subscription has ended.'))
      terminated.resolve(state)
    },
  }
}
