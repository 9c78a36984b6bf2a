import { countRows } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { startNodes, withNewApp } from '@openparley/test-kit/nodes'
import { liveStream, watchingStream, watchUsers } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { online, presenceIn, waitUntilOnline } from './online.ts'

type Nodes = Awaited<ReturnType<typeof startNodes>>['nodes']
type Three = [Nodes[number], Nodes[number], Nodes[number]]

let starting: ReturnType<typeof startNodes> | undefined

/** The nodes of all tests, with an app of the test. The last test kills one. */
async function threeNodes(...users: string[]) {
  starting ??= startNodes(3, onFileFinished)
  const { databaseUrl, nodes } = await withNewApp(await starting)
  await (nodes as Three)[0].chat.users(...users)
  return { databaseUrl, nodes: nodes as Three }
}

test('a user with a stream on one node is online on all nodes as soon as the stream opens, and offline when it closes', async () => {
  const {
    nodes: [one, two, three],
  } = await threeNodes('alice', 'bob')
  const bob = await watchingStream(two, 'bob', 'alice')
  const alice = await liveStream(one, 'alice')
  for (const { chat } of [one, two, three]) expect(await online(chat)).toEqual(['alice', 'bob'])
  await bob.next('user.online')
  await alice.cut()
  await waitUntilOnline(three.chat, 'bob')
  for (const { chat } of [one, two]) expect(await online(chat)).toEqual(['bob'])
  await bob.next('user.offline')
  expect(presenceIn(bob)).toEqual(['user.online alice', 'user.offline alice'])
})

test('a frozen node that was counted as dead has its users online again when it continues', async () => {
  const {
    nodes: [one, two],
  } = await threeNodes('alice', 'bob')
  const alice = await liveStream(one, 'alice')
  const bob = await watchingStream(two, 'bob', 'alice')
  await watchUsers(two, 'alice', alice, { bob: 0 })
  process.kill(one.pid, 'SIGSTOP')
  await bob.next('user.offline')
  expect(await online(two.chat)).toEqual(['bob'])
  process.kill(one.pid, 'SIGCONT')
  expect(await bob.next('user.online')).toMatchObject({ userId: 'alice' })
  expect(await online(two.chat)).toEqual(['alice', 'bob'])
  // Her stream continued, and watches the same users.
  await bob.cut()
  await alice.next('user.offline')
  await alice.cut()
  await waitUntilOnline(two.chat)
})

test('the users of a killed node go offline once, except those with a stream on another node', async () => {
  const {
    databaseUrl,
    nodes: [one, two, three],
  } = await threeNodes('alice', 'bob', 'carol')
  for (const userId of ['alice', 'alice', 'bob']) await liveStream(one, userId)
  await liveStream(two, 'bob')
  const carol = await watchingStream(three, 'carol', 'alice', 'bob')
  await one.kill()
  // All streams of the killed node have ended: bob and carol have one stream left each.
  await eventually(
    async () => expect(await countRows(databaseUrl, 'streams')).toEqual({ streams: 2 }),
    55_000,
  )
  for (const { chat } of [two, three]) expect(await online(chat)).toEqual(['bob', 'carol'])
  await carol.next('user.offline')
  expect(presenceIn(carol)).toEqual(['user.offline alice'])
})
