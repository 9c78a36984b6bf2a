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

interface Site {
  lists: Awaited<ReturnType<typeof openLists>>
  /** Another connection to the database. */
  database: DatabaseSync
}

let large: Site
let small: Site
/** The conversations of the user who is in all of them. */
let all: Place[]
/** Every statement that any list runs, once. */
let statements: RecordedQuery[]

beforeAll(async () => {
  large = await siteOf(10_000)
  small = await siteOf(300)
  all = places()
  statements = await listStatements(large.lists)
})

async function siteOf(conversations: number): Promise<Site> {
  const file = join(folder, `${conversations}.db`)
  await fillDatabase(file, { conversations, messages: 30 })
  return { lists: await openLists(openSqlite(file)), database: new DatabaseSync(file) }
}

afterAll(async () => {
  for (const site of [large, small]) {
    site?.database.close()
    await site?.lists.close()
  }
  rmSync(folder, { recursive: true })
})

test('the database contains 300,000 messages in 10,000 conversations, one user in all of them', () => {
  const counts = large.database
    .prepare(
      `SELECT (SELECT COUNT(*) FROM messages) AS messages,
         (SELECT COUNT(*) FROM conversations) AS conversations,
         (SELECT COUNT(*) FROM participants WHERE user_id = 'everywhere') AS everywhere`,
    )
    .get()
  expect(counts).toEqual({ messages: 300_000, conversations: 10_000, everywhere: 10_000 })
})

function places(): Place[] {
  const rows = large.database
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

const timeOf = (one: Place, orderBy: unknown) =>
  orderBy === 'createdAt' ? one.created : one.active

const compared = (one: Place, other: Place, orderBy: unknown) =>
  timeOf(one, orderBy) - timeOf(other, orderBy) ||
  (one.id < other.id ? -1 : Number(one.id > other.id))

const sorted = new Map<string, Place[]>()

/** All of them in the order of the query; sorting takes longer than the rest of the test. */
function inOrder({ orderBy, orderDirection }: Record<string, unknown>): Place[] {
  const order = `${orderBy} ${orderDirection}`
  const places =
    sorted.get(order) ??
    all.toSorted(
      (one, other) => (orderDirection === 'ASC' ? 1 : -1) * compared(one, other, orderBy),
    )
  sorted.set(order, places)
  return places
}

/** The expected list of conversations, found by testing each condition on them in their order. */
function expected(query: Record<string, unknown>, accepts: (one: Place) => boolean = () => true) {
  const sign = query.orderDirection === 'ASC' ? 1 : -1
  const start = all.find(({ id }) => id === query.startingAfter)
  const offset = query.offsetTs === undefined ? -Infinity : sign * Number(query.offsetTs)
  const before = Number(query.lastMessageBefore ?? Infinity)
  const after = Number(query.lastMessageAfter ?? -Infinity)
  const meets = (one: Place) =>
    accepts(one) &&
    sign * timeOf(one, query.orderBy) > offset &&
    one.active < before &&
    one.active > after &&
    (query.unreadsOnly !== true || one.unread > 0) &&
    (!start || sign * compared(one, start, query.orderBy) > 0)
  const ids: string[] = []
  for (const one of inOrder(query)) {
    if (ids.length === 10) break
    if (meets(one)) ids.push(one.id)
  }
  return ids
}

test('every combination of order, position, times and unread lists the conversations that match all conditions', async () => {
  for (const list of [
    'listConversations',
    'listUserConversations',
    'listOwnConversations',
  ] as const)
    for (const query of listQueries[list])
      expect((await large.lists.list(list, query)).ids, JSON.stringify(query)).toEqual(
        expected(query),
      )
})

test.each([...selectiveFilters, ...wideFilters])(
  'the filter %j lists the conversations that meet it, in all orders',
  async (filter, accepts, own) => {
    for (const [list, query] of filteredQueries([filter, accepts, own]))
      expect((await large.lists.list(list, query)).ids, `${list} ${JSON.stringify(query)}`).toEqual(
        expected(query, accepts),
      )
  },
)

const search =
  /^SEARCH \w+ USING (COVERING )?(INDEX|PRIMARY KEY)|^(CORRELATED )?SCALAR SUBQUERY \d+$/

/** Statements with a step that is not an index search: a scan, or a sort in a temporary tree. */
const unindexed = () =>
  statements
    .map((query) => ({ sql: query.sql, plan: planOf(large.database, query) }))
    .filter(({ plan }) => !plan.every((step) => search.test(step)))

describe('every step of every list query searches an index, without a full scan or a temporary sort', () => {
  test('as the database grows', () => {
    expect(statements.length).toBeGreaterThan(50)
    expect(unindexed()).toEqual([])
  })

  test('after ANALYZE', () => {
    large.database.exec('ANALYZE')
    expect(unindexed()).toEqual([])
  })
})

test('no list query visits more rows than it returns, plus the row after which it starts', () => {
  for (const query of statements) {
    const { visits, rows, plan } = visitsOf(large.database, query)
    expect(plan, 'counting does not change the plan').toEqual(planOf(large.database, query))
    expect(visits, query.sql).toBeGreaterThanOrEqual(rows)
    expect(visits, query.sql).toBeLessThanOrEqual(rows + 1)
  }
})

/** The number of rows that each page of a list visits, in all its statements. */
async function visitsByPage(
  { lists, database }: Site,
  id: keyof typeof listQueries,
  query: object,
) {
  const pages: number[] = []
  let after = {}
  for (;;) {
    const { ids, queries } = await lists.list(id, { ...query, ...after, limit: 100 })
    // Every page except the first also looks up the item that it starts after.
    const ofPages = queries.filter(({ sql }) => /LIMIT|IN \(/.test(sql))
    if (ids.length > 0)
      pages.push(ofPages.reduce((sum, one) => sum + visitsOf(database, one).visits, 0))
    if (ids.length < 100) break
    after = { startingAfter: ids.at(-1) }
  }
  return pages
}

const window = { lastMessageAfter: 1, lastMessageBefore: Number.MAX_SAFE_INTEGER }

describe('later pages cost no more than the first, and lists no more in a bigger database', () => {
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
async function visitsOfList(
  { lists, database }: Site,
  id: keyof typeof listQueries,
  query: object,
) {
  const { queries } = await lists.list(id, query as never)
  const visits = queries
    .filter(({ sql }) => /LIMIT|IN \(/.test(sql))
    .map((one) => visitsOf(database, one).visits)
  return visits.reduce((sum, one) => sum + one, 0)
}

test.each(selectiveFilters)(
  'the filter %j, which few conversations match, reads few rows, and no more in a bigger database',
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
