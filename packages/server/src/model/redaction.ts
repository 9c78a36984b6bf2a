import type { ConversationDetails, Message, UserProfile } from './schema.ts'

/** What to remove from the log about a user. */
export interface Redaction {
  /** Replaces the user in events about the user. */
  user: UserProfile
  /** Replaces the text of the user's messages. Undefined keeps the messages. */
  text: string | undefined
  /** Conversations whose properties are removed from the events. */
  conversationIds: ReadonlySet<string>
}

/** The data of an event, as the log stores it. */
export interface EventData {
  user?: UserProfile
  message?: Message
  conversation?: ConversationDetails
}

/** Returns the redacted data, or the same object if nothing changes. */
export function redactedEvent(
  data: EventData,
  { user, text, conversationIds }: Redaction,
): EventData {
  if (data.user?.id === user.id) return { ...data, user }
  if (data.message && data.message.senderId === user.id && text !== undefined) {
    const message = { ...data.message, text, custom: {}, location: null, attachment: null }
    return { ...data, message }
  }
  if (data.conversation && conversationIds.has(data.conversation.id)) {
    const blank = { subject: null, photoUrl: null, welcomeMessages: [], custom: {} }
    return { ...data, conversation: { ...data.conversation, ...blank } }
  }
  return data
}
