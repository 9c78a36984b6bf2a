import type { WindowSubscription } from '../state/live-subscription.ts'
import type { Resource, View } from '../state/resource.ts'

/** Subscribes to the resource of a key. All subscriptions of the key share one state. */
export type Subscribe = <State, V extends View, Active>(
  key: string,
  make: () => Resource<State, V>,
  listener?: (...view: V) => void,
) => WindowSubscription<Active>
