import { applyToConversation, type LoggedEvent, subjectOf } from './apply.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Window } from './window.ts'

type Conversations = Window<ConversationState>

/** When the user came or the newest message was sent, whichever is later. */
const activityOf = ({ joinedAt, lastMessage }: ConversationState) =>
  Math.max(joinedAt, lastMessage?.createdAt ?? 0)

const byActivity = (one: ConversationState, other: ConversationState) =>
  activityOf(other) - activityOf(one) || (other.id > one.id ? 1 : -1)

/** Returns the user's newest conversations after the event. Undefined if they must be requested again. */
export function applyToConversations(
  window: Conversations | null,
  event: LoggedEvent,
  userId: string,
): Conversations | null | undefined {
  const subject = subjectOf(event)
  if (!window || !('conversationId' in subject)) return window
  const { items, hasMore } = window
  const before = items.find(({ id }) => id === subject.conversationId) ?? null
  const after = applyToConversation(before, event, userId)
  if (after === before) {
    // A message in a conversation that is not loaded may bring it to the top.
    const isSent = event.type === 'message.created' || event.type === 'messages.imported'
    return before === null && isSent ? undefined : window
  }
  const others = items.filter((item) => item !== before)
  if (after === null) return { ...window, items: others }
  const sorted = [...others, after].sort(byActivity)
  if (!hasMore || sorted.at(-1) !== after) return { ...window, items: sorted }
  // Some that are not loaded may come before it.
  return before ? undefined : { ...window, items: others }
}
