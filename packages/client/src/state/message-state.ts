import type { components } from '@openparley/spec/types'
import { plaintextOf } from './plaintext.ts'
import { type ReactionEvent, reactedMessage, reactionsOf } from './reactions.ts'
import type { LoggedEvent } from './subject.ts'

type Wire = components['schemas']
type UpdateEvent = Extract<LoggedEvent, { type: 'message.updated' }>

/** A message without its senders, who are kept once for the whole session. */
export interface MessageState
  extends Omit<Wire['MessageSnapshot'], 'sender' | 'idempotencyKey' | 'referencedMessage'> {
  referencedMessage: ReferencedMessageState | null
}

export type ReferencedMessageState = Omit<Wire['ReferencedMessageSnapshot'], 'sender'>

/**
 * Removes the senders from the server's snapshot, and also the idempotency key, because events of later changes do not
 * have it.
 */
export function messageState({
  sender,
  idempotencyKey,
  ...wire
}: Wire['MessageSnapshot']): MessageState {
  if (!wire.referencedMessage) return { ...wire, referencedMessage: null }
  const { sender: _, ...referencedMessage } = wire.referencedMessage
  return { ...wire, referencedMessage }
}

type EventMessage = Wire['EventMessage']

/** The message of an event, as the user `userId` sees it. Undefined if the event does not contain who reacted to it. */
export function messageOf(message: EventMessage, userId: string): MessageState | undefined {
  const { referencedMessage, reactedBy } = message
  if (!reactedBy) return undefined
  const { referencedMessageId: _, ...own } = referencedOf(message, reactedBy, userId)
  return {
    ...own,
    referencedMessage: referencedMessage && referencedOf(referencedMessage, reactedBy, userId),
  }
}

function referencedOf(
  message: Wire['StreamedMessage'],
  reactedBy: Wire['Reactors'][],
  userId: string,
): ReferencedMessageState {
  const {
    text,
    location,
    attachment,
    readBy,
    referencedMessage,
    reactedBy: _,
    ...own
  } = message as Wire['EventMessageWithReaders']
  return {
    ...own,
    plaintext: plaintextOf(own.content),
    reactions: reactionsOf(own, reactedBy, userId),
  }
}

/**
 * The message after an edit or a reaction, of it or of the message that it replies to. Undefined if it must be
 * requested again.
 */
export function changedMessage(
  message: MessageState,
  event: UpdateEvent | ReactionEvent,
  userId: string,
): MessageState | undefined {
  const changedId = 'message' in event ? event.message.id : event.messageId
  const { referencedMessage } = message
  if (message.id === changedId)
    return 'message' in event
      ? messageOf(event.message, userId)
      : reactedMessage(message, event, userId)
  if (referencedMessage?.id !== changedId) return message
  if (!('message' in event))
    return { ...message, referencedMessage: reactedMessage(referencedMessage, event, userId) }
  const { reactedBy } = event.message
  if (!reactedBy) return undefined
  return { ...message, referencedMessage: referencedOf(event.message, reactedBy, userId) }
}
