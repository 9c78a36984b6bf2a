import type { components } from '@openparley/spec/types'
import type { ConversationState } from './conversation-state.ts'
import type { Kind } from './kind.ts'
import type { UserSnapshot } from './snapshots.ts'
import type { LoggedEvent } from './subject.ts'

type UserWire = components['schemas']['UserSnapshot']

/**
 * The state of a subscription while it is active. A window also has `loadedAll`, and a sliding window `loadedNewest`.
 */
export interface View<Snapshot> {
  readonly latestSnapshot: Snapshot
  readonly loadedAll?: boolean
  readonly loadedNewest?: boolean
}

/** A listener is called with the values of the active state, in this order. */
export type Listener<Snapshot> = (latestSnapshot: Snapshot, ...loaded: boolean[]) => void

/** A state as the server sent it, and the users who are in it. */
export interface Loaded<State> {
  state: State | null
  users?: readonly (UserWire | null | undefined)[]
  /** The position of the event log at that time, if the server returned it. */
  cursor?: string | undefined
}

/** The users of the session that are known so far. */
export interface KnownUsers {
  /** Null if the user does not exist, undefined until that is known. */
  get(userId: string): UserSnapshot | null | undefined
  /** Undefined if it is not known yet. */
  isOnline(userId: string): boolean | undefined
}

/** One end of a window, at which more items can be loaded. */
export interface End<State> {
  /** Loads the items after this end. */
  get: (state: State, limit: number) => Promise<Loaded<State>>
  join: (state: State, page: State) => State
}

/** How the state of one kind of subscription is read and kept up to date. The state has the ids of users only. */
export interface Resource<State, Snapshot> {
  /** The conversation whose events the state needs. If undefined, the state gets all events. */
  conversationId?: string | undefined
  /** Requests the current state. Null if it does not exist. A window requests as many items as before, and `more`. */
  get: (before: State | null, more: number) => Promise<Loaded<State>>
  /** Returns the state after the event. Undefined if the event is not enough: then the state is requested again. */
  apply: (state: State | null, event: LoggedEvent) => State | null | undefined
  /** The conversation of the user, if the state has it. */
  conversation?: (state: State, conversationId: string) => ConversationState | undefined
  /** The ids of the users in the state. */
  userIds?: (state: State) => (string | null | undefined)[]
  /** Undefined while a user in it is not known. */
  snapshot: (state: State, users: KnownUsers) => Snapshot | undefined
  /** Only for windows. */
  window?: {
    /** How many items `loadMore` adds by default. */
    step: number
    /** The max of `loadMore`. */
    maxPage: number
    hasMore: (state: State) => boolean
    /** The values for the listener in addition to the snapshot. */
    loaded: (state: State | null) => Omit<View<Snapshot>, 'latestSnapshot'>
    older: End<State>
    /** Only for windows that slide. */
    newer?: End<State>
  }
}

/** The resource of a single item of a conversation. `read` returns null if the item does not exist. */
export const singleResource = <Wire, State, Snapshot>(
  { stateOf, usersIn, userIds, snapshot }: Kind<Wire, State, Snapshot>,
  conversationId: string,
  read: () => Promise<Wire | null>,
  apply: Resource<State, Snapshot | null>['apply'],
): Resource<State, Snapshot | null> => ({
  conversationId,
  async get() {
    const wire = await read()
    return wire ? { state: stateOf(wire), users: usersIn(wire) } : { state: null }
  },
  apply,
  userIds,
  snapshot,
})
