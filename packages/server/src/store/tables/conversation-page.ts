import type { ConversationAttributes } from '../../model/conversation.ts'
import type { MessageRecord } from '../../model/message.ts'
import type { Row } from '../engine.ts'
import { type Conditions, collect, type Direction, type Key } from './page.ts'
import { attributesFrom, newestFrom } from './rows.ts'

export interface ConversationPage {
  limit: number
  orderBy: 'lastActivity' | 'createdAt'
  direction: Direction
  /** Starts after this item. */
  after?: Key | undefined
  /** Starts after this time in the direction of the list; unix milliseconds. */
  offset?: number | undefined
  lastMessageBefore?: number | undefined
  lastMessageAfter?: number | undefined
}

export interface ListedConversation {
  attributes: ConversationAttributes
  lastActivity: number
  newest: MessageRecord | undefined
}

/** The item of a row with `c_data`, `last_activity` and the columns of the newest message. */
export const listedFrom = (row: Row): ListedConversation => ({
  attributes: attributesFrom(row.c_data),
  lastActivity: row.last_activity as number,
  newest: newestFrom(row, row.conversation_id as string),
})

/** The time of the item that the list is ordered by. */
export const orderTime = (
  orderBy: ConversationPage['orderBy'],
  item: { attributes: ConversationAttributes; lastActivity: number },
) => (orderBy === 'lastActivity' ? item.lastActivity : item.attributes.createdAt)

type Acceptance<T> = (item: T) => boolean

/**
 * What an item must meet besides the conditions that `paged` adds: the caller's filter, a message where
 * the time of the last one is asked for, and that time where the list has another order.
 */
function acceptance<T extends ListedConversation>(
  { orderBy, lastMessageBefore = Infinity, lastMessageAfter = -Infinity }: ConversationPage,
  filter: Acceptance<T> | undefined,
): Acceptance<T> | undefined {
  if (lastMessageBefore === Infinity && lastMessageAfter === -Infinity) return filter
  const isWithin = ({ lastActivity }: T) =>
    orderBy === 'lastActivity' ||
    (lastActivity < lastMessageBefore && lastActivity > lastMessageAfter)
  return (item) => item.newest !== undefined && isWithin(item) && (filter?.(item) ?? true)
}

/** The items of a page that meet the filter too; `read` answers those of a page that it is given. */
export const listed = <T extends ListedConversation>(
  page: ConversationPage,
  filter: Acceptance<T> | undefined,
  read: (page: ConversationPage) => Promise<T[]>,
): Promise<T[]> =>
  collect(page.limit, acceptance(page, filter), (last, limit) => {
    const after = last
      ? { time: orderTime(page.orderBy, last), id: last.attributes.id }
      : page.after
    return read({ ...page, after, limit })
  })

/** An end of a list that is not part of it; without `id`, no item of that time is. */
interface Bound {
  time: number
  id?: string
}

/**
 * Adds a page's conditions and answers its ORDER BY and LIMIT, for the time column of `alias` and the
 * column `id`. One bound at each end, both on the order's own key: only then does an index lead straight
 * to the page. Of two bounds at one end SQLite takes any, and steps over all that lies between them; a
 * bound on another column makes it sort.
 */
export function paged(
  where: Conditions,
  page: ConversationPage,
  alias: string,
  id: string,
): string {
  const { orderBy, direction, limit, after, offset } = page
  const time = `${alias}.${orderBy === 'lastActivity' ? 'last_activity' : 'created_at'}`
  const below: Bound[] = []
  const above: Bound[] = []
  const start = direction === 'DESC' ? below : above
  if (after) start.push(after)
  if (offset !== undefined) start.push({ time: offset })
  if (orderBy === 'lastActivity') {
    if (page.lastMessageBefore !== undefined) below.push({ time: page.lastMessageBefore })
    if (page.lastMessageAfter !== undefined) above.push({ time: page.lastMessageAfter })
  }
  const bounded = (beyond: '<' | '>', bound: Bound | undefined) => {
    if (bound?.id !== undefined)
      where.and(`(${time}, ${id}) ${beyond} (?, ?)`, bound.time, bound.id)
    else if (bound) where.and(`${time} ${beyond} ?`, bound.time)
  }
  bounded('<', tightest(below, 1))
  bounded('>', tightest(above, -1))
  return `ORDER BY ${time} ${direction}, ${id} ${direction} LIMIT ${where.parameter(limit)}`
}

/** The bound that leaves the least: `sign` is 1 where items lie below it, -1 where above. */
const tightest = (bounds: Bound[], sign: 1 | -1): Bound | undefined =>
  bounds.toSorted(
    (one, other) =>
      sign * (one.time - other.time) ||
      Number(one.id !== undefined) - Number(other.id !== undefined),
  )[0]
