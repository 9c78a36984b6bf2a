import { expect } from 'vitest'
import {
  byId,
  type Conversation,
  lastActivity,
  type Message,
  mentioning,
  mentionText,
  type Participant,
  type State,
  seenMessages,
  type User,
  unreadCount,
  unreadMentions,
} from './state.ts'

// The responses that the server should return, computed from the state each time.

export const userView = ({ id, name, role, custom, createdAt }: User) => ({
  id,
  name,
  role,
  custom,
  createdAt,
  welcomeMessage: null,
  photoUrl: null,
  headerPhotoUrl: null,
  email: null,
  phone: null,
  availabilityText: null,
  locale: 'en-US',
  pushTokens: null,
})

/** The text before a mention, if there is one. */
const childrenOf = ({ text, mentioned, isRewritten }: Message) =>
  mentioned === null || isRewritten
    ? [text]
    : mentioning(text.slice(0, -mentionText.length), mentioned)

export const messageView = (conversation: Conversation, message: Message) => ({
  id: message.id,
  conversationId: conversation.id,
  type: message.sender === null ? 'SystemMessage' : 'UserMessage',
  senderId: message.sender,
  text: message.text,
  content: [{ type: 'text', children: childrenOf(message) }],
  custom: message.custom,
  readBy: [...conversation.participants]
    .filter(([userId, { read }]) => read.has(message.id) && userId !== message.sender)
    .map(([userId]) => userId)
    .sort(byId),
  origin: message.origin,
  location: null,
  attachment: null,
  referencedMessageId: message.referenced,
  reactions: [...message.reactions].map(([emoji, users]) => ({ emoji, count: users.size })),
  createdAt: message.createdAt,
  editedAt: message.editedAt,
})

/** The message with its sender, as a participant sees it. */
function shownMessage(
  { users }: State,
  conversation: Conversation,
  message: Message,
  userId: string,
) {
  const { text, readBy, location, attachment, referencedMessageId, ...shown } = messageView(
    conversation,
    message,
  )
  const { sender } = message
  return {
    ...shown,
    plaintext: text,
    reactions: shown.reactions.map((one) => ({
      ...one,
      currentUserReacted: message.reactions.get(one.emoji)?.has(userId),
    })),
    sender: sender === null ? null : shownUser(users.get(sender)),
  }
}

function shownUser(user: User | undefined) {
  if (!user) throw new Error('Every sender exists.')
  const { createdAt, headerPhotoUrl, email, phone, availabilityText, pushTokens, ...shown } =
    userView(user)
  // The model counts no events.
  return { ...shown, lastEventId: expect.any(Number) }
}

/** The snapshot of the message that the user sees, with the message that it replies to. */
export function messageSnapshotView(
  state: State,
  conversation: Conversation,
  message: Message,
  userId: string,
) {
  const referenced = conversation.messages.find(({ id }) => id === message.referenced)
  return {
    ...shownMessage(state, conversation, message, userId),
    idempotencyKey: message.sender === userId ? message.key : null,
    referencedMessage: referenced
      ? {
          ...shownMessage(state, conversation, referenced, userId),
          referencedMessageId: referenced.referenced,
        }
      : null,
  }
}

const isUnread = (conversation: Conversation, userId: string, own: Participant) =>
  own.flagged || unreadCount(conversation, userId, own) > 0

function commonView(conversation: Conversation, messages: Message[]) {
  const { id, subject, custom, createdAt } = conversation
  const last = messages.at(-1)
  return {
    id,
    subject,
    photoUrl: null,
    welcomeMessages: null,
    custom,
    lastMessage: last ? messageView(conversation, last) : null,
    createdAt,
    topicId: id,
  }
}

const insiders = ({ participants }: Conversation) =>
  [...participants].filter(([, { access }]) => access !== 'None')

function everyoneReadUntil(conversation: Conversation): number | null {
  const times = insiders(conversation).map(([, { readUntil }]) => readUntil)
  return times.sort((one, other) => (one ?? -1) - (other ?? -1))[0] ?? null
}

export const conversationView = (conversation: Conversation) => ({
  ...commonView(conversation, conversation.messages),
  participants: Object.fromEntries(
    insiders(conversation).map(([userId, own]) => [
      userId,
      {
        access: own.access,
        notify: own.notify,
        isUnread: isUnread(conversation, userId, own),
        joinedAt: own.joinedAt,
        readUntil: own.readUntil,
      },
    ]),
  ),
  everyoneReadUntil: everyoneReadUntil(conversation),
})

export const userConversationView = (
  conversation: Conversation,
  userId: string,
  own: Participant,
) => ({
  ...commonView(conversation, seenMessages(conversation, own)),
  participants: Object.fromEntries(
    insiders(conversation).map(([id, { access, notify, joinedAt, readUntil }]) => [
      id,
      { access, notify, joinedAt, readUntil },
    ]),
  ),
  everyoneReadUntil: everyoneReadUntil(conversation),
  unreadMessageCount: unreadCount(conversation, userId, own),
  unreadMentionCount: unreadMentions(conversation, userId, own),
  isUnread: isUnread(conversation, userId, own),
})

