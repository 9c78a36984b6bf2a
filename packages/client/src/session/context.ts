import type { Clock } from '../clock.ts'
import type { Lazy } from '../lazy.ts'
import type { ConversationState } from '../state/conversation-state.ts'
import type { SlidingSubscription } from '../state/live-subscription.ts'
import type { Listener, Resource } from '../state/resource.ts'
import type { Calls } from '../typed-calls.ts'
import type { MessageRef } from './message-ref.ts'
import type { Outbox } from './outbox.ts'
import type { OwnReactions } from './own-reactions.ts'
import type { ParticipantRef } from './participant-ref.ts'

/** The state that the refs of a session share. */
export interface Context {
  client: Calls
  clock: Clock
  /** The session's user. */
  userId: string
  outbox: Outbox
  /** The user's own reactions, whose code is loaded with the first one. */
  ownReactions: Lazy<OwnReactions>
  /** The users who are typing in the conversation, the last one last. */
  typingIn(conversationId: string): string[]
  message(conversationId: string, id: string): MessageRef
  participant(conversationId: string, userId: string): ParticipantRef
  /** The current conversation from each subscribed list that contains it. */
  listed(conversationId: string): ConversationState[]
  /** Subscribes to the resource of a key. All subscriptions of the key share one state. */
  subscribe: <State, Snapshot, Active>(
    key: string,
    make: () => Resource<State, Snapshot>,
    listener?: Listener<NoInfer<Snapshot>>,
  ) => SlidingSubscription<Active>
}
