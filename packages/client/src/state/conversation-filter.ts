import type { components } from '@openparley/spec/types'
import type { ConversationState } from './conversation-state.ts'
import type { ConversationTest } from './conversation-window.ts'
import type { LoggedEvent } from './subject.ts'

type Wire = components['schemas']

/** Which conversations are in the list. */
export type WireFilter = Wire['UserConversationFilter']

type Conditions = Wire['UserConversationConditions']
type Condition = Conditions[keyof Conditions] | Wire['CustomCondition']

/** The groups of conditions: a conversation must match all conditions of one group. */
const groupsOf = (filter: WireFilter) =>
  (Array.isArray(filter) ? filter[1] : [filter]) as Conditions[]

/** How events change a list with a filter. */
export const conversationTest = (filter: WireFilter, userId: string): ConversationTest => ({
  meets: (state) => groupsOf(filter).some((group) => meetsGroup(group, state)),
  mayMeet(event) {
    const changed = changedBy(event, userId)
    return groupsOf(filter).some((group) => changed.some((name) => group[name] !== undefined))
  },
})

function meetsGroup(group: Conditions, state: ConversationState): boolean {
  const { isUnread, lastMessageAt } = state
  const hasMessages = state.lastMessage !== null
  const values = {
    ...state,
    hasMessages,
    hasUnreadMessages: isUnread,
    lastActivityAt: lastMessageAt,
    lastMessageTs: lastMessageAt,
  }
  return (hasMessages || !group.lastMessageTs) && meetsAll(group, values)
}

const meetsAll = (conditions: object, values: object): boolean =>
  Object.entries(conditions).every(([key, condition]) =>
    meets(condition, Object.hasOwn(values, key) ? values[key as keyof object] : undefined),
  )

/** A key that is undefined counts as not set, and differs from every value. */
function meets(condition: Condition | undefined, value: unknown): boolean {
  if (condition === undefined) return true
  if (typeof condition === 'boolean') return condition === value
  if (typeof condition === 'string') return (condition === 'exists') === (value !== undefined)
  if (!Array.isArray(condition)) return meetsAll(condition, value as object)
  const [operator, operand] = condition as [string, unknown]
  const operands = [operand].flat() as unknown[]
  if (typeof value === 'number') return meetsTime(operator, operands as number[], value)
  return operator.startsWith('!') !== operands.includes(value)
}

function meetsTime(operator: string, [from = 0, to = from]: number[], time: number): boolean {
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
