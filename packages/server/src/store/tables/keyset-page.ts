import type { Conditions } from './conditions.ts'

/** A position in a list: the time and the id of an item. */
export interface Key {
  time: number
  id: string
}

export type Direction = 'ASC' | 'DESC'

/** The columns that a list is ordered by, the id after the time. */
export interface KeysetOrder {
  time: string
  id: string
  direction: Direction
}

/** An end of a list, which is not part of it; without `id`, no item of that time is. */
export interface Bound {
  time: number
  id?: string
}

/**
 * Adds the conditions of a page, whose items lie below and above all of the bounds, and returns its ORDER BY
 * and LIMIT. One bound at each end, both on the order's own key: only then does an index lead straight to the
 * page. Of two bounds at one end SQLite takes any, and steps over all that lies between them; a bound on
 * another column makes it sort.
 */
export function addPageClauses(
  where: Conditions,
  { time, id, direction }: KeysetOrder,
  { below = [], above = [] }: { below?: Bound[]; above?: Bound[] },
  limit: number,
): string {
  const add = (comparison: '<' | '>', bound: Bound | undefined) => {
    if (bound?.id !== undefined)
      where.and(`(${time}, ${id}) ${comparison} (?, ?)`, bound.time, bound.id)
    else if (bound) where.and(`${time} ${comparison} ?`, bound.time)
  }
  add('<', strictestBound(below, 1))
  add('>', strictestBound(above, -1))
  return `ORDER BY ${time} ${direction}, ${id} ${direction} LIMIT ${where.parameter(limit)}`
}

/** The bound that leaves the fewest items: `sign` is 1 when items lie below it, -1 when above. */
const strictestBound = (bounds: Bound[], sign: 1 | -1): Bound | undefined =>
  bounds.toSorted(
    (one, other) =>
      sign * (one.time - other.time) ||
      Number(one.id !== undefined) - Number(other.id !== undefined),
  )[0]
