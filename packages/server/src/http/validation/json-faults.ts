import type { FieldPath } from '../../base/json-pointer.ts'
import type { Fault } from '../../operations/operation.ts'

/** How deep arrays and objects may be nested. What is deeper would need a stack of its own to walk. */
export const maxDepth = 64

const tooDeep = Symbol('too deep')

/**
 * Returns the first part of a parsed JSON value that cannot be stored as it was sent, undefined if there is
 * none. JSON has no infinity, but a number such as `1e999` becomes one; a lone surrogate has no UTF-8.
 */
export function jsonFault(value: unknown): Fault | undefined {
  const found = firstFault(value, 0)
  return found === tooDeep
    ? { field: [], why: `Must not be nested deeper than ${maxDepth} levels.` }
    : found
}

function firstFault(value: unknown, depth: number): Fault | typeof tooDeep | undefined {
  if (typeof value === 'string')
    return value.isWellFormed() ? undefined : { field: [], why: notUnicode }
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : { field: [], why: 'Must be a finite number.' }
  if (value === null || typeof value !== 'object') return undefined
  if (depth === maxDepth) return tooDeep
  for (const [key, part] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const fault =
      typeof key === 'string' && !key.isWellFormed()
        ? { field: [], why: `Key ${JSON.stringify(key)} is not well-formed Unicode.` }
        : firstFault(part, depth + 1)
    if (fault === tooDeep) return tooDeep
    if (fault) return { field: [key, ...fault.field] satisfies FieldPath, why: fault.why }
  }
  return undefined
}

const notUnicode = 'Must be well-formed Unicode: it has a lone surrogate.'
