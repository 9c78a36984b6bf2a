import { contentOf, plaintextOf } from './content.ts'
import type { MessageRecord } from './message.ts'
import type { MessageSnapshot, ReferencedMessageSnapshot, UserSnapshot } from './schema.ts'

/** What message snapshots contain beside the messages themselves. */
export interface MessageSurroundings {
  /** The senders of the messages and of the messages that they reply to, by id. */
  senders: ReadonlyMap<string, UserSnapshot>
  /** The message that it replies to; undefined if there is none, or if it was deleted. */
  referenced: (message: MessageRecord) => MessageRecord | undefined
}

type Details = Omit<MessageSnapshot, 'referencedMessage'>

const messageDetails = (
  { id, conversationId, senderId, createdAt, content }: MessageRecord,
  { senders }: MessageSurroundings,
): Details => ({
  id,
  conversationId,
  type: content.type,
  senderId,
  sender: (senderId === null ? undefined : senders.get(senderId)) ?? null,
  content: contentOf(content),
  plaintext: plaintextOf(content),
  custom: content.custom,
  createdAt,
  editedAt: content.editedAt,
  origin: content.origin,
  reactions: [],
})

const referencedSnapshot = (
  message: MessageRecord,
  surroundings: MessageSurroundings,
): ReferencedMessageSnapshot => ({
  ...messageDetails(message, surroundings),
  referencedMessageId: message.content.referencedMessageId,
})

export function messageSnapshot(
  message: MessageRecord,
  surroundings: MessageSurroundings,
): MessageSnapshot {
  const referenced = surroundings.referenced(message)
  return {
    ...messageDetails(message, surroundings),
    referencedMessage: referenced ? referencedSnapshot(referenced, surroundings) : null,
  }
}
