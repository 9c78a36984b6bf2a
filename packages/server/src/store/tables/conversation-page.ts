import type { ConversationAttributes } from '../../model/conversation.ts'
import { endOfTime, type Interval } from '../../model/interval.ts'
import type { MessageRecord } from '../../model/message.ts'
import type { Participant } from '../../model/participant.ts'
import type { Conditions } from './clauses.ts'
import { addPageClauses, type Bound, type Bounds, type Direction, type Key } from './keyset-page.ts'

/** `recency` is the later of the last activity and of when the user joined. Only lists of a user have it. */
export type OrderBy = 'lastActivity' | 'createdAt' | 'recency'

export interface ConversationPage {
  limit: number
  orderBy: OrderBy
  direction: Direction
  /** Starts after this item. */
  after?: Key | undefined
  /** Starts after this time in the direction of the list; unix milliseconds. */
  offset?: number | undefined
  lastMessageBefore?: number | undefined
  lastMessageAfter?: number | undefined
  /** Only conversations whose time in the list's order is in this interval. */
  within?: Interval | undefined
}

export interface ListedConversation {
  attributes: ConversationAttributes
  lastActivity: number
  newest: MessageRecord | undefined
  /** Length of the JSON from which it was read. */
  size: number
}

/** The times by which lists are ordered. */
export interface Times {
  createdAt: number
  lastActivity: number
  /** When the user joined, in the list of a user. */
  joinedAt?: number | undefined
}

/** The time by which the list is ordered. */
export function orderTime(orderBy: OrderBy, { createdAt, lastActivity, joinedAt = 0 }: Times) {
  if (orderBy === 'createdAt') return createdAt
  return orderBy === 'recency' ? Math.max(lastActivity, joinedAt) : lastActivity
}

/** The position of an item in the list. */
export const keyOf = (
  { orderBy }: Pick<ConversationPage, 'orderBy'>,
  {
    attributes: { id, createdAt },
    lastActivity,
    own,
  }: {
    attributes: ConversationAttributes
    lastActivity: number
    own?: Pick<Participant, 'joinedAt'>
  },
): Key => ({
  time: orderTime(orderBy, { createdAt, lastActivity, joinedAt: own?.joinedAt }),
  id,
})

/**
 * Adds the conditions of a page. Returns its ORDER BY and LIMIT, by the time column of `alias` and the column `id`. The order
 * by recency has no column; see `userConversationReads`.
 */
export function addConversationPage(
  where: Conditions,
  page: ConversationPage,
  alias: string,
  id: string,
): string {
  const { orderBy, direction, limit } = page
  const time = `${alias}.${orderBy === 'createdAt' ? 'created_at' : 'last_activity'}`
  return addPageClauses(where, { time, id, direction }, boundsOf(page), limit)
}

/** The lower and upper limits of the sort keys of a page. */
export function boundsOf(page: ConversationPage): Required<Bounds> {
  const { orderBy, direction, after, offset, lastMessageBefore, lastMessageAfter, within } = page
  const below: Bound[] = []
  const above: Bound[] = []
  const start = direction === 'DESC' ? below : above
  if (after) start.push(after)
  if (offset !== undefined) start.push({ time: offset })
  if (orderBy === 'lastActivity') {
    if (lastMessageBefore !== undefined) below.push({ time: lastMessageBefore })
    if (lastMessageAfter !== undefined) above.push({ time: lastMessageAfter })
  }
  if (within && within.to < endOfTime) below.push({ time: within.to })
  if (within && within.from > 0) above.push({ time: within.from - 1 })
  return { below, above }
}

/**
 * Checks the conditions that `addConversationPage` does not cover: the caller's filter; that there is a message, if the
 * query has a time of the last message; and that time itself, if the list has another order.
 */
export function combinedFilter<T extends ListedConversation>(
  page: ConversationPage,
  filter: (item: T) => boolean = () => true,
): (item: T) => boolean {
  const { orderBy, lastMessageBefore = Infinity, lastMessageAfter = -Infinity } = page
  if (lastMessageBefore === Infinity && lastMessageAfter === -Infinity) return filter
  const isWithin = ({ lastActivity }: T) =>
    orderBy === 'lastActivity' ||
    (lastActivity < lastMessageBefore && lastActivity > lastMessageAfter)
  return (item) => item.newest !== undefined && isWithin(item) && filter(item)
}
