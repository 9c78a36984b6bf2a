import type { components } from '@openparley/spec/types'
import { plaintextOf } from './plaintext.ts'

type Wire = components['schemas']

/** A message without its senders, who are kept once for the whole session. */
export interface MessageState
  extends Omit<Wire['MessageSnapshot'], 'sender' | 'referencedMessage'> {
  referencedMessage: ReferencedMessageState | null
}

export type ReferencedMessageState = Omit<Wire['ReferencedMessageSnapshot'], 'sender'>

/** Removes the senders from the server's snapshot. */
export function messageState({ sender, ...wire }: Wire['MessageSnapshot']): MessageState {
  if (!wire.referencedMessage) return { ...wire, referencedMessage: null }
  const { sender: _, ...referencedMessage } = wire.referencedMessage
  return { ...wire, referencedMessage }
}

/** The senders of a message and of the message that it replies to. */
export const sendersOf = ({ sender, referencedMessage }: Wire['MessageSnapshot']) =>
  [sender, referencedMessage?.sender].filter((one) => one != null)

type StoredMessage = Wire['StoredMessage']

/** The message of an event. */
export function messageOf(message: Wire['EventMessage']): MessageState {
  const { referencedMessageId: _, ...own } = referencedOf(message)
  const { referencedMessage } = message
  return { ...own, referencedMessage: referencedMessage && referencedOf(referencedMessage) }
}

const referencedOf = (message: StoredMessage): ReferencedMessageState => ({
  id: message.id,
  conversationId: message.conversationId,
  type: message.type,
  senderId: message.senderId,
  content: message.content,
  plaintext: plaintextOf(message.content),
  custom: message.custom,
  origin: message.origin,
  createdAt: message.createdAt,
  editedAt: message.editedAt,
  reactions: [],
  referencedMessageId: message.referencedMessageId,
})

/** The message after an edit of it, or of the message that it replies to. */
export function editedMessage(message: MessageState, edited: Wire['EventMessage']): MessageState {
  if (message.id === edited.id) return messageOf(edited)
  if (message.referencedMessage?.id !== edited.id) return message
  return { ...message, referencedMessage: referencedOf(edited) }
}
