import { DatabaseSync } from 'node:sqlite'
import { engine as kind, lastingDatabase } from '@openparley/test-kit/database'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../src/store/engine.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { type Plan, planOf, stepsOf, visitsOf } from './query-plan.ts'
import { type RecordedQuery, recordedEngine } from './recorded-engine.ts'

const count = 10_000
const conversationId = 'large'

/** The conversation has participants in groups of ten who joined at the same time. Every second one has no access. */
const fill = (engine: Engine) =>
  engine.transaction([], (db) =>
    db.run(
      `INSERT INTO participants (app_id, conversation_id, user_id, access, notify, read_seq,
         marked_unread, unread_count, newest_seq, created_at, last_activity, joined_at)
       WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${2 * count - 1})
       SELECT 'shop', '${conversationId}', 'user ' || (100000 + i),
         CASE WHEN i % 2 = 0 THEN 'ReadWrite' ELSE 'None' END, 'true', 0, 0, 0, 0, 1, 1, i / 20
       FROM n`,
      [],
    ),
  )

let url: string
let store: Store
let queries: RecordedQuery[]
const ends: (() => void)[] = []

beforeAll(async () => {
  url = await lastingDatabase((end) => ends.push(end))
  const recorded = recordedEngine(await openEngine(url))
  queries = recorded.queries
  store = await openStore(recorded.engine)
  await fill(recorded.engine)
})

afterAll(async () => {
  await store?.close()
  for (const end of ends) end()
})

/** The rows that PostgreSQL reads for the query, and the steps of its plan. */
async function stepsOfPostgres({ sql, parameters }: RecordedQuery): Promise<Plan[]> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('ANALYZE participants')
  const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, [...parameters])
  await client.end()
  return stepsOf(rows[0]['QUERY PLAN'][0].Plan)
}

/** Expects that the query reads only the rows that it returns. */
async function expectDirect(query: RecordedQuery, returned: number): Promise<void> {
  if (kind === 'sqlite') {
    using database = new DatabaseSync(url.replace('sqlite:', ''))
    expect(planOf(database, query)).toEqual([
      expect.stringMatching(/^SEARCH participants USING INDEX/),
    ])
    const { visits, rows } = visitsOf(database, query)
    expect(rows).toBe(returned)
    // The additional row is the one that the page starts after.
    expect(visits).toBeLessThanOrEqual(returned + 1)
    return
  }
  for (const step of await stepsOfPostgres(query)) {
    expect(['Limit', 'Index Scan']).toContain(step['Node Type'])
    expect(step['Actual Rows']).toBe(returned)
    expect(step['Rows Removed by Filter'] ?? 0).toBe(0)
  }
}

test('pages of a conversation of 10,000 participants have each of them once, newest joined first', async () => {
  const found: string[] = []
  let after: { time: number; id: string } | undefined
  for (;;) {
    const page = await store.read.participants.newest('shop', conversationId, 500, after)
    found.push(...page.map(({ userId }) => userId))
    const last = page.at(-1)
    if (!last) break
    after = { time: last.joinedAt, id: last.userId }
  }
  const newest = Array.from(
    { length: count },
    (_, index) => `user ${100_000 + 2 * (count - 1 - index)}`,
  )
  expect(found).toEqual(newest)
})

test.each([
  ['first', undefined],
  ['last', { time: 2, id: 'user 100050' }],
])('the %s page reads only the rows that it returns', async (_, after) => {
  queries.length = 0
  const page = await store.read.participants.newest('shop', conversationId, 25, after)
  expect(page).toHaveLength(25)
  expect(queries).toHaveLength(1)
  await expectDirect(queries[0] as RecordedQuery, 25)
})
