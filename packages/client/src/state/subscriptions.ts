import { subjectOf } from './apply.ts'
import type { ConversationState } from './conversation-state.ts'
import type { SlidingSubscription } from './live-subscription.ts'
import type { Resource, ResourceEvent, View } from './resource.ts'
import { type SharedState, type SharedStateOptions, sharedState } from './shared-state.ts'

/** Milliseconds without a subscription after which the session disconnects. */
const idleDisconnectDelay = 5000

export interface SubscriptionsOptions extends Omit<SharedStateOptions, 'onEnd'> {
  /** Called after 5 seconds without a subscription. */
  onIdle: () => void
}

/** Makes the subscriptions of a session: one shared state per resource. */
export function createSubscriptions(options: SubscriptionsOptions) {
  const states = new Map<string, SharedState<View>>()
  let stopIdleTimer = () => {}

  function forget(key: string): void {
    states.delete(key)
    if (states.size > 0) return
    stopIdleTimer()
    stopIdleTimer = options.clock.after(idleDisconnectDelay, options.onIdle)
  }

  return {
    /** Subscribes to the resource of the key, which is made if nobody has subscribed to it yet. */
    add<State, V extends View, Active>(
      key: string,
      make: () => Resource<State, V>,
      listener?: (...view: V) => void,
    ): SlidingSubscription<Active> {
      stopIdleTimer()
      const state =
        (states.get(key) as SharedState<V> | undefined) ??
        sharedState(make(), { ...options, onEnd: () => forget(key) })
      states.set(key, state as unknown as SharedState<View>)
      return state.subscribe(listener)
    },
    apply(event: ResourceEvent): void {
      const subject = 'createdAt' in event ? subjectOf(event) : event
      const id = 'conversationId' in subject ? subject.conversationId : undefined
      for (const state of states.values())
        if (state.conversationId === undefined || state.conversationId === id) state.apply(event)
    },
    /** Call this when something that the resource, or one of its windows, shows has changed. Returns whether anybody has subscribed to it. */
    refresh(key: string): boolean {
      const shown = [...states].filter(([other]) => other === key || other.startsWith(`${key}\n`))
      for (const [, state] of shown) state.refresh()
      return shown.length > 0
    },
    /** The conversation as it is now in each of the states that have it. */
    conversations: (id: string): ConversationState[] =>
      [...states.values()].flatMap(({ conversation }) => conversation(id) || []),
    /** Call this when events were lost: every state is requested again. */
    invalidate(): void {
      for (const state of states.values()) state.invalidate()
    },
    /** Gets the states that need a request. */
    load(): void {
      for (const state of states.values()) state.load()
    },
    end(): void {
      for (const state of states.values()) state.end()
      stopIdleTimer()
    },
  }
}
