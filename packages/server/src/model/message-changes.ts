import { contentOf, mentionsIn, messageBodyIn, typedTextOf } from './content.ts'
import { type ContentRights, contentFaults } from './content-faults.ts'
import type { Fault } from './error.ts'
import type { NewEvent } from './event.ts'
import {
  type Files,
  isImported,
  type MessageContent,
  type MessageEventParts,
  type MessageRecord,
  messageOf,
  readersOf,
  withReaders,
} from './message.ts'
import { hasAccess, type Participant } from './participant.ts'
import { customBounds, mapFaults, mergedMap } from './patch.ts'
import type { EventMessage, MessagePatch } from './schema.ts'

/** Returns the faults of a change that its schema does not cover. */
export function editFaults(
  { content: { custom, ...said } }: MessageRecord,
  patch: MessagePatch,
  rights: ContentRights,
  files: Files,
  participants: Participant[],
): Fault[] {
  const { text, mentions, content } = patch
  // A user whom the message already mentions may have left.
  const mentionable = new Set([
    ...participants.filter(hasAccess).map(({ userId }) => userId),
    ...mentionsIn(contentOf(said)),
  ])
  return [
    ...mapFaults('custom', customBounds, custom, patch.custom),
    ...contentFaults({ text, mentions, content }, rights, files, (userId) =>
      mentionable.has(userId),
    ),
  ]
}

export const editedContent = (
  { content, createdAt }: MessageRecord,
  patch: MessagePatch,
  rights: ContentRights,
  files: Files,
  now: number,
): MessageContent => ({
  ...content,
  ...(patch.text !== undefined && typedTextOf(patch, rights)),
  ...(patch.content && messageBodyIn(patch, rights, files)),
  custom: mergedMap(content.custom, patch.custom),
  // If the clock goes back, the edit must not be before the sending.
  editedAt: Math.max(now, createdAt),
})

/**
 * The message without the key of its sender. When a backend replaces the text of a user, nothing of the user's text may
 * remain. The key was chosen by the user, so it is removed too.
 */
export function withoutKey(message: MessageRecord): MessageRecord {
  const { idempotencyKey, ...content } = message.content
  return { ...message, content }
}

export const messageUpdated = (parts: MessageEventParts): NewEvent => ({
  type: 'message.updated',
  subject: { conversationId: parts.message.conversationId },
  data: { message: withReaders(parts) },
})

/** The newest message of a conversation after an event. */
export interface Newest {
  /** The time of the newest message in Unix milliseconds; if there is none, the time of the conversation's creation. */
  lastMessageAt: number
  lastMessage: EventMessage | null
}

/** `mentions` has the users whom it mentioned when it was sent. */
export const messageDeleted = (
  message: MessageRecord,
  participants: Participant[],
  mentions: string[],
  { lastMessageAt, lastMessage }: Newest,
): NewEvent => ({
  type: 'message.deleted',
  subject: { conversationId: message.conversationId },
  data: {
    messageId: message.id,
    conversationId: message.conversationId,
    senderId: message.senderId,
    // For participants who are not in `readBy`, the message was unread.
    readBy: isImported(message)
      ? participants.map(({ userId }) => userId)
      : readersOf(message, participants),
    mentions,
    lastMessageAt,
    lastMessage,
  },
  private: { message: messageOf(message, participants) },
})
