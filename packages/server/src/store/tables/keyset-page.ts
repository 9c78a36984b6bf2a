import type { Conditions } from './clauses.ts'

/** A position in a list: the time and the id of an item. */
export interface Key {
  time: number
  id: string
}

export type Direction = 'ASC' | 'DESC'

/** The columns by which a list is ordered: the time, then the id. */
export interface KeysetOrder {
  time: string
  id: string
  direction: Direction
}

/** An exclusive bound of a list. Without `id`, the page excludes all items with that time. */
export interface Bound {
  time: number
  id?: string
}

export interface Bounds {
  below?: Bound[]
  above?: Bound[]
}

/** Compares keys as the database does: by time, then by the bytes of the ids. */
export const compareKeys = (one: Key, other: Key): number =>
  one.time - other.time || Buffer.compare(Buffer.from(one.id), Buffer.from(other.id))

/** True if the key lies below and above all of the bounds. */
export function isWithin(key: Key, { below = [], above = [] }: Bounds): boolean {
  const compare = ({ time, id }: Bound) =>
    id === undefined ? key.time - time : compareKeys(key, { time, id })
  return below.every((bound) => compare(bound) < 0) && above.every((bound) => compare(bound) > 0)
}

/**
 * Adds the conditions of a page between the bounds. Returns its ORDER BY and LIMIT. There is one bound at each end.
 * Both are on the columns of the order, so an index leads directly to the page. With two bounds at one end, SQLite
 * would choose either of them and scan everything between. A bound on another column would make it sort.
 */
export function addPageClauses(
  where: Conditions,
  { time, id, direction }: KeysetOrder,
  { below = [], above = [] }: Bounds,
  limit: number,
): string {
  const add = (comparison: '<' | '>', bound: Bound | undefined) => {
    if (!bound) return
    const { time: limit, id: last } = bound
    if (last === undefined) where.and(`${time} ${comparison} ?`, limit)
    else where.and(`(${time}, ${id}) ${comparison} (?, ?)`, limit, last)
  }
  add('<', strictestBound(below, 1))
  add('>', strictestBound(above, -1))
  return `ORDER BY ${time} ${direction}, ${id} ${direction} LIMIT ${where.parameter(limit)}`
}

/** The strictest of the bounds. `sign` is 1 for upper bounds and -1 for lower bounds. */
const strictestBound = (bounds: Bound[], sign: 1 | -1): Bound | undefined =>
  bounds.toSorted(
    (one, other) =>
      sign * (one.time - other.time) ||
      Number(one.id !== undefined) - Number(other.id !== undefined),
  )[0]