/** An item of a list, with all values that a query may compare. */
interface Item {
  id: string
  createdAt: number
  activity: number
  lastMessageAt: number | undefined
  hasUnread: boolean
  custom: Record<string, string>
  subject: string | null
  own: { access: string; isUnread: boolean; joinedAt: number } | undefined
  view: object
}

type Text = string | null
export type Condition = 'exists' | '!exists' | [string, Text | Text[]]
export type TimeCondition = [string, number | number[]]

export interface Conditions {
  custom?: Record<string, Condition>
  subject?: Condition
  hasMessages?: boolean
  createdAt?: TimeCondition
  lastActivityAt?: TimeCondition
  access?: Condition
  isUnread?: boolean
  joinedAt?: TimeCondition
}
export type Filter = Conditions | ['any', Conditions[]]

export interface Query {
  limit?: number
  startingAfter?: string
  orderBy?: 'lastActivity' | 'createdAt'
  orderDirection?: 'ASC' | 'DESC'
  offsetTs?: number
  lastMessageBefore?: number
  lastMessageAfter?: number
  unreadsOnly?: boolean
  filter?: Filter
}

export type Listed = { status: 200; data: object[] } | { status: 400 | 404 }

export function listConversations(state: State, query: Query): Listed {
  const items = [...state.conversations.values()].map((conversation) =>
    itemOf(conversation, conversation.messages, conversationView(conversation)),
  )
  return page(items, query)
}

export function listOfUser(state: State, userId: string, query: Query): Listed {
  if (!state.users.has(userId)) return { status: 404 }
  const items = [...state.conversations.values()].flatMap((conversation) => {
    const own = conversation.participants.get(userId)
    if (!own) return []
    const view = userConversationView(conversation, userId, own)
    const item = itemOf(conversation, seenMessages(conversation, own), view)
    const { access, joinedAt } = own
    const hasUnread = view.unreadMessageCount > 0
    return [{ ...item, hasUnread, own: { access, joinedAt, isUnread: view.isUnread } }]
  })
  return page(items, query)
}

const itemOf = (conversation: Conversation, messages: Message[], view: object): Item => ({
  id: conversation.id,
  createdAt: conversation.createdAt,
  activity: lastActivity(conversation, messages),
  lastMessageAt: messages.at(-1)?.createdAt,
  hasUnread: false,
  custom: conversation.custom,
  subject: conversation.subject,
  own: undefined,
  view,
})

function page(items: Item[], query: Query): Listed {
  const time = ({ createdAt, activity }: Item) =>
    query.orderBy === 'createdAt' ? createdAt : activity
  const ascending = query.orderDirection === 'ASC'
  items.sort((one, other) => time(one) - time(other) || byId(one.id, other.id))
  if (!ascending) items.reverse()
  const start = items.findIndex(({ id }) => id === query.startingAfter) + 1
  if (query.startingAfter !== undefined && start === 0) return { status: 400 }
  const { offsetTs, lastMessageBefore: before, lastMessageAfter: after } = query
  const found = items.slice(start).filter((item) => {
    if (offsetTs !== undefined && (ascending ? time(item) <= offsetTs : time(item) >= offsetTs))
      return false
    const last = item.lastMessageAt
    if (before !== undefined && !(last !== undefined && last < before)) return false
    if (after !== undefined && !(last !== undefined && last > after)) return false
    if (query.unreadsOnly && !item.hasUnread) return false
    const groups = Array.isArray(query.filter) ? query.filter[1] : [query.filter ?? {}]
    return groups.some((group) => meetsAll(item, group))
  })
  return { status: 200, data: found.slice(0, query.limit ?? 10).map(({ view }) => view) }
}

function meetsAll({ own, ...item }: Item, group: Conditions): boolean {
  const { custom = {}, subject, hasMessages, createdAt, lastActivityAt } = group
  const { access, isUnread, joinedAt } = group
  if (access && !meets(own?.access, access)) return false
  if (isUnread !== undefined && own?.isUnread !== isUnread) return false
  if (joinedAt && !(own && isIn(own.joinedAt, joinedAt))) return false
  if (subject && !meets(item.subject, subject)) return false
  if (hasMessages !== undefined && hasMessages !== (item.lastMessageAt !== undefined)) return false
  if (createdAt && !isIn(item.createdAt, createdAt)) return false
  if (lastActivityAt && !isIn(item.activity, lastActivityAt)) return false
  return Object.entries(custom).every(([key, one]) => meets(item.custom[key], one))
}

function isIn(time: number, [operator, operand]: TimeCondition): boolean {
  const [from = 0, to = 0] = [operand].flat()
  switch (operator) {
    case '<':
      return time < from
    case '<=':
      return time <= from
    case '>':
      return time > from
    case '>=':
      return time >= from
    case 'between':
      return time >= from && time < to
    case '!between':
      return time < from || time >= to
  }
  throw new Error(`There is no operator ${operator}.`)
}

function meets(value: Text | undefined, condition: Condition): boolean {
  if (condition === 'exists') return value !== undefined
  if (condition === '!exists') return value === undefined
  switch (condition[0]) {
    case '==':
      return value === condition[1]
    case '!=':
      return value !== condition[1]
    case 'oneOf':
      return value !== undefined && [condition[1]].flat().includes(value)
    case '!oneOf':
      return value === undefined || ![condition[1]].flat().includes(value)
  }
  throw new Error(`There is no operator ${condition[0]}.`)
}
