import { type Chat, ids, pages } from '@openparley/test-kit/chat'
import { type Planned, serverWith, sharedServerWith } from '@openparley/test-kit/conversations'
import { describe, expect, test } from 'vitest'

// Tests of both lists of conversations: the list of the app and the list of a user.

type Listing = (chat: Chat) => (query: Parameters<Chat['list']>[0]) => Promise<{ id: string }[]>

const lists: [string, Listing, string][] = [
  ['of the app', (chat) => chat.list, '/conversations'],
  ['of a user', (chat) => (query) => chat.listOf('alice', query), '/users/alice/conversations'],
]

/** The orders of creation and activity differ, and both have ties, also between a message and a creation. */
const planned: Planned[] = [
  { id: 'c4', created: 100, said: 500 },
  { id: 'c2', created: 110, said: 200 },
  { id: 'c7', created: 110 },
  { id: 'c1', created: 150, said: 500 },
  { id: 'c5', created: 200 },
  { id: 'c3', created: 300, said: 500 },
  { id: 'c0', created: 300 },
  { id: 'c6', created: 400, said: 450 },
]

const many = Array.from({ length: 250 }, (_, index) => ({
  id: `c${String(index).padStart(3, '0')}`,
  created: 5,
  custom: { tenth: String(index % 10 === 0) },
}))

// Tests that only read share these.
const { chat, call } = await sharedServerWith(planned)
const hundreds = await sharedServerWith(many)

const orders = ['lastActivity', 'createdAt'] as const
const directions = ['ASC', 'DESC'] as const
const cases = orders.flatMap((orderBy) =>
  directions.map((orderDirection) => ({ orderBy, orderDirection })),
)
type Order = (typeof cases)[number]

const timeOf = ({ created, said }: Planned, orderBy: Order['orderBy']) =>
  orderBy === 'createdAt' ? created : (said ?? created)

/** The ids in the requested order, ties by id. */
function sorted({ orderBy, orderDirection }: Order, some = planned): string[] {
  const ascending = [...some].sort(
    (one, other) => timeOf(one, orderBy) - timeOf(other, orderBy) || one.id.localeCompare(other.id),
  )
  return ids(orderDirection === 'ASC' ? ascending : ascending.reverse())
}

const times = [...new Set(planned.flatMap(({ created, said }) => [created, said ?? created]))]

