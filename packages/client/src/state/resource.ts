import type { components } from '@openparley/spec/types'
import type { LoggedEvent } from './apply.ts'
import type { ConversationState } from './conversation-state.ts'

type UserWire = components['schemas']['UserSnapshot']

/**
 * What the listeners of a subscription are called with: a snapshot, for a window whether it has all items to its end, and
 * for one that slides whether it has the newest.
 */
export type View = readonly [snapshot: unknown, loadedAll?: boolean, loadedNewest?: boolean]

/** Somebody began to type, or ended: the second is not an event of the server. */
export type TypingEvent =
  | Extract<components['schemas']['Event'], { type: 'conversation.typing' }>
  | { type: 'typing.ended'; conversationId: string; userId: string }

export type ResourceEvent = LoggedEvent | TypingEvent

/** A state as the server sent it, and the users who are in it. */
export interface Loaded<State> {
  state: State | null
  users?: readonly UserWire[]
}

/** The users of the session, as far as they are known by now. */
export interface KnownUsers {
  /** Null if the user does not exist, undefined if that is not known yet. */
  get(userId: string): UserWire | null | undefined
  /** Undefined if it is not known yet. */
  isOnline(userId: string): boolean | undefined
}

/** How the state of one kind of subscription is read and kept up to date. The state has the ids of users only. */
export interface Resource<State, V extends View> {
  /** The conversation whose events it needs. Without it, it gets all events. */
  conversationId?: string
  /** Gets the state of now. Null if it does not exist. A window gets `size` items. */
  get: (size: number) => Promise<Loaded<State>>
  /** Returns the state after the event. Undefined if the event is not enough: then the state is requested again. */
  apply: (state: State | null, event: LoggedEvent) => State | null | undefined
  /** Returns the state after somebody began to type, or ended. */
  applyTyping?: (state: State, event: TypingEvent) => State
  /** The conversation of the user, if the state has it. */
  conversation?: (state: State, conversationId: string) => ConversationState | undefined
  /** The ids of the users in the state. */
  users?: (state: State) => Iterable<string>
  /** Undefined while a user in it is not known. */
  view: (state: State | null, users: KnownUsers) => V | undefined
  /** Only for windows. */
  window?: {
    /** How many items it gets first. */
    size: number
    /** How many items `loadMore` adds by default. */
    step: number
    /** Gets the items after those of the window. */
    more: (state: State, limit: number) => Promise<Loaded<State>>
    /** Adds a page to the end of the window. */
    join: (state: State, page: State) => State
    length: (state: State) => number
    hasMore: (state: State) => boolean
    /** The max of `loadMore`. */
    maxPage: number
    /** Only for windows that slide: gets the items before those of the window. */
    newer?: (state: State, limit: number) => Promise<Loaded<State>>
    /** Adds a page to the beginning of the window. */
    joinNewer?: (state: State, page: State) => State
  }
}
