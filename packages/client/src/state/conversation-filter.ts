import type { components } from '@openparley/spec/types'
import type { ConversationState } from './conversation-state.ts'
import type { ConversationTest } from './conversation-window.ts'
import type { LoggedEvent } from './subject.ts'

type Wire = components['schemas']

/** Which conversations are in the list. */
export type WireFilter = Wire['UserConversationFilter']

type Conditions = Wire['UserConversationConditions']
type TextCondition = Wire['CustomCondition'] | Wire['SubjectCondition'] | Wire['AccessCondition']

/** The groups of conditions: a conversation must match all conditions of one group. */
const groupsOf = (filter: WireFilter) =>
  (Array.isArray(filter) ? filter[1] : [filter]) as Conditions[]

/** How events change a list with a filter. */
export const conversationTest = (filter: WireFilter, userId: string): ConversationTest => ({
  meets: (state) => groupsOf(filter).some((group) => meetsAll(group, state)),
  mayMeet(event) {
    const changed = changedBy(event, userId)
    return groupsOf(filter).some((group) => changed.some((name) => group[name] !== undefined))
  },
})

function meetsAll(group: Conditions, state: ConversationState): boolean {
  const { custom = {}, subject, access, hasMessages, isUnread, hasUnreadMessages } = group
  const has = state.lastMessage !== null
  const isEither = (condition: boolean | undefined, value: boolean) =>
    (condition ?? value) === value
  return (
    Object.entries(custom).every(([key, one]) =>
      meetsText(one, Object.hasOwn(state.custom, key) ? state.custom[key] : undefined),
    ) &&
    meetsText(subject, state.subject) &&
    meetsText(access, state.access) &&
    isEither(hasMessages, has) &&
    isEither(isUnread, state.isUnread) &&
    isEither(hasUnreadMessages, state.isUnread) &&
    meetsTime(group.createdAt, state.createdAt) &&
    meetsTime(group.joinedAt, state.joinedAt) &&
    meetsTime(group.lastActivityAt, state.lastMessageAt) &&
    (has || !group.lastMessageTs) &&
    meetsTime(group.lastMessageTs, state.lastMessageAt)
  )
}

/** A key that is undefined counts as not set, and differs from every value. */
function meetsText(condition: TextCondition | undefined, value: string | null | undefined) {
  if (condition === undefined) return true
  if (typeof condition === 'string') return (condition === 'exists') === (value !== undefined)
  const [operator, operand] = condition
  const isEqual = ([operand].flat() as unknown[]).includes(value)
  return String(operator).startsWith('!') !== isEqual
}

function meetsTime(condition: Wire['TimeCondition'] | undefined, time: number): boolean {
  if (condition === undefined) return true
  const [operator, operand] = condition
  const [from = 0, to = from] = [operand].flat()
  if (operator === '<') return time < from
  if (operator === '<=') return time <= from
  if (operator === '>') return time > from
  if (operator === '>=') return time >= from
  return (time >= from && time < to) === (operator === 'between')
}

const unread = ['isUnread', 'hasUnreadMessages'] as const
const newest = ['hasMessages', 'lastActivityAt', 'lastMessageTs'] as const

/** The conditions that a conversation may match now because of the event. */
function changedBy(event: LoggedEvent, userId: string): readonly (keyof Conditions)[] {
  switch (event.type) {
    case 'conversation.updated':
      return ['custom', 'subject']
    case 'conversation.read':
    case 'conversation.unread':
      return event.userId === userId ? unread : []
    case 'message.created':
    case 'message.deleted':
      return [...unread, ...newest]
    case 'messages.imported':
      return newest
    default:
      return []
  }
}
