import type { Value } from '../engine.ts'

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
