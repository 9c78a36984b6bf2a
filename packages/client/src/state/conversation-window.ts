import { applyToConversation } from './apply.ts'
import type { ConversationState } from './conversation-state.ts'
import { newestFirst } from './ids.ts'
import { conversationOf, type LoggedEvent } from './subject.ts'
import type { Window } from './window-events.ts'

type Conversations = Window<ConversationState>

/** Which conversations are in a list with a filter. */
export interface ConversationTest {
  meets(state: ConversationState): boolean
  /** Whether the event can make an unknown conversation match the filter. */
  mayMeet(event: LoggedEvent): boolean
}

/** When the newest message was sent, or when the user joined if that is later. */
const recencyOf = ({ joinedAt, lastMessageAt }: ConversationState) =>
  Math.max(joinedAt, lastMessageAt)

/** The order of the server's list. */
const byRecency = newestFirst(recencyOf)

/**
 * Returns the user's newest conversations after the event. Undefined if they must be requested again: a conversation
 * that is not loaded may now belong in the window, or one has left the window and must be replaced.
 */
export function applyToConversations(
  window: Conversations | null,
  event: LoggedEvent,
  userId: string,
  filter?: ConversationTest,
): Conversations | null | undefined {
  const changed = conversationOf(event)
  if (!window || changed === undefined) return window
  const { items, hasMore } = window
  const before = items.find(({ id }) => id === changed) ?? null
  const state = applyToConversation(before, event, userId)
  if (state === undefined) return undefined
  if (state === before) return before || !mayBring(window, event, filter) ? window : undefined
  const others = items.filter((item) => item !== before)
  if (!state || filter?.meets(state) === false)
    return !before ? window : hasMore ? undefined : { ...window, items: others }
  const sorted = [...others, state].sort(byRecency)
  // The conversations that are not loaded are older than the last one of the window was.
  const isBelow = sorted.at(-1) === state && !(before && recencyOf(state) >= recencyOf(before))
  if (!hasMore || !isBelow) return { ...window, items: sorted }
  return before ? undefined : window
}

/** Whether the event may bring a conversation into the window that is not loaded. */
function mayBring(
  { items, hasMore }: Conversations,
  event: LoggedEvent,
  filter: ConversationTest | undefined,
): boolean {
  const last = items.at(-1)
  return filter?.mayMeet(event) || (hasMore && sentAt(event) >= (last ? recencyOf(last) : 0))
}

/** When the message of the event, or the newest of its conversation, was sent. -1 if the event is about no message. */
function sentAt(event: LoggedEvent): number {
  if ('lastMessageAt' in event) return event.lastMessageAt
  return 'message' in event ? event.message.createdAt : -1
}
