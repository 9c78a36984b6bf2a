import type { Client } from '../client.ts'
import { unwrapOrNull } from '../problem.ts'
import { applyToConversation } from '../state/apply.ts'
import { conversationState } from '../state/conversation-state.ts'
import type { LiveSubscription } from '../state/live-subscription.ts'
import { type ConversationSnapshot, conversationSnapshot } from '../state/snapshots.ts'
import type { Subscribe } from './subscribe.ts'

export interface ConversationActiveState {
  readonly type: 'active'
  /** Null if the conversation does not exist or the user is not in it. */
  readonly latestSnapshot: ConversationSnapshot | null
}

export type ConversationSubscription = LiveSubscription<ConversationActiveState>

/** A reference to the conversation with an id, as the session's user sees it. Calls reject with a `ProblemError`. */
export interface ConversationRef {
  readonly id: string
  /** Returns a snapshot of the conversation, or null if it does not exist or the user is not in it. */
  get(): Promise<ConversationSnapshot | null>
  /** Calls the listener with the snapshot, or null as `get`, and then with each one that differs. */
  subscribe(listener?: (snapshot: ConversationSnapshot | null) => void): ConversationSubscription
}

const getConversation = async (client: Client, conversationId: string) =>
  unwrapOrNull(
    await client.GET('/realtime/conversations/{conversationId}', {
      params: { path: { conversationId } },
    }),
  )

export const conversationRef = (
  client: Client,
  id: string,
  userId: string,
  subscribe: Subscribe,
): Readonly<ConversationRef> =>
  Object.freeze<ConversationRef>({
    id,
    async get() {
      const wire = await getConversation(client, id)
      return wire && conversationSnapshot(wire)
    },
    subscribe: (listener) =>
      subscribe(
        `conversation ${id}`,
        () => ({
          conversationId: id,
          async get() {
            const wire = await getConversation(client, id)
            return { state: wire && conversationState(wire) }
          },
          apply: (state, event) => applyToConversation(state, event, userId),
          view: (state): [ConversationSnapshot | null] => [state && conversationSnapshot(state)],
        }),
        listener,
      ),
  })
