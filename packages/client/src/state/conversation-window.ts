import { applyToConversation, type LoggedEvent, subjectOf } from './apply.ts'
import { compareIds } from './compare-ids.ts'
import { matches, mayMatch, type WireFilter } from './conversation-filter.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Window } from './window.ts'

type Conversations = Window<ConversationState>

/** When the newest message was sent, or when the user joined if that is later. */
const recencyOf = ({ joinedAt, lastMessageAt }: ConversationState) =>
  Math.max(joinedAt, lastMessageAt)

/** The order of the server's list: by the time, then by the id, both descending. */
const byRecency = (one: ConversationState, other: ConversationState) =>
  recencyOf(other) - recencyOf(one) || compareIds(other.id, one.id)

/**
 * Returns the user's newest conversations after the event. Undefined if they must be requested again: a conversation that is not
 * loaded may have come to the window, or one has left it, so that another takes its place.
 */
export function applyToConversations(
  window: Conversations | null,
  event: LoggedEvent,
  userId: string,
  filter: WireFilter = {},
): Conversations | null | undefined {
  const subject = subjectOf(event)
  if (!window || !('conversationId' in subject)) return window
  const { items, hasMore } = window
  const before = items.find(({ id }) => id === subject.conversationId) ?? null
  const state = applyToConversation(before, event, userId)
  if (state === undefined) return undefined
  if (state === before)
    return before || !mayBring(window, event, userId, filter) ? window : undefined
  const after = state && matches(filter, state) ? state : null
  const others = items.filter((item) => item !== before)
  if (!after) return !before ? window : hasMore ? undefined : { ...window, items: others }
  const sorted = [...others, after].sort(byRecency)
  // The conversations that are not loaded are older than the last one of the window was.
  const isBelow = sorted.at(-1) === after && !(before && recencyOf(after) >= recencyOf(before))
  if (!hasMore || !isBelow) return { ...window, items: sorted }
  return before ? undefined : window
}

/** Whether the event may bring a conversation that is not loaded into the window. */
function mayBring(
  { items, hasMore }: Conversations,
  event: LoggedEvent,
  userId: string,
  filter: WireFilter,
): boolean {
  const last = items.at(-1)
  return (
    mayMatch(filter, event, userId) || (hasMore && sentAt(event) >= (last ? recencyOf(last) : 0))
  )
}

/** When the newest message of the conversation was sent, if the event can bring it to a later time; else -1. */
const sentAt = (event: LoggedEvent): number =>
  event.type === 'message.created'
    ? event.message.createdAt
    : event.type === 'messages.imported'
      ? event.lastMessageAt
      : -1
