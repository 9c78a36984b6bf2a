import pg from 'pg'
import type { Value } from '../engine.ts'

/** Type OIDs (pg_type.dat) of numbers that the driver would return as text. Ours are below 2^53. */
const numbers = new Set<number>([20 /* int8 */, 5069 /* xid8 */])

export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    numbers.has(oid) ? Number : pg.types.getTypeParser(oid, format),
}

/** The name of each statement. */
const statements = new Map<string, string>()

/** A query that each connection prepares once, at its first use. */
export function prepared(text: string, parameters: readonly Value[]): pg.QueryConfig {
  const name = statements.get(text) ?? `parley_${statements.size}`
  statements.set(text, name)
  return { name, text, values: [...parameters] }
}