describe.each(lists)('the list of conversations %s', (_, of, path) => {
  test('"By default, conversations are returned in the order of the last activity in them, latest first"', async () => {
    const expected = ['c4', 'c3', 'c1', 'c6', 'c0', 'c5', 'c2', 'c7']
    expect(ids(await of(chat)({}))).toEqual(expected)
    expect(sorted({ orderBy: 'lastActivity', orderDirection: 'DESC' })).toEqual(expected)
    expect(ids(await of(chat)({ orderBy: 'createdAt' })), 'DESC is the default').toEqual(
      sorted({ orderBy: 'createdAt', orderDirection: 'DESC' }),
    )
  })

  test('"conversations can move to the front of the list as new messages come"', async () => {
    const { chat, now } = await serverWith(planned)
    now.time = 600
    await chat.say('c7', 'alice', 'To the front')
    expect((await of(chat)({}))[0]?.id).toBe('c7')
    expect(ids(await of(chat)({ orderBy: 'createdAt', orderDirection: 'ASC' }))).toEqual(
      sorted({ orderBy: 'createdAt', orderDirection: 'ASC' }),
    )
  })

  test.each(cases)(
    '"results will start with the conversation right after the selected one in the current sort order": $orderBy $orderDirection, in pages of any size',
    async (order) => {
      for (const limit of [1, 2, 3, 7, 8, 9, 100])
        expect(await pages((query) => of(chat)({ ...order, ...query }), limit)).toEqual(
          sorted(order),
        )
    },
  )

  test.each(cases)(
    '"offsetTs […] offsets the results according to the sort order": $orderBy $orderDirection, without that exact time',
    async (order) => {
      for (const offsetTs of times.flatMap((time) => [time - 1, time, time + 1])) {
        const left = planned.filter((one) =>
          order.orderDirection === 'ASC'
            ? timeOf(one, order.orderBy) > offsetTs
            : timeOf(one, order.orderBy) < offsetTs,
        )
        expect(ids(await of(chat)({ ...order, offsetTs }))).toEqual(sorted(order, left))
      }
    },
  )

  test.each(cases)(
    '"lastMessageBefore and lastMessageAfter", alone and together, by $orderBy $orderDirection: none without a message, none of that exact time',
    async (order) => {
      const bounds = [undefined, 199, 200, 201, 499, 500, 501]
      for (const before of bounds)
        for (const after of bounds) {
          if (before === undefined && after === undefined) continue
          const left = planned.filter(
            ({ said }) =>
              said !== undefined &&
              (before === undefined || said < before) &&
              (after === undefined || said > after),
          )
          const query = {
            ...order,
            ...(before !== undefined && { lastMessageBefore: before }),
            ...(after !== undefined && { lastMessageAfter: after }),
          }
          expect(ids(await of(chat)(query))).toEqual(sorted(order, left))
        }
    },
  )

  test('"Filters can be combined together with limits and cursors"', async () => {
    const shod = planned.map((one) => ({
      ...one,
      custom: { category: 'c1 c2 c3 c6'.includes(one.id) ? 'shoes' : 'hats' },
    }))
    const { chat } = await serverWith(shod)
    const order = { orderBy: 'createdAt', orderDirection: 'ASC' } as const
    const query = {
      ...order,
      filter: JSON.stringify({ custom: { category: ['==', 'shoes'] } }),
      lastMessageAfter: 200,
      lastMessageBefore: 501,
      offsetTs: 149,
    }
    for (const limit of [1, 2, 3, 4])
      expect(await pages((page) => of(chat)({ ...query, ...page }), limit)).toEqual([
        'c1',
        'c3',
        'c6',
      ])
    expect(ids(await of(chat)({ ...query, startingAfter: 'c2' })), 'not itself listed').toEqual([
      'c1',
      'c3',
      'c6',
    ])
    expect(ids(await of(chat)({ ...query, startingAfter: 'c1', limit: 1 }))).toEqual(['c3'])
  })

  test('returns each of hundreds once, even if a filter skips most and all have the same time', async () => {
    const { chat } = hundreds
    const filter = '{"custom":{"tenth":["==","true"]}}'
    for (const order of cases) {
      const expected = ids(many.filter(({ custom }) => custom.tenth === 'true'))
      if (order.orderDirection === 'DESC') expected.reverse()
      expect(await pages((query) => of(chat)({ ...order, ...query, filter }), 7)).toEqual(expected)
    }
    expect(await pages((query) => of(chat)(query), 100)).toEqual(ids(many).reverse())
  })

  test.each([
    'limit=0',
    'limit=101',
    'limit=many',
    'startingAfter=c_unknown',
    'orderBy=subject',
    'orderDirection=desc',
    'offsetTs=yesterday',
    'lastMessageBefore=-1',
    'page=2',
  ])('refuses %s with a 400 that names it', async (query) => {
    const { status, body } = await call('GET', `${path}?${query}`)
    expect(status).toBe(400)
    expect(Object.keys((body as { errors: object }).errors)).toEqual([
      `query/${query.split('=')[0]}`,
    ])
  })

  const timeParameters = ['offsetTs', 'lastMessageBefore', 'lastMessageAfter'] as const
  const largest = Number.MAX_SAFE_INTEGER

  test('accepts times up to 2^53 - 1, and a later time is a 400 that names it', async () => {
    for (const orderBy of orders) {
      const all = sorted({ orderBy, orderDirection: 'DESC' })
      expect(ids(await of(chat)({ orderBy, offsetTs: largest }))).toEqual(all)
      expect(ids(await of(chat)({ orderBy, lastMessageAfter: largest }))).toEqual([])
      expect(ids(await of(chat)({ orderBy, lastMessageBefore: largest }))).toEqual(
        all.filter((id) => planned.find((one) => one.id === id)?.said !== undefined),
      )
    }
    for (const name of timeParameters)
      for (const time of ['9007199254740992', `${2n ** 63n}`, `${2n ** 64n}`, '9'.repeat(400)]) {
        const { status, body } = await call('GET', `${path}?${name}=${time}`)
        expect(status, `${name}=${time}`).toBe(400)
        expect(Object.keys((body as { errors: object }).errors)).toEqual([`query/${name}`])
      }
  })
})
