import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'
import { fillDatabase } from './large-database.ts'
import {
  filteredQueries,
  listQueries,
  listStatements,
  openLists,
  type Place,
  selectiveFilters,
  wideFilters,
} from './list-queries.ts'
import { planOf, visitsOf } from './query-plan.ts'
import type { RecordedQuery } from './recorded-engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-plans-'))
const large = join(folder, 'large.db')
const small = join(folder, 'small.db')

let lists: Awaited<ReturnType<typeof openLists>>
let database: DatabaseSync
/** Every statement that any list runs, once. */
let statements: RecordedQuery[]

beforeAll(async () => {
  await fillDatabase(large, { conversations: 10_000, messages: 30 })
  await fillDatabase(small, { conversations: 300, messages: 30 })
  lists = await openLists(openSqlite(large))
  database = new DatabaseSync(large)
  statements = await listStatements(lists)
})

afterAll(async () => {
  database?.close()
  await lists?.close()
  rmSync(folder, { recursive: true })
})

test('the database holds 300,000 messages in 10,000 conversations, one user in all of them', () => {
  const counts = database
    .prepare(
      `SELECT (SELECT COUNT(*) FROM messages) AS messages,
         (SELECT COUNT(*) FROM conversations) AS conversations,
         (SELECT COUNT(*) FROM participants WHERE user_id = 'everywhere') AS everywhere`,
    )
    .get()
  expect(counts).toEqual({ messages: 300_000, conversations: 10_000, everywhere: 10_000 })
})

function places(): Place[] {
  const rows = database
    .prepare(
      `SELECT conversation_id AS id, CAST(substr(conversation_id, 2) AS INTEGER) AS "index",
         created_at AS created, last_activity AS active, unread_count AS unread
       FROM participants WHERE user_id = 'everywhere'`,
    )
    .all() as unknown as Place[]
  // The objects of node:sqlite are dictionaries, which are slow to read.
  return rows.map(({ id, index, created, active, unread }) => ({
    id,
    index,
    created,
    active,
    unread,
  }))
}

/** The expected list of conversations, found by testing each condition on them in their order. */
function expectations(all: Place[]) {
  const sorted = new Map<string, Place[]>()
  return (query: Record<string, unknown>): string[] => {
    const sign = query.orderDirection === 'ASC' ? 1 : -1
    const time = (one: Place) => (query.orderBy === 'createdAt' ? one.created : one.active)
    const compared = (one: Place, other: Place) =>
      sign * (time(one) - time(other) || (one.id < other.id ? -1 : Number(one.id > other.id)))
    const order = `${query.orderBy} ${sign}`
    const places = sorted.get(order) ?? all.toSorted(compared)
    sorted.set(order, places)
    const start = all.find(({ id }) => id === query.startingAfter)
    const offset = query.offsetTs === undefined ? -Infinity : sign * Number(query.offsetTs)
    const before = Number(query.lastMessageBefore ?? Infinity)
    const after = Number(query.lastMessageAfter ?? -Infinity)
    const meets = (one: Place) =>
      sign * time(one) > offset &&
      one.active < before &&
      one.active > after &&
      (query.unreadsOnly !== true || one.unread > 0) &&
      (!start || compared(one, start) > 0)
    const ids: string[] = []
    for (const one of places) {
      if (ids.length === 10) break
      if (meets(one)) ids.push(one.id)
    }
    return ids
  }
}

test('every combination of order, position, times and unread lists the conversations that meet all conditions', async () => {
  const expected = expectations(places())
  for (const list of [
    'listConversations',
    'listUserConversations',
    'listOwnConversations',
  ] as const)
    for (const query of listQueries[list])
      expect((await lists.list(list, query)).ids, JSON.stringify(query)).toEqual(expected(query))
})

test.each([...selectiveFilters, ...wideFilters])(
  'the filter %j lists the conversations that meet it, in all orders',
  async (filter, accepts, own) => {
    const expected = expectations(places().filter(accepts))
    for (const [list, query] of filteredQueries([filter, accepts, own]))
      expect((await lists.list(list, query)).ids, `${list} ${JSON.stringify(query)}`).toEqual(
        expected(query),
      )
  },
)

const search =
  /^SEARCH \w+ USING (COVERING )?(INDEX|PRIMARY KEY)|^(CORRELATED )?SCALAR SUBQUERY \d+$/

