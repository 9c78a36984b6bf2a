import type { components } from '@openparley/spec/types'
import type { ContentBlock } from '../content.ts'
import type { Kind } from './kind.ts'
import { type MessageState, messageState, type ReferencedMessageState } from './message-state.ts'
import type { KnownUsers } from './resource.ts'
import type { UserSnapshot } from './snapshots.ts'

type Wire = components['schemas']['MessageSnapshot']

/** How many users reacted to a message with an emoji. */
export interface ReactionsSummarySnapshot {
  readonly emoji: string
  readonly count: number
  readonly currentUserReacted: boolean
}

/** @deprecated The name of older versions of the hosted SDK. */
export type ReactionSnapshot = ReactionsSummarySnapshot

/** A contact that masking hides: `word` is a word of the app's own list. */
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
   * Only in Parley: the kinds of contacts that the app hides from the user in this message, with `•••` in their place.
   * Undefined if nothing is hidden.
   */
  readonly masked?: MaskedKind[]
  /** One block today; expect more. */
  readonly content: ContentBlock[]
  readonly reactions: ReactionsSummarySnapshot[]
}

/** A message at one moment. It is frozen: a later change creates another snapshot. */
export interface MessageSnapshot extends CommonMessageSnapshot {
  readonly type: 'UserMessage' | 'SystemMessage'
  /** Null for a system message. */
  readonly sender: UserSnapshot | null
  /** The message to which this message replies. Null if there is none, or if it was deleted. */
  readonly referencedMessage: ReferencedMessageSnapshot | null
  /**
   * Only in Parley: `pending` while the message of this session is being sent, `failed` if that did not succeed; see
   * `ConversationRef.resend`.
   */
  readonly delivery: 'sent' | 'pending' | 'failed'
}

/** The message to which another message replies. */
export interface ReferencedMessageSnapshot extends CommonMessageSnapshot {
  readonly type: 'UserMessage'
  readonly sender: UserSnapshot
  /** The message to which this message replies in turn. */
  readonly referencedMessageId: string | null
}

/** Removes the properties of a file that are not known. */
const contentBlock = (block: Wire['content'][number]) =>
  Object.fromEntries(
    Object.entries(block).filter(([, value]) => value !== null),
  ) as unknown as ContentBlock

/** A message without the message to which it replies. Undefined while its sender is not known. */
function shown<State extends ReferencedMessageState | Omit<MessageState, 'referencedMessage'>>(
  { conversationId, senderId, content, ...own }: State,
  users: KnownUsers,
) {
  const sender = senderId === null ? null : users.get(senderId)
  if (sender === undefined) return undefined
  return { ...own, content: content.map(contentBlock), sender }
}

export type ShownMessage = MessageState & { delivery?: MessageSnapshot['delivery'] }

export const messageKind: Kind<Wire, ShownMessage, MessageSnapshot> = {
  stateOf: messageState,
  usersIn: ({ sender, referencedMessage }) => [sender, referencedMessage?.sender],
  userIds: ({ senderId, referencedMessage }) => [senderId, referencedMessage?.senderId],
  snapshot({ referencedMessage, ...state }, users) {
    const message = shown(state, users)
    const referenced = referencedMessage && shown(referencedMessage, users)
    if (!message || referenced === undefined) return undefined
    return {
      delivery: 'sent',
      ...message,
      // A backend can reply to a system message, which has no sender to show.
      referencedMessage: referenced?.sender ? (referenced as ReferencedMessageSnapshot) : null,
    }
  },
}
