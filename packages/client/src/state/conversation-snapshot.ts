import type { components } from '@openparley/spec/types'
import { type ConversationState, conversationState } from './conversation-state.ts'
import type { Kind } from './kind.ts'
import { type MessageSnapshot, messageKind } from './message-snapshot.ts'

type Wire = components['schemas']['ConversationSnapshot']

/**
 * A conversation as the session's user sees it at one moment. It is frozen: a later change creates another snapshot.
 */
export interface ConversationSnapshot {
  /** The permissions of the user in the conversation. */
  access: 'Read' | 'ReadWrite'
  /** When it was created, in Unix milliseconds. */
  createdAt: number
  /** Custom metadata of the conversation. */
  custom: Record<string, string>
  /**
   * The earliest `readUntil` of all participants with access, in Unix milliseconds: all of them have read the messages
   * that were sent until then. Null if one of them has read nothing.
   */
  everyoneReadUntil: number | null
  id: string
  /** Whether to show it as unread. Also true, with `unreadMessageCount` 0, if the user marked it as unread. */
  isUnread: boolean
  /** When the user last joined the conversation, in Unix milliseconds. */
  joinedAt: number
  /** Null if there is none. */
  lastMessage: MessageSnapshot | null
  /** The time of the newest message, or of the conversation's creation if it has none, in Unix milliseconds. */
  lastMessageAt: number
  /** Whether the user is notified of messages: of all, never, or only of messages that mention them with an @. */
  notify: boolean | 'MentionsOnly'
  /** URL of the conversation's picture, or null. */
  photoUrl: string | null
  /**
   * When the newest message that the user has read was sent, in Unix milliseconds; null if they have read none. The
   * user's own message counts if they had no unread message when they sent it.
   */
  readUntil: number | null
  subject: string | null
  /** Only in Parley: number of messages of other users that mention the user and that they have not read. */
  unreadMentionCount: number
  /** Number of messages of others that the user has not read. */
  unreadMessageCount: number
  /** Shown as system messages to someone who opens the conversation. */
  welcomeMessages: string[]
}

export const conversationKind: Kind<Wire, ConversationState, ConversationSnapshot> = {
  stateOf: conversationState,
  usersIn: ({ lastMessage }) => (lastMessage ? messageKind.usersIn(lastMessage) : []),
  userIds: ({ lastMessage }) => (lastMessage ? messageKind.userIds(lastMessage) : []),
  snapshot({ lastMessage: newest, lastEventId, markedUnread, participants, ...own }, users) {
    const lastMessage = newest && messageKind.snapshot(newest, users)
    // Nobody gets a snapshot of a conversation to which they have no access.
    return lastMessage === undefined ? undefined : ({ ...own, lastMessage } as ConversationSnapshot)
  },
}
