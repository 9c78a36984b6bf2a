import type { ConversationState } from './conversation-state.ts'
import type { SlidingSubscription } from './live-subscription.ts'
import type { Listener, Resource } from './resource.ts'
import { type SharedState, type SharedStateOptions, sharedState } from './shared-state.ts'
import { conversationOf, type LoggedEvent } from './subject.ts'

/** Milliseconds without a subscription after which the session disconnects. */
const idleDisconnectDelay = 5000

export interface SubscriptionsOptions extends Omit<SharedStateOptions, 'onEnd'> {
  /** Called after 5 seconds without a subscription. */
  onIdle: () => void
}

/** Makes the subscriptions of a session: one shared state per resource. */
export function createSubscriptions(options: SubscriptionsOptions) {
  const states = new Map<string, SharedState<unknown>>()
  let stopIdleTimer = () => {}

  function forget(key: string): void {
    states.delete(key)
    if (states.size > 0) return
    stopIdleTimer()
    stopIdleTimer = options.clock.after(idleDisconnectDelay, options.onIdle)
  }

  return {
    /** Subscribes to the resource of the key, which is made if nobody has subscribed to it yet. */
    add<State, Snapshot, Active>(
      key: string,
      make: () => Resource<State, Snapshot>,
      listener?: Listener<Snapshot>,
    ): SlidingSubscription<Active> {
      stopIdleTimer()
      const state =
        (states.get(key) as SharedState<Snapshot> | undefined) ??
        sharedState(make(), { ...options, onEnd: () => forget(key) })
      states.set(key, state as unknown as SharedState<unknown>)
      return state.subscribe(listener)
    },
    apply(event: LoggedEvent): void {
      const id = conversationOf(event)
      for (const state of states.values())
        if (state.conversationId === undefined || state.conversationId === id) state.apply(event)
    },
    /** Call this when something that the resources whose keys begin like one of these show has changed. Returns whether anybody has subscribed to one. */
    refresh(...beginnings: string[]): boolean {
      const shown = [...states].filter(([key]) => beginnings.some((one) => key.startsWith(one)))
      for (const [, state] of shown) state.refresh()
      return shown.length > 0
    },
    /** The current conversation from each of the states that contain it. */
    conversations: (id: string): ConversationState[] =>
      [...states.values()].flatMap(({ conversation }) => conversation(id) || []),
    /** Call this when events were lost: every state is requested again. */
    invalidate(): void {
      for (const state of states.values()) state.invalidate()
    },
    /**
     * Requests the first state whose key begins like this, before there is a stream. Returns the position at which the
     * stream must begin, if that is known.
     */
    begin: (keyStart: string): Promise<string | undefined> | undefined =>
      [...states].find(([key]) => key.startsWith(keyStart))?.[1].load(),
    /** Requests the states that need a request. */
    load(): void {
      for (const state of states.values()) void state.load()
    },
    end(): void {
      for (const state of states.values()) state.end()
      stopIdleTimer()
    },
  }
}
