import { defaultSettings } from '../../src/model/app.ts'
import { handlers } from '../../src/operations/index.ts'
import type { Context } from '../../src/operations/operation.ts'
import type { Engine, Value } from '../../src/store/engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import {
  appId,
  conversationId,
  everywhere,
  firstActive,
  firstCreated,
  messageId,
} from './large-database.ts'
import { type RecordedQuery, recordedEngine } from './recorded-engine.ts'

type Query = Record<string, Value | boolean>
type ListId =
  | 'listUsers'
  | 'listConversations'
  | 'listUserConversations'
  | 'listOwnConversations'
  | 'listMessages'
type Lister = (input: { query: Query }, context: Context) => Promise<{ data: { id: string }[] }>

/** The lists of a store, by their operations. */
export function listsOf(store: Store) {
  // Dependencies that only streams need are left out.
  const context = {
    app: { id: appId, keys: [], settings: defaultSettings, createdAt: null },
    caller: { kind: 'user', userId: everywhere, expires: Number.POSITIVE_INFINITY, key: 'unused' },
    version: '2024-01-01',
    store,
    feed: { position: async () => 'unused' } as Partial<Context['feed']> as Context['feed'],
    now: Date.now,
    newMessageId: () => 'unused',
  } as Partial<Context> as Context
  const path = { appId, userId: everywhere, conversationId: conversationId(0) }
  return {
    /** Returns the ids of a page. */
    async list(id: ListId, query: Query): Promise<string[]> {
      const filter = query.filter === undefined ? {} : { filter: JSON.parse(String(query.filter)) }
      const input = { path, query: { ...query, ...filter }, body: undefined, faults: {} }
      const { data } = await (handlers[id] as unknown as Lister)(input, context)
      return data.map((item) => item.id)
    },
  }
}

/** The lists of a database, with a record of the statements behind them. */
export async function openLists(opened: Engine) {
  const { engine, queries } = recordedEngine(opened)
  const store = await openStore(engine)
  const lists = listsOf(store)
  return {
    close: () => store.close(),
    async list(id: ListId, query: Query): Promise<{ ids: string[]; queries: RecordedQuery[] }> {
      queries.length = 0
      const ids = await lists.list(id, query)
      return { ids, queries: [...queries] }
    },
  }
}

type Options = Query[]
const either = (name: string, ...values: (Value | boolean)[]): Options =>
  values.map((value) => ({ [name]: value }))
const optional = (name: string, ...values: (Value | boolean)[]): Options => [
  {},
  ...either(name, ...values),
]

/** Every combination with one value of each list. */
const combined = (...options: Options[]): Query[] =>
  options.reduce<Query[]>(
    (all, one) => all.flatMap((some) => one.map((other) => ({ ...some, ...other }))),
    [{}],
  )

const direction = either('orderDirection', 'ASC', 'DESC')
const conversations = [
  either('orderBy', 'lastActivity', 'createdAt'),
  direction,
  optional('startingAfter', conversationId(5000)),
  // There is one offset on each side of the conversation to start after.
  optional('offsetTs', firstActive + 3_000_000, firstActive + 7_000_000),
  optional('lastMessageBefore', firstActive + 9_000_000),
  optional('lastMessageAfter', firstActive + 1_000_000),
  optional('filter', '{"custom":{"number":"exists"}}'),
]

/** Every combination of parameters that changes the statements of a list, by list. */
export const listQueries: Record<ListId, Query[]> = {
  listUsers: combined(optional('isOnline', true, false), optional('startingAfter', 'u5000')),
  listConversations: combined(...conversations),
  listUserConversations: combined(...conversations, optional('unreadsOnly', true, false)),
  listOwnConversations: combined(
    [{ limit: 10 }],
    optional('startingAfter', conversationId(5000)),
    optional('filter', '{"custom":{"number":"exists"}}'),
  ),
  listMessages: combined(direction, optional('startingAfter', messageId(20))),
}

/** The values of a conversation in the large database. */
export interface Place {
  id: string
  index: number
  created: number
  active: number
  unread: number
}

const times = (first: number): [number, number] => [first + 70_000, first + 75_000]
const within = (time: number, first: number) => time >= first + 70_000 && time < first + 75_000

/** Filters that few conversations match, each with the same condition as a function. */
export const selectiveFilters: [
  filter: object,
  accepts: (place: Place) => boolean,
  own?: 'own' | undefined,
][] = [
  [{ subject: ['==', 'Order 77'] }, ({ index }) => index === 77],
  [{ subject: ['oneOf', ['Order 7', 'Order 8', null]] }, ({ index }) => index === 7 || index === 8],
  [{ createdAt: ['between', times(firstCreated)] }, ({ created }) => within(created, firstCreated)],
  [
    { lastActivityAt: ['between', times(firstActive)] },
    ({ active }) => within(active, firstActive),
  ],
  [{ createdAt: ['<', firstCreated + 3000] }, ({ index }) => index < 3],
  [{ hasMessages: false }, () => false],
  [{ hasMessages: true, subject: ['==', 'Order 77'] }, ({ index }) => index === 77],
  [
    ['any', [{ subject: ['==', 'Order 77'] }, { createdAt: ['<', firstCreated + 3000] }]],
    ({ index }) => index === 77 || index < 3,
  ],
  [
    { joinedAt: ['between', times(firstCreated + 1)] },
    ({ created }) => within(created, firstCreated),
    'own',
  ],
  [
    { isUnread: true, joinedAt: ['<', firstCreated + 9000] },
    ({ index, unread }) => unread > 0 && index < 9,
    'own',
  ],
]

/** Filters that many conversations match. */
export const wideFilters: typeof selectiveFilters = [
  [{ hasMessages: true }, () => true],
  [{ createdAt: ['>=', firstCreated + 9000] }, ({ index }) => index >= 9],
  [{ lastActivityAt: ['>', firstActive] }, ({ active }) => active > firstActive],
  [{ isUnread: true }, ({ unread }) => unread > 0, 'own'],
]

/** The lists that take the filter, each in all orders. */
export function filteredQueries([given, , own]: (typeof selectiveFilters)[number]) {
  const filter = JSON.stringify(given)
  const orders = combined(either('orderBy', 'lastActivity', 'createdAt'), direction)
  const lists = own
    ? (['listUserConversations'] as const)
    : (['listConversations', 'listUserConversations'] as const)
  return [
    ...lists.flatMap((list) => orders.map((order) => [list, { ...order, filter }] as const)),
    ['listOwnConversations', { filter, limit: 10 }] as const,
  ]
}

/** Every statement that any list runs, once. */
export async function listStatements(
  lists: Awaited<ReturnType<typeof openLists>>,
): Promise<RecordedQuery[]> {
  const found = new Map<string, RecordedQuery>()
  for (const [id, all] of Object.entries(listQueries))
    for (const query of all)
      for (const one of (await lists.list(id as ListId, query)).queries) found.set(one.sql, one)
  for (const filter of [...selectiveFilters, ...wideFilters])
    for (const [id, query] of filteredQueries(filter))
      for (const one of (await lists.list(id, query)).queries) found.set(one.sql, one)
  // The cost of counting mentions is in `unread-cost.test.ts`.
  return [...found.values()].filter(({ sql }) => !sql.includes('FROM mentions'))
}
