import type { Fault } from './schemas.ts'

/**
 * One place where an exchange is not what the document says.
 *
 * @example
 * // GET /pets/1 returned {"name": 7}
 * const violation: Violation = {
 *   operation: 'getPet', status: 200, pointer: '/name', expected: 'string', got: 7,
 *   source: '#/components/schemas/Pet/properties/name/type',
 * }
 */
export interface Violation extends Fault {
  /** The operationId, or method and path where the document has no operation. */
  operation: string
  status: number
}

/** A value for people, on one line. */
export function shown(value: unknown, longest = 120): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text
}

/**
 * Renders violations as a diff for a terminal: what the document says and where it says so, and what came.
 * Returns an empty text for none. `contract.rendered` is the same function.
 *
 * @example
 * renderedViolations(violations)
 * // getPet 200 is not what the document says
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
        `${title} is not what the document says`,
        ...faults.flatMap(({ pointer, expected, source, got }) => [
          `  at ${pointer || '/'}`,
          `    - expected ${expected}  (${source})`,
          `    + got      ${shown(got)}`,
        ]),
      ].join('\n'),
    )
    .join('\n')
}
