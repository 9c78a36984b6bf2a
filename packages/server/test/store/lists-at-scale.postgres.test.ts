import { lastingDatabase } from '@openparley/test-kit/database'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Value } from '../../src/store/engine.ts'
import { openPostgres } from '../../src/store/postgres/open-postgres.ts'
import { appId, everywhere, firstActive, firstCreated } from './large-database.ts'
import { listStatements, openLists } from './list-queries.ts'
import type { RecordedQuery } from './recorded-engine.ts'

const conversations = 10_000
const messages = 30

// The same database as that of SQLite, with fewer messages to each conversation.
const fill = `
  INSERT INTO users (app_id, id, created_at, online, data)
  SELECT '${appId}', 'u' || i, ${firstCreated} + i, (i % 10 = 0)::integer,
    json_build_object('id', 'u' || i, 'name', 'User ' || i, 'createdAt', ${firstCreated} + i)
  FROM generate_series(0, ${conversations - 1}) AS i
  UNION ALL SELECT '${appId}', '${everywhere}', 1, 1,
    json_build_object('id', '${everywhere}', 'name', 'Everywhere', 'createdAt', 1);
  INSERT INTO conversations (app_id, id, created_at, last_activity, newest_seq, last_seq, data)
  SELECT '${appId}', id, ${firstCreated} + i * 1000::bigint,
    ${firstActive} + (i * 7919 % ${conversations}) * 1000::bigint, ${messages}, ${messages},
    json_build_object('id', id, 'subject', 'Order ' || i, 'photoUrl', NULL, 'welcomeMessages', NULL,
      'custom', json_build_object('number', i::text), 'topicId', id,
      'createdAt', ${firstCreated} + i * 1000::bigint)
  FROM (SELECT i, 'c' || lpad(i::text, 6, '0') AS id
    FROM generate_series(0, ${conversations - 1}) AS i) AS c;
  INSERT INTO participants (app_id, conversation_id, user_id, access, notify, read_seq, marked_unread,
    unread_count, newest_seq, created_at, last_activity)
  SELECT app_id, id, user_id, 'ReadWrite', 'true', 0, 0, unread, newest_seq, created_at, last_activity
  FROM conversations, LATERAL (VALUES
    ('${everywhere}', (created_at / 1000 % 3 = 0)::integer),
    ('u' || (created_at - ${firstCreated}) / 1000 % 1000, 0)) AS p (user_id, unread);
  INSERT INTO messages (app_id, conversation_id, seq, id, sender_id, created_at, data)
  SELECT '${appId}', 'c' || lpad((i / ${messages})::text, 6, '0'), i % ${messages} + 1,
    'msg_' || lpad(i::text, 22, '0'), 'u' || (i / ${messages} % 1000), ${firstActive},
    '{"type":"UserMessage","text":"Hello","custom":{},"origin":"rest","location":null,' ||
    '"attachment":null,"referencedMessageId":null,"editedAt":null}'
  FROM generate_series(0, ${conversations * messages - 1}) AS i;
  ANALYZE`

let client: pg.Client
let statements: RecordedQuery[]
const ends: (() => void)[] = []

beforeAll(async () => {
  const url = await lastingDatabase((end) => ends.push(end))
  const engine = await openPostgres(url)
  const lists = await openLists(engine)
  client = new pg.Client(url)
  await client.connect()
  await client.query(fill)
  statements = await listStatements(lists)
  await lists.close()
})

afterAll(async () => {
  await client.end()
  for (const end of ends) end()
})

interface Plan {
  'Node Type': string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

const literal = (value: Value) =>
  typeof value === 'string' ? client.escapeLiteral(value) : String(value)

/** How the server answers the statement, prepared as the engine prepares it. */
async function planOf({ sql, parameters }: RecordedQuery): Promise<Plan> {
  await client.query(`PREPARE one AS ${sql}`)
  const values = parameters.length > 0 ? `(${parameters.map(literal).join(', ')})` : ''
  const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE one${values}`)
  await client.query('DEALLOCATE one')
  return rows[0]['QUERY PLAN'][0].Plan
}

/** No scan of a table. Before version 17, the rows of an IN list need a sort: those of a page, no more. */
const allowed = ['Limit', 'Nested Loop', 'Index Scan', 'Index Only Scan', 'Memoize', 'Sort']

const stepsOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(stepsOf)]

test.each(['force_custom_plan', 'force_generic_plan'])(
  'every list query searches indexes, and looks at no more rows than a page or two (%s)',
  async (mode) => {
    await client.query(`SET plan_cache_mode = ${mode}`)
    expect(statements.length).toBeGreaterThan(50)
    for (const statement of statements) {
      const plan = await planOf(statement)
      const told = `${statement.sql}\n${JSON.stringify(plan, null, 1)}`
      const answered = plan['Actual Rows']
      for (const step of stepsOf(plan)) {
        expect(allowed, told).toContain(step['Node Type'])
        // Most users are offline: passing over the others is cheaper than the longer index.
        expect(step['Rows Removed by Filter'] ?? 0, told).toBeLessThanOrEqual(answered)
        expect(step['Actual Rows'] * step['Actual Loops'], told).toBeLessThanOrEqual(answered + 1)
      }
    }
  },
)
