import type { components } from '@openparley/spec/types'

type Wire = components['schemas']

/** A user's attributes at one moment. It is frozen: a later change makes another snapshot. */
export interface UserSnapshot {
  /** Custom metadata of the user. */
  custom: Record<string, string>
  id: string
  /** An IETF language tag; the app's default unless another was set. */
  locale: string
  name: string
  /** Where the user's picture is, or null. */
  photoUrl: string | null
  /** `default` unless another was set. */
  role: string
  /** What someone reads when they open a conversation with this user, or null. */
  welcomeMessage: string | null
}

/** A conversation as the session's user sees it at one moment. It is frozen: a later change makes another snapshot. */
export interface ConversationSnapshot {
  /** What the user may do in the conversation. */
  access: 'Read' | 'ReadWrite'
  /** When it was created, in Unix milliseconds. */
  createdAt: number
  /** Custom metadata of the conversation. */
  custom: Record<string, string>
  id: string
  /** Whether it is to be shown as unread. True with `unreadMessageCount` 0 where the user marked it so. */
  isUnread: boolean
  /** When the newest message was sent, else when the conversation was created, in Unix milliseconds. */
  lastMessageAt: number
  /** Whether the user is notified of messages: of all, of none, or of those that mention them with an @. */
  notify: boolean | 'MentionsOnly'
  /** Where the conversation's picture is, or null. */
  photoUrl: string | null
  subject: string | null
  /** How many messages of others the user has not read. */
  unreadMessageCount: number
  /** What someone reads, as system messages, when they open the conversation. */
  welcomeMessages: string[]
}

/** What of the wire's snapshot is the user's. */
export const userSnapshot = (wire: Wire['UserSnapshot']): UserSnapshot => {
  const { custom, id, locale, name, photoUrl, role, welcomeMessage } = wire
  return frozen({ custom, id, locale, name, photoUrl, role, welcomeMessage })
}

/** What of the wire's snapshot is the conversation's. */
export const conversationSnapshot = (wire: Wire['ConversationSnapshot']): ConversationSnapshot => {
  const { access, createdAt, custom, id, isUnread, lastMessageAt, notify } = wire
  const { photoUrl, subject, unreadMessageCount, welcomeMessages } = wire
  return frozen({
    access,
    createdAt,
    custom,
    id,
    isUnread,
    lastMessageAt,
    notify,
    photoUrl,
    subject,
    unreadMessageCount,
    welcomeMessages,
  })
}

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) frozen(inner)
  return Object.freeze(value)
}

/** Whether two JSON values say the same; keys have no order. */
export function equal(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isObject(one) || !isObject(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && equal(one[key], other[key]))
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
