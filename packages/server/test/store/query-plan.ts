import type { DatabaseSync } from 'node:sqlite'
import type { Value } from '../../src/store/engine.ts'
import type { RecordedQuery } from './recorded-engine.ts'

const positional = ({ sql, parameters }: RecordedQuery) => ({
  sql: sql.replaceAll(/\$\d+/g, '?'),
  values: [...sql.matchAll(/\$(\d+)/g)].map(([, n]) => parameters[Number(n) - 1] as Value),
})

/** The steps of SQLite's plan for the query, as SQLite prints them. */
export function planOf(database: DatabaseSync, query: RecordedQuery): string[] {
  const { sql, values } = positional(query)
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  return steps.map(({ detail }) => detail as string)
}

/** A column of the first table that its indexes contain. */
const keys: Record<string, string> = {
  users: 'id',
  conversations: 'id',
  'conversations c': 'c.id',
  participants: 'user_id',
  'participants p': 'p.conversation_id',
  messages: 'seq',
  'mentions n': 'n.seq',
}

/**
 * The number of rows of its first table that the query visits, whether it returns them or not. SQLite does not report
 * the number of rows that it reads, but it calls a function in the first condition of the query once for each row.
 */
export function visitsOf(
  database: DatabaseSync,
  query: RecordedQuery,
): { visits: number; plan: string[]; rows: number } {
  const [, table = ''] = /FROM (\w+(?: [a-z]\b)?)/.exec(query.sql) ?? []
  const key = keys[table]
  if (!key) throw new Error(`Which column to count in: ${query.sql}`)
  const counted = { ...query, sql: query.sql.replace('WHERE', `WHERE visited(${key}) AND`) }
  let visits = 0
  // Not deterministic, or SQLite might call it once for all rows.
  database.function('visited', { deterministic: false }, (_key) => {
    visits += 1
    return 1
  })
  const { sql, values } = positional(counted)
  const rows = database.prepare(sql).all(...values).length
  return {
    visits,
    rows,
    get plan() {
      return planOf(database, counted)
    },
  }
}

/** A step of PostgreSQL's plan in JSON, with the steps below it. */
export interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** All steps of the plan. */
export const stepsOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(stepsOf)]
