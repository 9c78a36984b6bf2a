import type { Participant } from './participant.ts'
import type { ConversationFilter, UserConversationFilter } from './schema.ts'

type Condition = NonNullable<ConversationFilter['custom']>[string]

/** True where `value`, undefined if the key is not set, meets the condition. */
export function meets(value: string | undefined, condition: Condition): boolean {
  if (condition === 'exists') return value !== undefined
  if (condition === '!exists') return value === undefined
  const [operator, operand] = condition
  const operands = typeof operand === 'string' ? [operand] : operand
  const equal = value !== undefined && operands.includes(value)
  return operator?.startsWith('!') ? !equal : equal
}

/** True where all conditions of the filter hold. A key that is not set differs from every value. */
export function matches(
  filter: ConversationFilter | UserConversationFilter,
  custom: Record<string, string>,
  own?: Participant,
): boolean {
  const conditions = Object.entries(filter.custom ?? {})
  if (!conditions.every(([key, condition]) => meets(get(custom, key), condition))) return false
  return !('access' in filter && filter.access) || meets(own?.access, filter.access as Condition)
}

const get = (map: Record<string, string>, key: string) =>
  Object.hasOwn(map, key) ? map[key] : undefined