/** Statements with a step that is not an index search: a scan, or a sort in a temporary tree. */
const unindexed = () =>
  statements
    .map((query) => ({ sql: query.sql, plan: planOf(database, query) }))
    .filter(({ plan }) => !plan.every((step) => search.test(step)))

describe('every step of every list query searches an index, without a full scan or a temporary sort', () => {
  test('as the database grows', () => {
    expect(statements.length).toBeGreaterThan(50)
    expect(unindexed()).toEqual([])
  })

  test('after ANALYZE', () => {
    database.exec('ANALYZE')
    expect(unindexed()).toEqual([])
  })
})

test('no list query visits more rows than it returns, plus the one that it starts after', () => {
  for (const query of statements) {
    const { visits, rows, plan } = visitsOf(database, query)
    expect(plan, 'counting does not change the plan').toEqual(planOf(database, query))
    expect(visits, query.sql).toBeGreaterThanOrEqual(rows)
    expect(visits, query.sql).toBeLessThanOrEqual(rows + 1)
  }
})

/** The number of rows that each page of a list visits, in all its statements. */
async function visitsByPage(file: string, id: keyof typeof listQueries, query: object) {
  const some = await openLists(openSqlite(file))
  const counter = new DatabaseSync(file)
  const pages: number[] = []
  let after = {}
  for (;;) {
    const { ids, queries } = await some.list(id, { ...query, ...after, limit: 100 })
    // Every page except the first also looks up the item that it starts after.
    const ofPages = queries.filter(({ sql }) => /LIMIT|IN \(/.test(sql))
    if (ids.length > 0)
      pages.push(ofPages.reduce((sum, one) => sum + visitsOf(counter, one).visits, 0))
    if (ids.length < 100) break
    after = { startingAfter: ids.at(-1) }
  }
  counter.close()
  await some.close()
  return pages
}

const window = { lastMessageAfter: 1, lastMessageBefore: Number.MAX_SAFE_INTEGER }

describe('deep pages cost no more than first ones, and lists no more in a bigger database', () => {
  test.each([
    ['listUsers', {}],
    ['listConversations', { orderBy: 'lastActivity', orderDirection: 'DESC' }],
    ['listConversations', { orderBy: 'createdAt', orderDirection: 'ASC' }],
    ['listConversations', { orderBy: 'lastActivity', ...window }],
    ['listConversations', { orderBy: 'createdAt', ...window }],
    ['listUserConversations', { orderBy: 'lastActivity', orderDirection: 'ASC' }],
    ['listUserConversations', { orderBy: 'createdAt', orderDirection: 'DESC' }],
    ['listUserConversations', { orderBy: 'lastActivity', ...window }],
    ['listUserConversations', { unreadsOnly: true }],
    ['listOwnConversations', {}],
  ] as const)(
    '%s %j visits no more rows for the last page than for the first',
    async (id, query) => {
      const ofLarge = await visitsByPage(large, id, query)
      const ofSmall = await visitsByPage(small, id, query)
      expect(ofLarge.length).toBeGreaterThan(30)
      const [first = 0] = ofSmall
      expect(ofLarge[0]).toBe(first)
      // The additional row is the item that a page starts after. The order by an expression reads it once more.
      const more = id === 'listOwnConversations' ? 2 : 1
      for (const [page, visits] of ofLarge.entries())
        expect(visits, `page ${page + 1}`).toBeLessThanOrEqual(first + more)
    },
  )
})

/** The number of rows that a list visits, in all its statements. */
async function visitsOfList(file: string, id: keyof typeof listQueries, query: object) {
  const some = await openLists(openSqlite(file))
  const counter = new DatabaseSync(file)
  const { queries } = await some.list(id, query as never)
  const visits = queries
    .filter(({ sql }) => /LIMIT|IN \(/.test(sql))
    .map((one) => visitsOf(counter, one).visits)
  counter.close()
  await some.close()
  return visits.reduce((sum, one) => sum + one, 0)
}

test.each(selectiveFilters)(
  'the filter %j, which few conversations meet, visits few rows, and no more in a bigger database',
  async (...filter) => {
    for (const [id, query] of filteredQueries(filter)) {
      const visits = await visitsOfList(large, id, query)
      expect(visits, JSON.stringify(query)).toBeLessThan(60)
      expect(visits, JSON.stringify(query)).toBeLessThanOrEqual(
        await visitsOfList(small, id, query),
      )
    }
  },
)
