import type { components } from '@openparley/spec/types'
import { plaintextOf } from './plaintext.ts'
import { reactionsOf } from './reactions.ts'

type Wire = components['schemas']

/** A message without its senders, who are kept once for the whole session. */
export interface MessageState
  extends Omit<Wire['MessageSnapshot'], 'sender' | 'idempotencyKey' | 'referencedMessage'> {
  referencedMessage: ReferencedMessageState | null
}

export type ReferencedMessageState = Omit<Wire['ReferencedMessageSnapshot'], 'sender'>

/** Removes the senders from the server's snapshot, and the key, which events of later changes do not have. */
export function messageState({
  sender,
  idempotencyKey,
  ...wire
}: Wire['MessageSnapshot']): MessageState {
  if (!wire.referencedMessage) return { ...wire, referencedMessage: null }
  const { sender: _, ...referencedMessage } = wire.referencedMessage
  return { ...wire, referencedMessage }
}

/** The senders of a message and of the message that it replies to. */
export const sendersOf = ({ sender, referencedMessage }: Wire['MessageSnapshot']) =>
  [sender, referencedMessage?.sender].filter((one) => one != null)

type StreamedMessage = Wire['StreamedMessage']

type EventMessage = Wire['EventMessage']

/** The message of an event, as the user `userId` sees it. Undefined if the event does not tell who reacted to it. */
export function messageOf(message: EventMessage, userId: string): MessageState | undefined {
  const { referencedMessage, reactedBy } = message
  if (!reactedBy) return undefined
  const { referencedMessageId: _, ...own } = referencedOf(message, reactedBy, userId)
  return {
    ...own,
    referencedMessage: referencedMessage && referencedOf(referencedMessage, reactedBy, userId),
  }
}

const referencedOf = (
  message: StreamedMessage,
  reactedBy: Wire['Reactors'][],
  userId: string,
): ReferencedMessageState => ({
  id: message.id,
  conversationId: message.conversationId,
  type: message.type,
  senderId: message.senderId,
  content: message.content,
  plaintext: plaintextOf(message.content),
  ...(message.masked && { masked: message.masked }),
  custom: message.custom,
  origin: message.origin,
  createdAt: message.createdAt,
  editedAt: message.editedAt,
  reactions: reactionsOf(message, reactedBy, userId),
  referencedMessageId: message.referencedMessageId,
})

/** The message after an edit of it, or of the message that it replies to. Undefined if it must be requested again. */
export function editedMessage(
  message: MessageState,
  edited: EventMessage,
  userId: string,
): MessageState | undefined {
  const isReply = message.referencedMessage?.id === edited.id
  if (message.id !== edited.id && !isReply) return message
  if (!isReply) return messageOf(edited, userId)
  const { reactedBy } = edited
  return reactedBy
    ? { ...message, referencedMessage: referencedOf(edited, reactedBy, userId) }
    : undefined
}
