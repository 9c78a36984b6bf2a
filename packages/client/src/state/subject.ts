import type { components } from '@openparley/spec/types'

/** An event of the log. Control events of the stream are not in the log. */
export type LoggedEvent = Extract<components['schemas']['Event'], { createdAt: number }>

/** The subject of an event: a user or a conversation. */
export type Subject = { userId: string } | { conversationId: string }

/** The conversation whose snapshots the event may change. Undefined for an event of a user. */
export function conversationOf(event: LoggedEvent): string | undefined {
  if ('user' in event) return undefined
  if ('conversation' in event) return event.conversation.id
  return 'message' in event ? event.message.conversationId : event.conversationId
}

/** The user or the conversation whose snapshots the event may change. */
export const subjectOf = (event: LoggedEvent): Subject =>
  'user' in event ? { userId: event.user.id } : { conversationId: conversationOf(event) as string }
