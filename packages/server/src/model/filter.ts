import type { ConversationAttributes } from './conversation.ts'
import type { Fault } from './error.ts'
import {
  anyTime,
  endOfTime,
  type Interval,
  intervalsOf,
  isAnyTime,
  isInOneOf,
  isReversed,
} from './interval.ts'
import { isUnread, type Participant } from './participant.ts'
import type {
  ConversationFilter,
  CustomCondition,
  SubjectCondition,
  UserConversationConditions,
  UserConversationFilter,
} from './schema.ts'

export type Filter = ConversationFilter | UserConversationFilter

/** The conditions of a filter. The list of an app accepts only some of them. */
export type FilterConditions = UserConversationConditions

/** The values that a filter compares. */
interface Filtered {
  attributes: ConversationAttributes
  /** Time of the newest message, or of the creation if there is none, in Unix milliseconds. */
  lastActivity: number
  newest: unknown
  /** In the list of a user: that user as a participant. */
  own?: Participant
}

/** The groups of conditions: a conversation is listed if it matches all conditions of one group. */
export const groupsOf = (filter: Filter): FilterConditions[] =>
  Array.isArray(filter) ? filter[1] : [filter]

/** Fields with a condition on a time. */
export const timeFields = ['createdAt', 'lastActivityAt', 'lastMessageTs', 'joinedAt'] as const

/** Returns the faults of the filter that its schema does not cover. */
export function filterFaults(filter: Filter | undefined): Fault[] {
  if (filter === undefined) return []
  return groupsOf(filter).flatMap((group, index) =>
    timeFields.flatMap((name) => {
      const condition = group[name]
      if (condition === undefined || !isReversed(condition)) return []
      const place = Array.isArray(filter) ? [1, index] : []
      return {
        field: ['filter', ...place, name, 1],
        why: 'The first time must not be after the second.',
      }
    }),
  )
}

/** True if the conversation matches all conditions of one group. */
export const matches = (filter: Filter, item: Filtered): boolean =>
  groupsOf(filter).some((group) => meetsAll(group, item))

function meetsAll(group: FilterConditions, { attributes, lastActivity, newest, own }: Filtered) {
  const { custom = {}, subject, access, hasMessages, isUnread: unread } = group
  const hasNewest = newest !== undefined
  const meetsTime = (condition: typeof group.createdAt, time: number | undefined) =>
    condition === undefined || (time !== undefined && isInOneOf(intervalsOf(condition), time))
  return (
    Object.entries(custom).every(([key, one]) => meetsText(one, get(attributes.custom, key))) &&
    (subject === undefined || meetsText(subject, attributes.subject)) &&
    (access === undefined || meetsText(access, own?.access)) &&
    (hasMessages ?? hasNewest) === hasNewest &&
    [unread, group.hasUnreadMessages].every(
      (one) => one === undefined || (own !== undefined && one === isUnread(own)),
    ) &&
    meetsTime(group.createdAt, attributes.createdAt) &&
    meetsTime(group.lastActivityAt, lastActivity) &&
    meetsTime(group.lastMessageTs, hasNewest ? lastActivity : undefined) &&
    meetsTime(group.joinedAt, own?.joinedAt)
  )
}

type TextCondition = CustomCondition | SubjectCondition

/** True if the value matches the condition. A key that is undefined counts as not set, and differs from every value. */
function meetsText(condition: TextCondition, value: string | null | undefined): boolean {
  if (condition === 'exists') return value !== undefined
  if (condition === '!exists') return value === undefined
  const [operator, operand] = condition as Exclude<TextCondition, string>
  const equal = value !== undefined && [operand].flat().includes(value)
  return operator.startsWith('!') ? !equal : equal
}

const get = (map: Record<string, string>, key: string) =>
  Object.hasOwn(map, key) ? map[key] : undefined

/** Fields whose conditions are on the time that a list is ordered by. */
export const orderFields = {
  lastActivity: ['lastActivityAt', 'lastMessageTs'],
  createdAt: ['createdAt'],
} as const

/** The range of times that contains all listed conversations, from conditions on one of these fields. */
export function intervalOf(
  filter: Filter,
  fields: readonly (typeof timeFields)[number][],
): Interval | undefined {
  const ends = groupsOf(filter).map((group) => {
    const all = fields.flatMap((name) => (group[name] ? [intervalsOf(group[name])] : []))
    return {
      from: Math.max(0, ...all.map((one) => one[0]?.from ?? endOfTime)),
      to: Math.min(endOfTime, ...all.map((one) => one.at(-1)?.to ?? 0)),
    }
  })
  const interval = {
    from: Math.min(...ends.map(({ from }) => from)),
    to: Math.max(...ends.map(({ to }) => to)),
  }
  return isAnyTime(interval) ? undefined : interval
}

/** The range of times that contains the later of the last activity and of the joining of all listed conversations. */
export function recencyOf(filter: Filter): Interval | undefined {
  const activity = intervalOf(filter, orderFields.lastActivity) ?? anyTime
  const joining = intervalOf(filter, ['joinedAt']) ?? anyTime
  const interval = {
    from: Math.max(activity.from, joining.from),
    to: Math.max(activity.to, joining.to),
  }
  return isAnyTime(interval) ? undefined : interval
}

/** True if the filter matches only conversations that are unread to the user. */
export const wantsUnread = (filter: Filter): boolean =>
  groupsOf(filter).every((group) => group.isUnread || group.hasUnreadMessages)
