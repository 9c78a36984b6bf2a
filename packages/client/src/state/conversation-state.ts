import type { components } from '@openparley/spec/types'
import { type MessageState, messageState } from './message-state.ts'

type Wire = components['schemas']['ConversationSnapshot']

/** A conversation as the session's user sees it, without the senders of its messages. */
export interface ConversationState extends Omit<Wire, 'lastMessage'> {
  lastMessage: MessageState | null
  /** The participants who joined last, if they came with the conversation and have not changed since. */
  participants?: components['schemas']['ParticipantSnapshotList'] | null
}

/** How many participants of a conversation are loaded first, and with a list of conversations. */
export const firstParticipants = 10

/** Removes the senders from the server's snapshot. */
export const conversationState = (wire: Wire): ConversationState => ({
  ...wire,
  lastMessage: wire.lastMessage && messageState(wire.lastMessage),
})
