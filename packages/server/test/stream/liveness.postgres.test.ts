import { chatOf } from '@openparley/test-kit/chat'
import { contentsOf, endLeaseSessions, lastingDatabase } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { testServer } from '@openparley/test-kit/server'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { Notices } from '../../src/feed/notices.ts'
import { Presence } from '../../src/feed/presence.ts'
import { Watching } from '../../src/feed/watching.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'

// How nodes check each other, step by step. presence.postgres.test.ts tests the same with processes, in real time.

let databaseUrl: string

/** The presence of another node on the database. */
async function node(nodeId: string) {
  const store = await openStore(await openEngine(databaseUrl))
  onTestFinished(() => store.close())
  const onError = (error: unknown) => {
    throw error
  }
  const onAlive = () => undefined
  const watching = new Watching({ store, notices: new Notices(store), nodeId, onAlive, onError })
  const presence = new Presence({ store, nodeId, watching, onError })
  await presence.check()
  return {
    store,
    presence,
    enter: (userId: string, id = `${nodeId} ${userId}`) =>
      presence.enter({ appId: 'shop', userId, id }),
  }
}

type Node = Awaited<ReturnType<typeof node>>

async function isLeaseFree(nodeId: string, witness: Node): Promise<boolean> {
  // After a restart of the database, the connection of the witness was closed too.
  const lease = await witness.store.lease(`node ${nodeId}`).catch(() => 'unknown' as const)
  if (lease !== 'unknown') await lease?.release()
  return lease !== undefined
}

/** Closes the connections of node `one`, as the end of its process would, until PostgreSQL has ended its session. */
async function die(one: Node, witness: Node): Promise<void> {
  await one.store.close()
  await eventually(async () => expect(await isLeaseFree('one', witness)).toBe(true))
}

const online = ({ store }: Node) => store.read.users.online('shop', ['alice', 'bob'])
const streams = async () => (await contentsOf(databaseUrl)).streams ?? []

beforeEach(async () => {
  databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  await chatOf(server.client).users('alice', 'bob')
  await server.close()
})

test('a node whose lease is free at two checks in a row is dead, and its users are offline', async () => {
  const [one, two] = [await node('one'), await node('two')]
  await one.enter('alice', 'first')
  await one.enter('alice', 'second')
  await one.enter('bob')
  await two.enter('bob')
  await two.presence.check()
  await two.presence.check()
  expect(await online(two)).toEqual(new Set(['alice', 'bob']))
  await die(one, two)
  await two.presence.check()
  expect(await streams()).toHaveLength(4)
  await two.presence.check()
  expect(await streams()).toMatchObject([{ node_id: 'two', user_id: 'bob' }])
  expect(await online(two)).toEqual(new Set(['bob']))
  // No row of the dead node remains.
  expect(await two.store.read.nodes.list()).toEqual(['two'])
})

test('if several nodes find a dead node, one of them ends its streams', async () => {
  const [one, two, three] = [await node('one'), await node('two'), await node('three')]
  await one.enter('alice')
  await die(one, two)
  await Promise.all([two.presence.check(), three.presence.check()])
  for (let look = 0; look < 3; look += 1)
    await Promise.all([two.presence.check(), three.presence.check()])
  expect(await streams()).toEqual([])
  expect(await online(two)).toEqual(new Set())
})

test('after a restart of the database, all nodes take their leases again, and no node counts as dead', async () => {
  const [one, two] = [await node('one'), await node('two')]
  await one.enter('alice')
  await two.enter('bob')
  await endLeaseSessions(databaseUrl)
  await eventually(async () => expect(await isLeaseFree('one', two)).toBe(false))
  for (let look = 0; look < 3; look += 1) {
    await one.presence.check()
    await two.presence.check()
  }
  expect(await online(two)).toEqual(new Set(['alice', 'bob']))
})

test('a node that was wrongly declared dead saves its open streams again', async () => {
  const [one, two] = [await node('one'), await node('two')]
  await one.enter('alice')
  await one.enter('bob')
  await two.store.write([], (tx) => tx.streams.delete(['one alice', 'one bob']))
  await one.presence.leave('one bob')
  await endLeaseSessions(databaseUrl)
  await eventually(async () => expect(await streams()).toHaveLength(1))
  expect(await streams()).toMatchObject([{ id: 'one alice', node_id: 'one', present: 1 }])
})
