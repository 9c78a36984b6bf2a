import type { components } from '@openparley/spec/types'
import type { ContentBlock } from '../content.ts'
import {
  type MessageState,
  messageState,
  type ReferencedMessageState,
  sendersOf,
} from './message-state.ts'
import type { KnownUsers } from './resource.ts'
import { frozen, type UserSnapshot, userSnapshot } from './snapshots.ts'

type Wire = components['schemas']['MessageSnapshot']

/** How many users reacted to a message with an emoji. */
export interface ReactionsSummarySnapshot {
  readonly emoji: string
  readonly count: number
  readonly currentUserReacted: boolean
}

/** @deprecated The name of older versions of the hosted SDK. */
export type ReactionSnapshot = ReactionsSummarySnapshot

/** What contact masking hides: a word is one of the app's own list. */
export type MaskedKind = 'email' | 'phone' | 'link' | 'word'

interface CommonMessageSnapshot {
  readonly id: string
  readonly custom: Record<string, string>
  /** Unix milliseconds. */
  readonly createdAt: number
  /** When it was last edited, in Unix milliseconds; null if never. */
  readonly editedAt: number | null
  /** How it was sent: `web` with a user token, `rest` by the backend. */
  readonly origin: 'rest' | 'import' | 'email' | 'web'
  /** The text without formatting. */
  readonly plaintext: string
  /**
   * Only in Parley: the kinds of contacts that the app hides from the user in this message, with `•••` in their place. Not there if
   * nothing is hidden.
   */
  readonly masked?: MaskedKind[]
  /** One block today; expect more. */
  readonly content: ContentBlock[]
  readonly reactions: ReactionsSummarySnapshot[]
}

/** A message at one moment. It is frozen: a later change makes another snapshot. */
export interface MessageSnapshot extends CommonMessageSnapshot {
  readonly type: 'UserMessage' | 'SystemMessage'
  /** Null for a system message. */
  readonly sender: UserSnapshot | null
  /** The message that this one replies to. Null if there is none, or if it was deleted. */
  readonly referencedMessage: ReferencedMessageSnapshot | null
  /**
   * Only in Parley: `pending` while the message of this session is being sent, `failed` if that did not succeed; see
   * `ConversationRef.resend`.
   */
  readonly delivery: 'sent' | 'pending' | 'failed'
}

/** The message that another one replies to. */
export interface ReferencedMessageSnapshot extends CommonMessageSnapshot {
  readonly type: 'UserMessage'
  readonly sender: UserSnapshot
  /** The message that this one replies to in turn. */
  readonly referencedMessageId: string | null
}

/** The properties that a message and a referenced message have in common. */
const commonOf = (state: MessageState | ReferencedMessageState) => ({
  id: state.id,
  type: state.type,
  custom: state.custom,
  createdAt: state.createdAt,
  editedAt: state.editedAt,
  origin: state.origin,
  plaintext: state.plaintext,
  ...(state.masked && { masked: state.masked }),
  content: state.content.map(contentBlock),
  reactions: state.reactions,
})

/** Removes what is not known of a file. */
const contentBlock = (block: Wire['content'][number]) =>
  Object.fromEntries(
    Object.entries(block).filter(([, value]) => value !== null),
  ) as unknown as ContentBlock

/** Makes the snapshot of a message. Undefined while a sender is not known. */
export function messageSnapshot(
  state: MessageState & { delivery?: MessageSnapshot['delivery'] },
  users: KnownUsers,
): MessageSnapshot | undefined {
  const { senderId, referencedMessage: referenced, delivery = 'sent' } = state
  const sender = senderId === null ? null : users.get(senderId)
  const referencedSender = referenced?.senderId == null ? null : users.get(referenced.senderId)
  if (sender === undefined || referencedSender === undefined) return undefined
  return {
    ...commonOf(state),
    sender: sender && userSnapshot(sender),
    // A backend can reply to a system message, which has no sender to show.
    referencedMessage:
      referenced && referencedSender
        ? {
            ...commonOf(referenced),
            type: 'UserMessage',
            sender: userSnapshot(referencedSender),
            referencedMessageId: referenced.referencedMessageId,
          }
        : null,
    delivery,
  }
}

/** The ids of the users in a message. */
export const userIdsOf = ({ senderId, referencedMessage }: MessageState) => [
  senderId,
  referencedMessage?.senderId,
]

/** The users of snapshots of the server. */
export const usersOf = (wires: Wire['sender'][]): KnownUsers => {
  const known = new Map(wires.map((wire) => [wire?.id, wire]))
  return { get: (id) => known.get(id) ?? null, isOnline: () => undefined }
}

/** Makes the snapshot of a message of the server, which contains its users. */
export const snapshotOfMessage = (wire: Wire): MessageSnapshot | null =>
  frozen(messageSnapshot(messageState(wire), usersOf(sendersOf(wire))) ?? null)
