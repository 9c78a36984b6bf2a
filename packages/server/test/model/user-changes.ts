import {
  changeMessage,
  deleteMessage,
  deliver,
  judgeMessages,
  type MessagePatch,
} from './changes.ts'
import type { Conversation, Message, State } from './state.ts'

// The effect of each call with a user token on the state.

/** The conversation, if the user may write in it; else the status of the refusal. */
export function writable(state: State, id: string, userId: string): Conversation | 403 | 404 {
  const conversation = state.conversations.get(id)
  const access = conversation?.participants.get(userId)?.access ?? 'None'
  if (!conversation || access === 'None') return 404
  return access === 'Read' ? 403 : conversation
}

export interface OwnMessage {
  text: string
  key?: string
  referenced?: string
}

/** Decides the status of a message that a user sends, with its id if they sent it before with the same key. */
export function judgeOwnMessage(
  state: State,
  id: string,
  userId: string,
  own: OwnMessage,
): { status: number; sentBefore?: string } {
  const conversation = writable(state, id, userId)
  if (typeof conversation === 'number') return { status: conversation }
  const sent = judgeMessages(state, id, [asMessage(userId, own)])
  if (sent.status !== 200) return sent
  const [place] = sent.ids
  if (typeof place !== 'string') return { status: 200 }
  return { status: messageIn(conversation, place) ? 200 : 404, sentBefore: place }
}

/** The key of a user matches only messages of that user. */
const asMessage = (userId: string, { key, ...own }: OwnMessage) => ({
  ...own,
  sender: userId,
  origin: 'web' as const,
  ...(key !== undefined && { key: `${userId} ${key}` }),
})

/** Adds the message, with the id that the server chose. */
export function deliverOwn(
  state: State,
  id: string,
  userId: string,
  own: OwnMessage,
  chosen: string,
): void {
  deliver(state, id, [asMessage(userId, own)], [0], [chosen])
  const sent = state.conversations.get(id)?.messages.at(-1)
  if (sent) sent.key = own.key ?? null
}

const messageIn = ({ messages }: Conversation, id: string): Message | undefined =>
  messages.find((message) => message.id === id)

export function changeOwn(
  state: State,
  id: string,
  userId: string,
  messageId: string,
  patch: MessagePatch,
): number {
  const conversation = writable(state, id, userId)
  if (typeof conversation === 'number') return conversation
  const message = messageIn(conversation, messageId)
  if (message && message.sender !== userId) return 403
  return changeMessage(state, id, messageId, patch)
}

export function removeOwn(state: State, id: string, userId: string, messageId: string): number {
  const conversation = writable(state, id, userId)
  if (typeof conversation === 'number') return conversation
  const message = messageIn(conversation, messageId)
  if (message && message.sender !== userId) return 403
  deleteMessage(state, id, messageId)
  return 200
}

/** The page of a conversation's messages, newest first, as the user sees it. */
export function pageOfMessages(
  state: State,
  id: string,
  userId: string,
  { limit, after }: { limit: number; after: string | undefined },
): { status: number; messages: Message[]; hasMore: boolean } {
  const none = { messages: [], hasMore: false }
  const conversation = state.conversations.get(id)
  const access = conversation?.participants.get(userId)?.access ?? 'None'
  if (!conversation || access === 'None') return { status: 404, ...none }
  const all = [...conversation.messages].reverse()
  const place = after === undefined ? -1 : all.findIndex((message) => message.id === after)
  if (after !== undefined && place < 0) return { status: 400, ...none }
  const rest = all.slice(place + 1)
  return { status: 200, messages: rest.slice(0, limit), hasMore: rest.length > limit }
}
