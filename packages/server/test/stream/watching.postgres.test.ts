import { eventually } from '@openparley/test-kit/eventually'
import { twoServers } from '@openparley/test-kit/nodes'
import { liveStream, requestWatch, watchUsers } from '@openparley/test-kit/stream'
import pg from 'pg'
import { expect, test } from 'vitest'
import { presenceIn } from './online.ts'

async function twoNodes() {
  const nodes = await twoServers()
  await nodes.here.chat.users('alice', 'bob', 'carol')
  return nodes
}

test('the users that a stream watches can be set on any node', async () => {
  const { here, there } = await twoNodes()
  const alice = await liveStream(here, 'alice')
  const first = await watchUsers(there, 'alice', alice, { bob: 0, carol: 0 })
  expect(first).toMatchObject({ users: [{ id: 'bob' }, { id: 'carol' }], online: [] })
  await there.chat.putUser('bob', { name: 'Robert' })
  const updated = alice.until((event) => event.type === 'user.updated')
  expect((await updated).at(-1)).toMatchObject({ user: { id: 'bob', name: 'Robert' } })
  const bob = await liveStream(there, 'bob')
  await alice.next('user.online')
  const replaced = await watchUsers(there, 'alice', alice, { carol: 0 })
  expect(replaced.online).toEqual([])
  await bob.cut()
  await liveStream(there, 'carol')
  await alice.next('user.online')
  expect(presenceIn(alice)).toEqual(['user.online bob', 'user.online carol'])
  expect((await requestWatch(there, 'bob', alice.streamId, {})).status).toBe(404)
})

test('a stream learns who is online even if notices between the nodes are lost', async () => {
  const { databaseUrl, here, there } = await twoNodes()
  const alice = await liveStream(here, 'alice')
  await watchUsers(here, 'alice', alice, { bob: 0 })
  const client = new pg.Client(databaseUrl)
  await client.connect()
  // A node receives no notices while its connections are cut repeatedly.
  const cut = () =>
    client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
       AND (query LIKE 'LISTEN%' OR query LIKE 'NOTIFY%' OR query LIKE 'SELECT pg_notify%')`,
    )
  await cut()
  const bob = await liveStream(there, 'bob')
  await cut()
  await client.end()
  await alice.next('user.online')
  await bob.cut()
  await eventually(() => expect(presenceIn(alice).at(-1)).toBe('user.offline bob'))
})
