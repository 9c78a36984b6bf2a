import type { Participant } from './participant.ts'
import { mergedMap } from './patch.ts'
import type { Message, MessagePatch, NewMessage, Stored } from './schema.ts'

/** What a message says, apart from its place in the conversation and who has read it. */
export type MessageContent = Pick<
  Message,
  | 'type'
  | 'text'
  | 'custom'
  | 'origin'
  | 'location'
  | 'attachment'
  | 'referencedMessageId'
  | 'editedAt'
>

export interface MessageRecord {
  id: string
  conversationId: string
  /** Place in the conversation, from 1, never given twice. */
  seq: number
  senderId: string | null
  createdAt: number
  content: MessageContent
}

export const senderOf = (message: NewMessage) =>
  message.type === 'UserMessage' ? message.sender : null

export const newContent = (message: NewMessage): MessageContent => ({
  type: message.type,
  text: message.text,
  custom: message.custom ?? {},
  origin: 'rest',
  location: message.location ?? null,
  attachment: null,
  referencedMessageId: message.referencedMessageId ?? null,
  editedAt: null,
})

export const blankContent = newContent({ type: 'SystemMessage', text: '' })

export const storedContent = (
  content: Stored<MessageContent, 'type' | 'text'>,
): MessageContent => ({
  ...blankContent,
  ...content,
})

export const editedContent = (
  { content, createdAt }: MessageRecord,
  patch: MessagePatch,
  now: number,
): MessageContent => ({
  ...content,
  text: patch.text ?? content.text,
  custom: mergedMap(content.custom, patch.custom),
  // A clock that goes back must not put the edit before the sending.
  editedAt: Math.max(now, createdAt),
})

/** Everyone whose read position has passed the message, never its sender. */
export const readersOf = (message: MessageRecord, participants: Participant[]) =>
  participants
    .filter(({ userId, readSeq }) => readSeq >= message.seq && userId !== message.senderId)
    .map(({ userId }) => userId)

export const messageOf = (message: MessageRecord, participants: Participant[]): Message => ({
  id: message.id,
  conversationId: message.conversationId,
  type: message.content.type,
  senderId: message.senderId,
  text: message.content.text,
  custom: message.content.custom,
  readBy: readersOf(message, participants),
  origin: message.content.origin,
  location: message.content.location,
  attachment: message.content.attachment,
  referencedMessageId: message.content.referencedMessageId,
  createdAt: message.createdAt,
  editedAt: message.content.editedAt,
})
