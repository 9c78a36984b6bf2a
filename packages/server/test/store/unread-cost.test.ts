import { DatabaseSync } from 'node:sqlite'
import { engine as kind, lastingDatabase } from '@openparley/test-kit/database'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { type Plan, planOf, stepsOf, visitsOf } from './query-plan.ts'
import { type RecordedQuery, recordedEngine } from './recorded-engine.ts'

const conversations = 20_000
const mentions = 20_000

let url: string
let store: Store
let queries: RecordedQuery[]
const ends: (() => unknown)[] = []

/**
 * Alice has not read half of her conversations. In the first one, she was mentioned often, and has read most of
 * these messages.
 */
beforeAll(async () => {
  url = await lastingDatabase((end) => ends.push(end))
  const recorded = recordedEngine(await openEngine(url))
  queries = recorded.queries
  store = await openStore(recorded.engine)
  const numbers = (count: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
  await recorded.engine.transaction([], async (db) => {
    await db.run(
      `INSERT INTO participants (app_id, conversation_id, user_id, access, notify, read_seq,
         marked_unread, unread_count, newest_seq, created_at, last_activity, joined_at)
       ${numbers(conversations)} SELECT 'shop', 'c' || i, 'alice',
         CASE WHEN i % 3 = 0 THEN 'None' ELSE 'ReadWrite' END, 'true', ${mentions} - 5, 0, i % 2,
         ${mentions}, i, i, i FROM n`,
    )
    await db.run(
      `INSERT INTO mentions (app_id, user_id, conversation_id, seq)
       ${numbers(mentions)} SELECT 'shop', 'alice', 'c1', i FROM n`,
    )
  })
  if (kind === 'postgres') await onPostgres((client) => client.query('ANALYZE'))
})

afterAll(async () => {
  await store.close()
  for (const end of ends) await end()
})

async function onPostgres<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The number of rows that the query visits in its table, and the steps of its plan. */
async function costOf({
  sql,
  parameters,
}: RecordedQuery): Promise<{ rows: number; plan: string[] }> {
  if (kind === 'sqlite') {
    using database = new DatabaseSync(url.replace('sqlite:', ''))
    const query = { sql, parameters }
    return { rows: visitsOf(database, query).visits, plan: planOf(database, query) }
  }
  return onPostgres(async (client) => {
    const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, [...parameters])
    const steps = stepsOf(rows[0]['QUERY PLAN'][0].Plan as Plan)
    const visited = steps.map((step) => step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0))
    return { rows: Math.max(...visited), plan: steps.map((step) => step['Node Type']) }
  })
}

/** A step that reads a table without an index, or sorts. A table that is usually empty, such as `purges`, may be scanned. */
const scan = /^SCAN (?!(\d+ )?CONSTANT ROWS?|unread)|^USE TEMP|Sort|Bitmap/

test('unread conversations are found in their index, and only as many are read as are counted', async () => {
  queries.length = 0
  const unread = await store.read.userConversations.unread('shop', 'alice', 1001)
  expect(unread).toHaveLength(1001)
  expect(unread[0]).toMatchObject({ conversationId: `c${conversations - 1}`, unreadCount: 1 })
  const { rows, plan } = await costOf(queries[0] as RecordedQuery)
  expect(rows).toBe(1001)
  expect(plan.filter((step) => scan.test(step))).toEqual([])
})

test('only the unread ones of many mentions are read', async () => {
  const [own] = await store.read.userConversations
    .unread('shop', 'alice', 100_000)
    .then((all) => all.filter(({ conversationId }) => conversationId === 'c1'))
  queries.length = 0
  const [counted] = await store.read.mentions.countUnread('shop', own ? [own] : [])
  expect(counted).toMatchObject({ unreadCount: 1, unreadMentionCount: 5 })
  const { rows, plan } = await costOf(queries[0] as RecordedQuery)
  expect(rows).toBe(5)
  expect(plan.filter((step) => scan.test(step))).toEqual([])
})
