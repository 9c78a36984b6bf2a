import { lastingDatabase } from '@openparley/test-kit/database'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Value } from '../../src/store/engine.ts'
import { openPostgres } from '../../src/store/postgres/open-postgres.ts'
import { fillPostgres } from './large-database.ts'
import { listStatements, openLists } from './list-queries.ts'
import { type Plan, stepsOf } from './query-plan.ts'
import type { RecordedQuery } from './recorded-engine.ts'

const conversations = 10_000
const messages = 30

let client: pg.Client
let statements: RecordedQuery[]
const ends: (() => void)[] = []

beforeAll(async () => {
  const url = await lastingDatabase((end) => ends.push(end))
  const engine = await openPostgres(url)
  const lists = await openLists(engine)
  client = new pg.Client(url)
  await client.connect()
  await fillPostgres(client, { conversations, messages })
  statements = await listStatements(lists)
  await lists.close()
})

afterAll(async () => {
  await client.end()
  for (const end of ends) end()
})

const literal = (value: Value) =>
  typeof value === 'string' ? client.escapeLiteral(value) : String(value)

/** The plan of the statement, prepared as the engine prepares it. */
async function planOf({ sql, parameters }: RecordedQuery): Promise<Plan> {
  await client.query(`PREPARE one AS ${sql}`)
  const values = parameters.length > 0 ? `(${parameters.map(literal).join(', ')})` : ''
  const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE one${values}`)
  await client.query('DEALLOCATE one')
  return rows[0]['QUERY PLAN'][0].Plan
}

/** No scan of a table. Before version 17, the rows of an IN list need a sort, but only the rows of one page. */
const allowed = ['Limit', 'Nested Loop', 'Index Scan', 'Index Only Scan', 'Memoize', 'Sort']

test.each(['force_custom_plan', 'force_generic_plan'])(
  'every list query searches indexes, and reads at most two pages of rows (%s)',
  async (mode) => {
    await client.query(`SET plan_cache_mode = ${mode}`)
    expect(statements.length).toBeGreaterThan(50)
    for (const statement of statements) {
      const plan = await planOf(statement)
      const told = `${statement.sql}\n${JSON.stringify(plan, null, 1)}`
      const answered = plan['Actual Rows']
      for (const step of stepsOf(plan)) {
        // A table that is usually empty, and has a few rows for minutes after a deletion, may be scanned.
        if (step['Relation Name'] === 'purges') expect(step['Actual Rows'], told).toBe(0)
        else expect(allowed, told).toContain(step['Node Type'])
        // Most users are offline: skipping the others is cheaper than a longer index.
        expect(step['Rows Removed by Filter'] ?? 0, told).toBeLessThanOrEqual(answered)
        expect(step['Actual Rows'] * step['Actual Loops'], told).toBeLessThanOrEqual(answered + 1)
      }
    }
  },
)
