import type { SendContentBlock } from '../content.ts'
import type { MessageRef } from './message-ref.ts'

/** A conversation to create. Omitted properties get their default. */
export interface CreateConversationParams {
  subject?: string
  /** URL of the conversation's picture. */
  photoUrl?: string
  /** Shown to someone who opens the conversation; they are not messages. */
  welcomeMessages?: string[]
  custom?: Record<string, string>
  /** The permissions of the session's user. Default: `ReadWrite`. */
  access?: 'Read' | 'ReadWrite'
  /** When the session's user is notified of messages. Default: true. */
  notify?: boolean | 'MentionsOnly'
}

/** Changes to a conversation. Undefined leaves a property unchanged; null resets it to its default. */
export interface SetConversationParams {
  subject?: string | null
  /** URL of the conversation's picture. */
  photoUrl?: string | null
  /** Shown to someone who opens the conversation; they are not messages. */
  welcomeMessages?: string[] | null
  /** Merged key by key: other keys stay, null removes one. Null instead of the map removes all. */
  custom?: Record<string, string | null> | null
  /** The permissions of the session's user. */
  access?: 'Read' | 'ReadWrite' | null
  /** When the session's user is notified of messages. */
  notify?: boolean | 'MentionsOnly' | null
}

/** A participant to add. Omitted properties get their default. */
export interface CreateParticipantParams {
  /** Default: `ReadWrite`. */
  access?: 'ReadWrite' | 'Read'
  /** Default: true. */
  notify?: boolean | 'MentionsOnly'
}

/** Changes to a participant. Undefined leaves a property unchanged; null resets it to its default. */
export interface SetParticipantParams {
  access?: 'ReadWrite' | 'Read' | null
  notify?: boolean | 'MentionsOnly' | null
}

interface CommonMessageParams {
  custom?: Record<string, string>
  /** The message to reply to: its id or its ref. */
  referencedMessage?: string | MessageRef
}

/** A user whom a text mentions, by the name after an `@` in it. */
export interface TextMention {
  /** The id of the user. */
  id: string
  /** The name, without the `@`. */
  text: string
}

/** A message to send, as the user typed it: `*bold*`, `_italic_`, `~strikethrough~`, links. */
export interface SendTextMessageParams extends CommonMessageParams {
  text: string
  /** In the order of the text: each is the next `@` with its name after the previous mention. */
  mentions?: TextMention[]
}

/** A message to send, as content. */
export interface SendMessageParams extends CommonMessageParams {
  content: [SendContentBlock]
}

/** Changes to a message. Undefined leaves a property unchanged. */
export interface EditTextMessageParams {
  /** Merged key by key: other keys stay, null removes one. Null instead of the map removes all. */
  custom?: Record<string, string | null> | null
  text?: string
  /** The mentions of the text, in its order. A text without `mentions` mentions nobody. */
  mentions?: TextMention[]
}

/** Changes to a message. Undefined leaves a property unchanged. */
export interface EditMessageParams {
  /** Merged key by key: other keys stay, null removes one. Null instead of the map removes all. */
  custom?: Record<string, string | null> | null
  content?: [SendContentBlock]
}
