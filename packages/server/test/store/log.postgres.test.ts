import { setTimeout } from 'node:timers/promises'
import { lastingDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import { expect, onTestFinished, test } from 'vitest'
import type { NewEvent } from '../../src/model/event.ts'
import { ensureApp } from '../../src/operations/apps.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import type { Cursor } from '../../src/store/tables/events.ts'

interface Node {
  engine: Engine
  store: Store
}

async function nodes(count: number): Promise<Node[]> {
  const url = await lastingDatabase()
  const opened: Node[] = []
  for (let index = 0; index < count; index += 1) {
    const engine = await testEngine(url)
    opened.push({ engine, store: await openStore(engine) })
  }
  onTestFinished(async () => {
    for (const { store } of opened) await store.close()
  })
  const shop = { id: 'shop', secretKey: 'sk_test_shop_0001' }
  await ensureApp((opened[0] as Node).store, shop, Date.now())
  return opened
}

const event = (userId: string): NewEvent => ({
  type: 'conversation.read',
  subject: { userId },
  data: { conversationId: 'order', userId, readUntil: null, everyoneReadUntil: null },
})

/** Reads new events of the log repeatedly; each reader finds them in its own way. */
function tails({ engine, store }: Node) {
  const byNumber: string[] = []
  const below: string[] = []
  let last = 0
  let position: Cursor = { xid: 0, id: 0, mark: 0 }
  const userIn = (data: string) => JSON.parse(data).userId as string
  return {
    /** Finds events with an id above the highest one seen. */
    byNumber,
    /** Finds events as the store does. */
    below,
    async look() {
      const rows = await engine.rows(
        'SELECT id, data FROM events WHERE id > $1 ORDER BY id LIMIT 100',
        [last],
      )
      for (const { id, data } of rows) {
        last = id as number
        byNumber.push(userIn(data as string))
      }
      for (const entry of await store.read.events.readAfter(position, 100)) {
        position = entry
        below.push(userIn(entry.json))
      }
    },
  }
}

test('an event that commits after a later event is read, although a reader by id would skip it', async () => {
  const [one, other] = (await nodes(2)) as [Node, Node]
  const tail = tails(one)
  const hasAppended = Promise.withResolvers<void>()
  const mayCommit = Promise.withResolvers<void>()
  const slow = one.store.write(['slow'], async (tx) => {
    await tx.events.append('shop', 1, event('slow'))
    // The response to a read shows that the database has taken the event.
    await tx.events.lastId('shop', { userId: 'slow' })
    hasAppended.resolve()
    await mayCommit.promise
  })
  await hasAppended.promise
  await other.store.write(['quick'], (tx) => tx.events.append('shop', 1, event('quick')))
  await tail.look()
  expect(tail.byNumber).toEqual(['quick'])
  expect(tail.below, 'nothing yet: an earlier event may still be committed').toEqual([])
  mayCommit.resolve()
  await slow
  // A write of another test on the same server may delay it a little longer.
  await expect.poll(() => tail.look().then(() => tail.below)).toEqual(['slow', 'quick'])
  expect(tail.byNumber, 'lost for good').toEqual(['quick'])
  expect(await one.store.read.events.position()).toEqual(await other.store.read.events.position())
})

test('the tail misses nothing and sees nothing twice while 16 writers on two nodes overlap', async () => {
  const both = await nodes(2)
  const tail = tails(both[0] as Node)
  const expected = new Map<string, string[]>()
  let isWriting = true
  const writers = Array.from({ length: 16 }, async (_, writer) => {
    const { store } = both[writer % 2] as Node
    for (let round = 0; round < 40; round += 1) {
      // Every other conversation is written to from both nodes.
      const subject = writer % 4 < 2 ? `own ${writer}` : `shared ${writer >> 2}`
      await store.write([subject], async (tx) => {
        // The response to a read shows that the lock is held.
        await tx.events.lastId('shop', { userId: subject })
        const written = expected.get(subject) ?? []
        const name = `${subject} ${written.length}`
        await tx.events.append('shop', 1, event(name))
        await tx.events.lastId('shop', { userId: name })
        await setTimeout((writer * 7 + round * 3) % 6)
        expected.set(subject, [...written, name])
      })
    }
  })
  const reading = (async () => {
    while (isWriting) await tail.look()
  })()
  await Promise.all(writers)
  isWriting = false
  await reading
  const all = [...expected.values()].flat()
  await expect.poll(() => tail.look().then(() => tail.below.length)).toBe(all.length)
  expect(tail.below.toSorted()).toEqual(all.toSorted())
  for (const [subject, written] of expected)
    expect(
      tail.below.filter((name) => name.startsWith(`${subject} `)),
      'in the order of the writes',
    ).toEqual(written)
  expect(tail.byNumber.length, 'a reader by id misses some').toBeLessThan(all.length)
})
