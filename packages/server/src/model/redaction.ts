import type { ConversationDetails, Message, UserDetails } from './schema.ts'

/** What the log is to forget about a user. */
export interface Redaction {
  /** What takes the place of the user in events about the user. */
  user: UserDetails
  /** What takes the place of the texts of the user's messages; undefined leaves the messages as they are. */
  text: string | undefined
  /** Conversations of which the events are to forget what was set on them. */
  conversationIds: ReadonlySet<string>
}

/** The data of an event, as the log stores it. */
export interface EventData {
  user?: UserDetails
  message?: Message
  conversation?: ConversationDetails
}

/** Returns the data without what is to be forgotten; the same object if there is nothing of it. */
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
