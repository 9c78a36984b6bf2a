import { setTimeout } from 'node:timers/promises'
import { chatOf } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { contentsOf, lastingDatabase } from '@openparley/test-kit/database'
import { wholeLog } from '@openparley/test-kit/event-log'
import { testServer } from '@openparley/test-kit/server'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { Presence } from '../../src/feed/presence.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore, type Store } from '../../src/store/store.ts'

// Looks of nodes at each other, one by one. With processes and their pace: presence.postgres.test.ts.

let databaseUrl: string
let store: Store

/** The presence of another node on the database; each has its own clock. */
async function node(nodeId: string, now = clock()) {
  const own = await openStore(await openEngine(databaseUrl))
  onTestFinished(() => own.close())
  const presence = new Presence({
    store: own,
    nodeId,
    now,
    onError(error) {
      throw error
    },
  })
  await presence.check()
  return presence
}

const looks = async (presence: Presence, count: number) => {
  for (let look = 0; look < count; look += 1) await presence.check()
}

/** Who came and went, in the order of the log. */
const heard = async () =>
  (await wholeLog(store)).flatMap(({ type, json }) =>
    type.startsWith('user.o') ? [`${type} ${JSON.parse(json).userId}`] : [],
  )

beforeEach(async () => {
  databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  await chatOf(server.client).users('alice', 'bob')
  await server.close()
  store = await openStore(await openEngine(databaseUrl))
  return () => store.close()
})

test('a node that gives no sign of life is dead at the fifth look, and its users go offline once', async () => {
  const [one, two, three] = [await node('one'), await node('two'), await node('three')]
  await one.enter('shop', 'alice')
  await one.enter('shop', 'alice')
  await one.enter('shop', 'bob')
  await two.enter('shop', 'bob')
  await two.check()
  await looks(three, 3)
  await two.check()
  expect(await heard()).toEqual(['user.online alice', 'user.online bob'])
  await Promise.all([looks(three, 3), looks(two, 6)])
  expect(await heard()).toEqual(['user.online alice', 'user.online bob', 'user.offline alice'])
})

test('a node whose clock stands still, or is a day behind, lives as long as it gives signs', async () => {
  const [one, two] = [await node('one', clock(0)), await node('two')]
  await one.enter('shop', 'alice')
  for (let look = 0; look < 10; look += 1) {
    await one.check()
    await two.check()
  }
  expect(await heard()).toEqual(['user.online alice'])
})

test('nodes that all could give no sign for hours, as the database was away, do not take each other for dead', async () => {
  const now = clock()
  const [one, two] = [await node('one', now), await node('two', now)]
  await one.enter('shop', 'alice')
  await two.enter('shop', 'bob')
  await looks(two, 3)
  now.time += 3_600_000
  await two.check()
  await one.check()
  await looks(two, 4)
  expect(await heard()).toEqual(['user.online alice', 'user.online bob'])
})

test('a node that was taken for dead and lives brings its open streams back', async () => {
  const [one, two] = [await node('one'), await node('two')]
  const [stream] = [await one.enter('shop', 'alice'), await one.enter('shop', 'bob')]
  await looks(two, 6)
  // One ends and one begins while nobody knows of the node.
  await one.leave(stream)
  await one.enter('shop', 'bob')
  await two.check()
  const before = ['user.online alice', 'user.online bob', 'user.offline alice', 'user.offline bob']
  const log = await heard()
  expect(log.slice(0, 4).sort()).toEqual(before.sort())
  expect(log.slice(4)).toEqual(['user.online bob', 'user.offline bob'])
  await one.check()
  await looks(two, 3)
  expect((await heard()).slice(6)).toEqual(['user.online bob'])
  // And is taken for dead again, once it is.
  await looks(two, 3)
  expect((await heard()).slice(7)).toEqual(['user.offline bob'])
})

test('a node that comes back while it is taken for dead keeps its streams', async () => {
  const [one, two] = [await node('one'), await node('two')]
  const users = Array.from({ length: 20 }, (_, number) => `user${number}`)
  await Promise.all(users.map((userId) => one.enter('shop', userId)))
  for (let round = 0; round < 30; round += 1) {
    await looks(two, 5)
    const returns = setTimeout(round / 2).then(() => one.check())
    await Promise.all([two.check(), returns])
    // A sign of life, and nothing else: one that was known before puts nothing back.
    await one.check()
    expect((await contentsOf(databaseUrl)).streams).toHaveLength(users.length)
  }
})
