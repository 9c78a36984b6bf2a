import { lastingDatabase } from '@openparley/test-kit/database'
import { untilReadable } from '@openparley/test-kit/readable'
import { expect, onTestFinished, test } from 'vitest'
import { type NewEvent, openedTo } from '../../src/model/event.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import type { LogBounds } from '../../src/store/tables/log-trimming.ts'

const eventIn = (conversationId: string, userId = 'bob'): NewEvent => ({
  type: 'conversation.read',
  subject: { conversationId },
  data: { conversationId, userId, readUntil: null, everyoneReadUntil: null },
})

async function logOf(...events: NewEvent[]): Promise<Store> {
  const store = await openStore(await openEngine(await lastingDatabase()))
  onTestFinished(() => store.close())
  await append(store, ...events)
  return store
}

async function append(store: Store, ...events: NewEvent[]) {
  for (const [index, event] of events.entries())
    await store.write([], (tx) => tx.events.append('shop', index, event))
  await untilReadable(store)
}

const everything: LogBounds = { since: 0, events: 1000, bytes: 2 ** 30 }

async function trim({ write }: Store, bounds: Partial<LogBounds>, limit = 1000) {
  for (;;) if ((await write(['log'], (tx) => tx.events.measure(limit))) < limit) break
  for (;;)
    if ((await write(['log'], (tx) => tx.events.trim({ ...everything, ...bounds }, limit))) < limit)
      return
}

const rest = async ({ read }: Store) =>
  (await read.events.readAfter({ xid: 0, id: 0, mark: 0 }, 1000)).map(
    ({ json }) => JSON.parse(json).userId,
  )

const numbered = (count: number) =>
  Array.from({ length: count }, (_, number) => eventIn('order', `user${number}`))

const sizes = numbered(10).map(({ data }) => JSON.stringify(data).length)
const bytes = sizes.slice(-4).reduce((sum, size) => sum + size, 0)

test.each<[Partial<LogBounds>, number, number]>([
  [{}, 10, 20],
  [{ since: 4 }, 6, 16],
  [{ events: 3 }, 3, 3],
  [{ bytes }, 4, 4],
  [{ bytes: 1 }, 1, 1],
  [{ since: 100 }, 1, 1],
])(
  'a log bounded by %j keeps %i of ten events, and %i of twenty, and always the newest',
  async (bounds, ofTen, ofTwenty) => {
    for (const limit of [1, 3, 1000]) {
      const store = await logOf(...numbered(10))
      await trim(store, bounds, limit)
      expect(await rest(store), `${limit} a step`).toHaveLength(ofTen)
      // New events are measured in addition to the remaining ones.
      await append(store, ...numbered(10))
      await trim(store, bounds, limit)
      expect(await rest(store), `${limit} a step`).toHaveLength(ofTwenty)
      expect((await rest(store)).at(-1)).toBe('user9')
    }
  },
)

test('events that an enabled consumer has not handled stay in the log, whatever its bounds', async () => {
  const store = await logOf(...numbered(10))
  const entries = await store.read.events.readAfter({ xid: 0, id: 0, mark: 0 }, 10)
  const put = (name: string, index: number, enabled: boolean) => {
    const { xid, id, mark } = entries[index] as (typeof entries)[number]
    return store.write([], (tx) => tx.consumers.put({ name, at: { xid, id, mark }, enabled }))
  }
  await put('webhooks', 2, true)
  await put('other', 6, true)
  await put('stopped', 0, false)
  await trim(store, { since: 100, events: 1, bytes: 1 })
  expect(await rest(store)).toHaveLength(7)
  await put('webhooks', 8, true)
  await trim(store, { since: 100, events: 1, bytes: 1 })
  expect(await rest(store)).toHaveLength(3)
  expect((await store.read.consumers.list()).map(({ name }) => name)).toEqual([
    'other',
    'stopped',
    'webhooks',
  ])
  await store.write([], (tx) => tx.consumers.delete('other'))
  await trim(store, { since: 100, events: 1, bytes: 1 })
  expect(await rest(store)).toEqual(['user9'])
})

test('ended memberships are deleted when the log is trimmed past their end, and open memberships stay', async () => {
  const of = (...userIds: string[]) => userIds.map((userId) => ({ userId })) as never
  const store = await logOf(
    openedTo(of('alice', 'bob', 'carol'), eventIn('order')),
    { ...eventIn('order'), closes: ['alice'] },
    eventIn('order'),
    { ...eventIn('order'), closes: ['bob'] },
    eventIn('order'),
  )
  const users = async () => {
    const found = await store.read.memberships.of('shop', ['order'])
    return (found.get('order') ?? []).map(({ userId }) => userId).sort()
  }
  expect(await users()).toEqual(['alice', 'bob', 'carol'])
  await trim(store, { events: 3 })
  expect(await users()).toEqual(['bob', 'carol'])
  await trim(store, { events: 1 })
  expect(await users()).toEqual(['carol'])
})
