import type { Value } from '../engine.ts'

/** `$from`, `$from+1`, … for `count` values of an IN list. */
export const placeholders = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `$${from + index}`).join(', ')

/** Splits the values into groups for an IN list, as engines limit the parameters of a statement. */
export function* chunk<T>(values: T[], size = 200): Generator<T[]> {
  for (let from = 0; from < values.length; from += size) yield values.slice(from, from + size)
}

/**
 * Splits the values into groups of 1, 2, 4 and so on up to 64. With so few lengths, every statement can stay
 * prepared.
 */
export function* batches<T>(values: T[]): Generator<T[]> {
  for (let from = 0, size = 64; from < values.length; )
    if (size > values.length - from) size /= 2
    else {
      yield values.slice(from, from + size)
      from += size
    }
}

/** Like `batches`, each with its VALUES clause. */
export function* insertBatches<T>(
  values: T[],
  columns: number,
): Generator<{ batch: T[]; rows: string }> {
  for (const batch of batches(values)) yield { batch, rows: valuesClause(batch.length, columns) }
}

/**
 * Keeps the statement for each count, which must be one of few. Connections find prepared statements by their text, and a text
 * that is made anew must be hashed anew: up to 5 KB for each batch of messages.
 */
export function byCount(make: (count: number) => string): (count: number) => string {
  const made = new Map<number, string>()
  return (count) => {
    const sql = made.get(count) ?? make(count)
    made.set(count, sql)
    return sql
  }
}

const valuesCache = new Map<string, string>()

/** `($1, $2), ($3, $4)`, … */
export function valuesClause(count: number, columns: number): string {
  const key = `${count} ${columns}`
  const rows =
    valuesCache.get(key) ??
    Array.from({ length: count }, (_, row) => `(${placeholders(row * columns + 1, columns)})`).join(
      ', ',
    )
  valuesCache.set(key, rows)
  return rows
}

/** Casts a column of a VALUES clause to a number, because PostgreSQL treats its parameters as text. */
export const castToNumber = (column: string) => `CAST(${column} AS BIGINT)`

/** Repeats the last value up to a power of two. With so few lengths, every statement can stay prepared. */
export function padToPowerOfTwo<T>(values: T[]): T[] {
  const [last] = values.slice(-1)
  const length = 2 ** Math.ceil(Math.log2(values.length))
  return last === undefined ? [] : [...values, ...Array(length - values.length).fill(last)]
}

/** Collects the conditions of a SELECT. `?` in a condition is a placeholder for the next value. */
export class Conditions {
  readonly parameters: Value[] = []
  readonly #conditions: string[] = []

  and(condition: string, ...values: Value[]): this {
    let next = 0
    const numbered = condition.replaceAll('?', () => this.parameter(values[next++] as Value))
    this.#conditions.push(numbered)
    return this
  }

  /** Adds the condition that the column has one of the values, which must not be empty. */
  isOneOf(column: string, values: Value[]): this {
    return this.and(`${column} IN (${values.map(() => '?').join(', ')})`, ...values)
  }

  /** Adds a value and returns its placeholder, `$n`. */
  parameter(value: Value): string {
    this.parameters.push(value)
    return `$${this.parameters.length}`
  }

  toString(): string {
    return this.#conditions.join(' AND ')
  }
}
