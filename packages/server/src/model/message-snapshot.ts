import type { Mask } from './contacts/contact-mask.ts'
import { maskedContent, plainOf } from './contacts/masked-content.ts'
import { contentOf, plaintextOf } from './content.ts'
import type { MessageRecord } from './message.ts'
import type { MessageSnapshot, ReferencedMessageSnapshot, UserSnapshot } from './schema.ts'

/** The objects that message snapshots contain in addition to the messages themselves. */
export interface MessageSurroundings {
  /** The senders of the messages and of the messages that they reply to, by id. */
  senders: ReadonlyMap<string, UserSnapshot>
  /** The message to which it replies; undefined if there is none, or if it was deleted. */
  referenced: (message: MessageRecord) => MessageRecord | undefined
  /** The user who sees the snapshots. */
  userId: string
  /** The contacts that are hidden from that user. */
  mask: Mask | undefined
  /** Whether the user who sees the snapshots reacted to the message with the emoji. */
  reacted: (message: MessageRecord, emoji: string) => boolean
}

type Details = Omit<MessageSnapshot, 'referencedMessage' | 'idempotencyKey'>

const messageDetails = (
  message: MessageRecord,
  { senders, reacted, mask, userId }: MessageSurroundings,
): Details => {
  const { id, conversationId, senderId, createdAt, content } = message
  const blocks = contentOf(content)
  const masked = mask?.appliesTo(senderId, userId) ? maskedContent(blocks, mask) : undefined
  return {
    id,
    conversationId,
    type: content.type,
    senderId,
    sender: (senderId === null ? undefined : senders.get(senderId)) ?? null,
    content: masked?.content ?? blocks,
    plaintext: masked ? (plainOf(masked.content) ?? '') : plaintextOf(content),
    ...(masked && { masked: masked.kinds }),
    custom: content.custom,
    createdAt,
    editedAt: content.editedAt,
    origin: content.origin,
    reactions: content.reactions.map((one) => ({
      ...one,
      currentUserReacted: reacted(message, one.emoji),
    })),
  }
}

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
  const isOwn = message.senderId === surroundings.userId
  return {
    ...messageDetails(message, surroundings),
    idempotencyKey: (isOwn && message.content.idempotencyKey) || null,
    referencedMessage: referenced ? referencedSnapshot(referenced, surroundings) : null,
  }
}
