import { DatabaseSync } from 'node:sqlite'
import { engine as kind, lastingDatabase } from '@openparley/test-kit/database'
import { untilReadable } from '@openparley/test-kit/readable'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type NewEvent, openedTo } from '../../src/model/event.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { stepsOf } from './query-plan.ts'
import { type RecordedQuery, recordedEngine } from './recorded-engine.ts'

const eventIn = (conversationId: string): NewEvent => ({
  type: 'conversation.read',
  subject: { conversationId },
  data: { conversationId, userId: 'bob', readUntil: null, everyoneReadUntil: null },
})

const append = (store: Store, ...events: NewEvent[]) =>
  store.write([], (tx) => tx.events.append('shop', 1, ...events))

/** Events that alice may not see: in conversations that alice was never in, and in one that she joined and left. */
async function appendForeign(store: Store, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1000)
    await append(
      store,
      ...Array.from({ length: 1000 }, (_, index) =>
        eventIn(index % 2 === 0 ? 'busy' : `foreign${index}`),
      ),
    )
}

const alice = [{ userId: 'alice' }] as never

/** A log of many events; alice may see seven of them. */
async function filledLog() {
  const url = await lastingDatabase()
  const { engine, queries } = recordedEngine(await openEngine(url))
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  await append(store, openedTo(alice, eventIn('own')))
  await append(store, eventIn('busy'))
  const start = await position(store)
  await appendForeign(store, 5000)
  await append(store, openedTo(alice, eventIn('busy')), eventIn('busy'))
  await append(store, { ...eventIn('busy'), closes: ['alice'] })
  await appendForeign(store, 5000)
  await append(store, eventIn('own'), { ...eventIn('own'), recipient: 'alice' })
  await append(store, { ...eventIn('own'), recipient: 'bob' })
  const user = { id: 'alice', name: 'Alice' } as never
  await append(store, { type: 'user.updated', subject: { userId: 'alice' }, data: { user } })
  await append(store, eventIn('own'))
  return { url, store, queries, start }
}

/** The position of the end of the log, once all of the log can be read. */
async function position(store: Store) {
  await untilReadable(store)
  return store.read.events.position()
}

const visited = 'visited(id) = 1 AND'

/** The number of rows of memberships and events that the query visits, and its plan. */
const looksAt = {
  async sqlite(url: string, { sql, parameters }: RecordedQuery) {
    using database = new DatabaseSync(url.replace('sqlite:', ''))
    let rows = 0
    database.function('visited', { deterministic: false }, (_id) => {
      rows += 1
      return 1
    })
    const counted = sql
      .replaceAll('e.user_id IS NULL', `${visited} e.user_id IS NULL`)
      .replace('events WHERE', `events WHERE ${visited}`)
    expect(counted.split('visited')).toHaveLength(4)
    const text = counted.replaceAll(/\$\d+/g, '?')
    const values = [...counted.matchAll(/\$(\d+)/g)].map(([, n]) => parameters[Number(n) - 1])
    database.prepare(text).all(...(values as string[]))
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...(values as string[]))
    const scans = steps
      .map(({ detail }) => `${detail}`)
      .filter((step) => /^SCAN (m|e)\b/.test(step))
    return { rows, scans }
  },
  async postgres(url: string, { sql, parameters }: RecordedQuery) {
    const client = new pg.Client(url)
    await client.connect()
    onTestFinished(() => client.end())
    await client.query('ANALYZE')
    const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, [...parameters])
    const steps = stepsOf(rows[0]['QUERY PLAN'][0].Plan).filter((step) => 'Relation Name' in step)
    const looked = steps.map(
      (step) =>
        (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops'],
    )
    const scans = steps.filter((step) => step['Node Type'] === 'Seq Scan')
    const ofEvents = scans.filter((step) => step['Relation Name'] === 'events')
    return { rows: looked.reduce((sum, count) => sum + count, 0), scans: ofEvents }
  },
}

test('a resume reads only the events that its user may see, even if there are many others', async () => {
  const { url, store, queries, start } = await filledLog()
  await position(store)
  queries.length = 0
  const places = await store.read.events.placesAfter(start, 'shop', 'alice', 1000)
  expect(places).toHaveLength(7)
  expect(await store.read.events.withIds(places.map(({ id }) => id))).toMatchObject([
    { conversationId: 'busy', opens: ['alice'] },
    { conversationId: 'busy' },
    { conversationId: 'busy', closes: ['alice'] },
    { conversationId: 'own' },
    { conversationId: 'own', userId: 'alice' },
    { conversationId: null, userId: 'alice' },
    { conversationId: 'own' },
  ])
  const [query] = queries
  if (!query) throw new Error('The query was run.')
  const { rows, scans } = await looksAt[kind](url, query)
  expect(scans).toEqual([])
  expect(rows).toBeLessThan(30)
})
