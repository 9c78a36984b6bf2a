import type { Value } from '../engine.ts'

/** A place in a list: the time and the id of an item. */
export interface Key {
  time: number
  id: string
}

export type Direction = 'ASC' | 'DESC'

/** The conditions of a SELECT, gathered one by one; `?` in a condition stands for the next value. */
export class Conditions {
  readonly parameters: Value[] = []
  readonly #conditions: string[] = []

  and(condition: string, ...values: Value[]): this {
    let next = 0
    const numbered = condition.replaceAll('?', () => this.parameter(values[next++] as Value))
    this.#conditions.push(numbered)
    return this
  }

  /** Adds a value and answers its place, `$n`. */
  parameter(value: Value): string {
    this.parameters.push(value)
    return `$${this.parameters.length}`
  }

  toString(): string {
    return this.#conditions.join(' AND ')
  }
}

/** `$from`, `$from+1`, … for `count` values of an IN list. */
export const places = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `$${from + index}`).join(', ')

/** The values in groups that an IN list can take: engines bound the parameters of a statement. */
export function* chunks<T>(values: T[], size = 200): Generator<T[]> {
  for (let from = 0; from < values.length; from += size) yield values.slice(from, from + size)
}

/**
 * The values in groups of 1, 2, 4 and so on to 64, each with the rows of places that a statement inserts it by:
 * statements of so few lengths can all be kept prepared.
 */
export function* insertions<T>(
  values: T[],
  columns: number,
): Generator<{ some: T[]; rows: string }> {
  for (let from = 0, size = 64; from < values.length; )
    if (size > values.length - from) size /= 2
    else {
      yield { some: values.slice(from, from + size), rows: placeRows(size, columns) }
      from += size
    }
}

const rowsMade = new Map<string, string>()

/** `($1, $2), ($3, $4)`, … */
function placeRows(count: number, columns: number): string {
  const key = `${count} ${columns}`
  const rows =
    rowsMade.get(key) ??
    Array.from({ length: count }, (_, row) => `(${places(row * columns + 1, columns)})`).join(', ')
  rowsMade.set(key, rows)
  return rows
}

const largestPage = 200

/**
 * The first `limit` items that `accept` takes, read in list order page by page through `next`, each
 * page from where the one before it ended. Pages grow: most filters find enough in the first, and one
 * that seldom matches reads far.
 */
export async function collect<T>(
  limit: number,
  accept: ((item: T) => boolean) | undefined,
  next: (after: T | undefined, limit: number) => Promise<T[]>,
): Promise<T[]> {
  if (!accept) return next(undefined, limit)
  const found: T[] = []
  let after: T | undefined
  for (let size = limit; ; size = Math.min(size * 4, largestPage)) {
    const page = await next(after, size)
    for (const item of page) {
      if (accept(item)) found.push(item)
      if (found.length === limit) return found
    }
    if (page.length < size) return found
    after = page.at(-1)
    // Let other requests in between.
    await new Promise(setImmediate)
  }
}
