import type { Faults } from '../operations/operation.ts'

/**
 * The faults of a body whose keys are items of their own, by those keys: `{ "#/a/b": why }` becomes
 * `{ a: { "#/b": why } }`. Undefined where a fault lies outside the items.
 */
export function keyedFaults(faults: Faults): Record<string, Faults> | undefined {
  const keyed = new Map<string, Faults>()
  for (const [where, why] of Object.entries(faults)) {
    const [root, key, ...rest] = where.split('/')
    if (root !== '#' || key === undefined) return undefined
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
    keyed.set(name, { ...keyed.get(name), [['#', ...rest].join('/')]: why })
  }
  return Object.fromEntries(keyed)
}
