import { DatabaseSync } from 'node:sqlite'
import { engine as kind, lastingDatabase } from '@openparley/test-kit/database'
import { onFileFinished } from '@openparley/test-kit/file-end'
import pg from 'pg'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Value } from '../../src/store/engine.ts'
import { indexMessages } from '../../src/store/index-messages.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'
import { callsOn, fillConversation } from './large-conversation.ts'
import { type Plan, planOf, stepsOf } from './query-plan.ts'
import { type RecordedQuery, recordedEngine } from './recorded-engine.ts'
import { searchesOn } from './search-calls.ts'

/** Statements that read the texts or the words of messages. */
const ofMessages = ({ sql }: RecordedQuery) => /FROM message(s|_words|_index)\b/.test(sql)

/**
 * The statements of searches of alice, who is in the conversation `order`. Another conversation, which the user is not
 * in, has more messages with the same word.
 */
async function recordedSearches() {
  const url = await lastingDatabase(onFileFinished)
  const { engine, queries } = recordedEngine(await openEngine(url))
  const store = await openStore(engine)
  const call = callsOn(store)
  await call('putUser', { userId: 'alice' }, { name: 'Alice' })
  await call('putUser', { userId: 'bob' }, { name: 'Bob' })
  for (const [conversationId, userId, count] of [
    ['others', 'bob', 4000],
    ['order', 'alice', 600],
  ] as const) {
    await call('putConversation', { conversationId }, { participants: [userId] })
    await fillConversation(engine, conversationId, count)
    await store.write([], (tx) =>
      tx.participants.moveTo('shop', conversationId, { newestSeq: count, lastActivity: count }),
    )
  }
  await indexMessages({ store, pause: 0 })
  queries.length = 0
  const searches = searchesOn(store, 'alice')
  const first = await searches.messages({ query: 'hel' })
  const startingAfter = first.data.at(-1)?.id ?? ''
  const second = await searches.messages({ query: 'hel', limit: 50, startingAfter })
  const none = await searches.messages({ query: 'goodbye hello' })
  expect([first, second, none].map(({ data }) => data.length)).toEqual([3, 50, 0])
  const recorded = queries.filter(ofMessages)
  await store.close()
  return { url, recorded }
}

let url: string
let recorded: RecordedQuery[]

beforeAll(async () => {
  const searches = await recordedSearches()
  url = searches.url
  recorded = searches.recorded
})

test.runIf(kind === 'sqlite')(
  'a search reads only indexes, and only of its own conversations',
  async () => {
    const database = new DatabaseSync(url.replace('sqlite:', ''))
    onTestFinished(() => database.close())
    expect(recorded.length).toBeGreaterThan(5)
    for (const query of recorded)
      for (const step of planOf(database, query))
        expect(step, query.sql).toMatch(
          /^SEARCH |^(CORRELATED )?SCALAR SUBQUERY|^SCAN i VIRTUAL TABLE INDEX 0:M/,
        )
  },
)

test.runIf(kind === 'postgres').each(['force_custom_plan', 'force_generic_plan'])(
  'a search reads only indexes, and only of its own conversations (%s)',
  async (mode) => {
    const client = new pg.Client(url)
    await client.connect()
    onTestFinished(() => client.end())
    await client.query('VACUUM ANALYZE')
    await client.query(`SET plan_cache_mode = ${mode}`)
    const literal = (value: Value) =>
      typeof value === 'string' ? client.escapeLiteral(value) : String(value)
    expect(recorded.length).toBeGreaterThan(5)
    for (const { sql, parameters } of recorded) {
      await client.query(`PREPARE one AS ${sql}`)
      const { rows } = await client.query(
        `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE one(${parameters.map(literal).join(', ')})`,
      )
      await client.query('DEALLOCATE one')
      const plan: Plan = rows[0]['QUERY PLAN'][0].Plan
      const told = `${sql}\n${JSON.stringify(plan, null, 1)}`
      for (const step of stepsOf(plan)) {
        if (step['Relation Name'] === 'purges') continue
        expect(step['Node Type'], told).not.toBe('Seq Scan')
        expect(step['Actual Rows'] * step['Actual Loops'], told).toBeLessThanOrEqual(256)
        expect(step['Rows Removed by Filter'] ?? 0, told).toBe(0)
      }
    }
  },
)
