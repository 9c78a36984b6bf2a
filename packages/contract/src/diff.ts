import type { Fault } from './schemas.ts'

/**
 * One difference between an exchange and the document.
 *
 * @example
 * // GET /pets/1 returned {"name": 7}
 * const violation: Violation = {
 *   operation: 'getPet', status: 200, pointer: '/name', expected: 'string', got: 7,
 *   source: '#/components/schemas/Pet/properties/name/type',
 * }
 */
export interface Violation extends Fault {
  /** The operationId, or method and path if the document has no such operation. */
  operation: string
  status: number
}

/** A value as text on one line, cut after `maxLength` characters. */
export function preview(value: unknown, maxLength = 120): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text
}

/**
 * Renders violations as a diff for a terminal: what the document expects, its source, and the actual value.
 * Returns an empty string for no violations. `contract.rendered` is the same function.
 *
 * @example
 * renderedViolations(violations)
 * // getPet 200 differs from the document
 * //   at /name
 * //     - expected string  (#/components/schemas/Pet/properties/name/type)
 * //     + got      7
 */
export function renderedViolations(violations: Violation[]): string {
  const groups = Map.groupBy(violations, ({ operation, status }) =>
    status === 0 ? operation : `${operation} ${status}`,
  )
  return [...groups]
    .map(([title, faults]) =>
      [
        `${title} differs from the document`,
        ...faults.flatMap(({ pointer, expected, source, got }) => [
          `  at ${pointer || '/'}`,
          `    - expected ${expected}  (${source})`,
          `    + got      ${preview(got)}`,
        ]),
      ].join('\n'),
    )
    .join('\n')
}
