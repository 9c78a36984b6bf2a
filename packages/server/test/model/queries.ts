import fc from 'fast-check'
import type { State } from './state.ts'
import type { Condition, Conditions, Filter, Query, TimeCondition } from './views.ts'

// Random queries of lists.

export const conversationIds = ['c1', 'C2', '10', 'ç', 'order 391 🚚']
export const id = fc.constantFrom('c1', 'c1', 'c1', 'C2', ...conversationIds)
export const key = fc.constantFrom('a', 'b', '1')
export const value = fc.constantFrom('x', 'y', '')
export const some = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom('exists' as const, '!exists' as const),
  fc.tuple(fc.constantFrom('==', '!='), value),
  fc.tuple(fc.constantFrom('oneOf', '!oneOf'), fc.subarray(['x', 'y', ''])),
)
const level = ['ReadWrite', 'Read', 'None']
const accessCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(fc.constantFrom('==', '!='), fc.constantFrom(...level)),
  fc.tuple(fc.constantFrom('oneOf', '!oneOf'), fc.subarray(level)),
)

/** Milliseconds before now, for the bounds of a query. They are small, so that the bounds are between the items. */
const ago = fc.integer({ min: 0, max: 12 })
export const query = {
  limit: fc.integer({ min: 1, max: 4 }),
  startingAfter: id,
  orderBy: fc.constantFrom('lastActivity' as const, 'createdAt' as const),
  orderDirection: fc.constantFrom('ASC' as const, 'DESC' as const),
  offsetTs: ago,
  lastMessageBefore: ago,
  lastMessageAfter: ago,
}
/** Conditions in milliseconds before now; a range begins earlier than it ends. */
const timeCondition: fc.Arbitrary<TimeCondition> = fc.oneof(
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), ago),
  fc.tuple(
    fc.constantFrom('between', '!between'),
    fc.tuple(ago, ago).map(([one, other]) => [Math.max(one, other), Math.min(one, other)]),
  ),
)
const subject = fc.option(value)
const conditions = {
  custom: fc.dictionary(key, condition, { maxKeys: 2 }),
  subject: fc.oneof(
    fc.tuple(fc.constantFrom('==', '!='), subject),
    fc.tuple(fc.constantFrom('oneOf', '!oneOf'), fc.subarray(['x', 'y', '', null])),
  ),
  hasMessages: fc.boolean(),
  createdAt: timeCondition,
  lastActivityAt: timeCondition,
}
const filterOf = (group: fc.Arbitrary<Partial<Conditions>>): fc.Arbitrary<Filter> =>
  fc.oneof(
    group,
    group,
    fc.tuple(fc.constant('any' as const), fc.array(group, { minLength: 1, maxLength: 3 })),
  ) as fc.Arbitrary<Filter>
export const filter = filterOf(some<Conditions>(conditions as never))
export const userQuery = {
  ...query,
  unreadsOnly: fc.boolean(),
  filter: filterOf(
    some<Conditions>({
      ...conditions,
      access: accessCondition,
      isUnread: fc.boolean(),
      joinedAt: timeCondition,
    } as never),
  ),
}

/** The query with its bounds converted to times, and as it is sent. */
export function timed(state: State, query: Query): [Query, string] {
  const bounds = ['offsetTs', 'lastMessageBefore', 'lastMessageAfter'] as const
  const asked = { ...query, ...(query.filter && { filter: timedFilter(state, query.filter) }) }
  for (const name of bounds) if (query[name] !== undefined) asked[name] = state.now - query[name]
  const sent = Object.entries(asked).map(([name, value]): [string, string] => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ])
  return [asked, new URLSearchParams(sent).toString()]
}

/** The filter with milliseconds before now converted to times. */
function timedFilter({ now }: State, filter: Filter): Filter {
  const time = ([operator, operand]: TimeCondition): TimeCondition => [
    operator,
    Array.isArray(operand) ? operand.map((one) => now - one) : now - operand,
  ]
  const group = (one: Conditions): Conditions => ({
    ...one,
    ...(one.createdAt && { createdAt: time(one.createdAt) }),
    ...(one.lastActivityAt && { lastActivityAt: time(one.lastActivityAt) }),
    ...(one.joinedAt && { joinedAt: time(one.joinedAt) }),
  })
  return Array.isArray(filter) ? ['any', filter[1].map(group)] : group(filter)
}
