import { byId, type Message, type State } from './state.ts'
import { writable } from './user-changes.ts'

// The effect of each call for reactions on the state.

export interface ReactionCall {
  id: string
  messageId: string
  userId: string
  emoji: string
}

/** The form in which the server stores the emoji of the random calls. */
const stored = (emoji: string) => (emoji === '\u2764' ? '\u2764\uFE0F' : emoji)

const messageOf = (state: State, { id, messageId }: ReactionCall): Message | undefined =>
  state.conversations.get(id)?.messages.find((one) => one.id === messageId)

function change(
  state: State,
  { reactions }: Message,
  { emoji, userId }: ReactionCall,
  adds: boolean,
): void {
  const key = stored(emoji)
  const users = reactions.get(key) ?? new Map()
  if (adds && !users.has(userId)) users.set(userId, state.now)
  if (!adds) users.delete(userId)
  if (users.size > 0) reactions.set(key, users)
  else reactions.delete(key)
}

/** A call of the backend. */
export function react(state: State, call: ReactionCall, adds: boolean): number {
  const message = messageOf(state, call)
  if (!message) return 404
  const access = state.conversations.get(call.id)?.participants.get(call.userId)?.access ?? 'None'
  if (adds && access === 'None') return 400
  change(state, message, call, adds)
  return 200
}

/** A call with a token of the user. */
export function reactAsUser(state: State, call: ReactionCall, adds: boolean): number {
  const conversation = writable(state, call.id, call.userId)
  if (typeof conversation === 'number') return conversation
  const message = messageOf(state, call)
  if (!message) return 404
  change(state, message, call, adds)
  return 200
}

/** A page of the users who reacted, in the order of their reactions, as the user may see them. */
export function pageOfReactions(
  state: State,
  call: ReactionCall,
  { limit, after }: { limit: number; after: string | null },
): { status: number; reactions: [userId: string, createdAt: number][]; hasMore: boolean } {
  const none = { reactions: [], hasMore: false }
  const access = state.conversations.get(call.id)?.participants.get(call.userId)?.access ?? 'None'
  const message = messageOf(state, call)
  if (access === 'None' || !message) return { status: 404, ...none }
  const all = [...(message.reactions.get(stored(call.emoji)) ?? [])].sort(
    ([one, at], [other, otherAt]) => at - otherAt || byId(one, other),
  )
  const place = after === null ? -1 : all.findIndex(([userId]) => userId === after)
  if (after !== null && place < 0) return { status: 400, ...none }
  const rest = all.slice(place + 1)
  return { status: 200, reactions: rest.slice(0, limit), hasMore: rest.length > limit }
}
