import pg from 'pg'
import type { Value } from './engine.ts'

/** Type OIDs (pg_type.dat) of numbers that the driver would leave as text. Ours stay below 2^53. */
const numbers = new Set<number>([20 /* int8 */, 5069 /* xid8 */])

export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    numbers.has(oid) ? Number : pg.types.getTypeParser(oid, format),
}

interface Statement {
  name: string
  /** Whether it changes rows and answers none. */
  isWrite: boolean
}

const statements = new Map<string, Statement>()

function statementOf(text: string): Statement {
  const kept = statements.get(text)
  if (kept) return kept
  const isWrite = /^\s*(INSERT|UPDATE|DELETE)\b/.test(text) && !/\bRETURNING\b/.test(text)
  const made = { name: `parley_${statements.size}`, isWrite }
  statements.set(text, made)
  return made
}

/** A query that each connection prepares once, at its first use, and keeps. */
export function prepared(text: string, parameters: readonly Value[]) {
  const { name, isWrite } = statementOf(text)
  return { isWrite, query: { name, text, values: [...parameters] } }
}
