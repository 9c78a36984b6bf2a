import type { components } from '@openparley/spec/types'

type Wire = components['schemas']

/** A user's properties at one moment. It is frozen: a later change makes another snapshot. */
export interface UserSnapshot {
  /** Custom metadata of the user. */
  custom: Record<string, string>
  id: string
  /** An IETF language tag. Default the app's. */
  locale: string
  name: string
  /** URL of the user's picture, or null. */
  photoUrl: string | null
  /** Default `default`. */
  role: string
  /** Shown to someone who opens a conversation with this user, or null. */
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
  /**
   * The earliest `readUntil` of all participants with access, in Unix milliseconds: each of them has read what was sent
   * until then. Null if one of them has read nothing.
   */
  everyoneReadUntil: number | null
  id: string
  /** Whether to show it as unread. Also true, with `unreadMessageCount` 0, if the user marked it as unread. */
  isUnread: boolean
  /** When the user came into the conversation, the latest time if they came back, in Unix milliseconds. */
  joinedAt: number
  /** When the newest message was sent, or the conversation created if it has none, in Unix milliseconds. */
  lastMessageAt: number
  /** Whether the user is notified of messages: all, none, or only those that mention them with an @. */
  notify: boolean | 'MentionsOnly'
  /** URL of the conversation's picture, or null. */
  photoUrl: string | null
  /**
   * When the newest message that the user has read was sent, in Unix milliseconds; null if they have read none. Their own
   * counts, if it was sent while none was unread to them.
   */
  readUntil: number | null
  subject: string | null
  /** Number of messages of others that the user has not read. */
  unreadMessageCount: number
  /** Shown as system messages to someone who opens the conversation. */
  welcomeMessages: string[]
}

/** Selects the public properties of the server's snapshot. */
export const userSnapshot = (wire: Wire['UserSnapshot']): UserSnapshot => {
  const { custom, id, locale, name, photoUrl, role, welcomeMessage } = wire
  return frozen({ custom, id, locale, name, photoUrl, role, welcomeMessage })
}

/** Selects the public properties of the server's snapshot. */
export const conversationSnapshot = (
  wire: Omit<Wire['ConversationSnapshot'], 'lastMessage'>,
): ConversationSnapshot => {
  const { access, createdAt, custom, everyoneReadUntil, id, isUnread, joinedAt } = wire
  const { lastMessageAt, notify, photoUrl, readUntil, subject } = wire
  const { unreadMessageCount, welcomeMessages } = wire
  return frozen({
    // Nobody gets a snapshot of a conversation to which they have no access.
    access: access === 'ReadWrite' ? access : 'Read',
    createdAt,
    custom,
    everyoneReadUntil,
    id,
    isUnread,
    joinedAt,
    lastMessageAt,
    notify,
    photoUrl,
    readUntil,
    subject,
    unreadMessageCount,
    welcomeMessages,
  })
}

export function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) frozen(inner)
  return Object.freeze(value)
}

/** Returns `now` with every part that equals its part of `before` replaced by that. Items of lists are matched by id. */
export function reused<T>(before: unknown, now: T): T {
  if (equal(before, now)) return before as T
  if (!Array.isArray(before) || !Array.isArray(now)) return now
  const known = new Map(before.map((item, index) => [keyOf(item, index), item]))
  return Object.freeze(
    now.map((item, index) => reused(known.get(keyOf(item, index)), item)),
  ) as unknown as T
}

const keyOf = (item: { id?: string; user?: { id: string } } | null, index: number) =>
  item?.id ?? item?.user?.id ?? index

/** Whether two JSON values are equal. The order of keys does not matter. */
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
