import { contentsOf } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { broughtTo } from '@openparley/test-kit/fence'
import { startNodes } from '@openparley/test-kit/nodes'
import { type Event, liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { onceOnline, online } from './online.ts'

type Nodes = Awaited<ReturnType<typeof startNodes>>['nodes']
type Three = [Nodes[number], Nodes[number], Nodes[number]]

async function threeNodes(...users: string[]) {
  const { databaseUrl, nodes } = await startNodes(3)
  await (nodes as Three)[0].chat.users(...users)
  return { databaseUrl, nodes: nodes as Three }
}

const told = (events: Event[] | undefined) =>
  events?.map((event) => ('userId' in event ? `${event.type} ${event.userId}` : event.type))

test('whoever opens a stream on one node is online on each as soon as it answers, and offline when it closes', async () => {
  const {
    nodes: [one, two, three],
  } = await threeNodes('alice', 'bob')
  const bob = await liveStream(two, 'bob')
  await broughtTo([bob], two.chat)
  const alice = await liveStream(one, 'alice')
  for (const { chat } of [one, two, three]) expect(await online(chat)).toEqual(['alice', 'bob'])
  await alice.cut()
  await onceOnline(three.chat, 'bob')
  for (const { chat } of [one, two]) expect(await online(chat)).toEqual(['bob'])
  const [heard] = await broughtTo([bob], two.chat)
  expect(told(heard)).toEqual(['user.online alice', 'user.offline alice'])
})

test('the users of a killed node go offline on the others, once, but not who has a stream on another node', async () => {
  const {
    databaseUrl,
    nodes: [one, two, three],
  } = await threeNodes('alice', 'bob', 'carol')
  for (const userId of ['alice', 'alice', 'bob']) await liveStream(one, userId)
  await liveStream(two, 'bob')
  const carol = await liveStream(three, 'carol')
  await broughtTo([carol], three.chat)
  await one.kill()
  // All that the killed node had is ended: of bob there is one stream left, of carol one.
  await eventually(
    async () => (await contentsOf(databaseUrl)).streams ?? [],
    (rows) => rows.length === 2,
  )
  for (const { chat } of [two, three]) expect(await online(chat)).toEqual(['bob', 'carol'])
  const [heard] = await broughtTo([carol], three.chat)
  expect(told(heard)).toEqual(['user.offline alice'])
}, 60_000)

test('a node that stood still so long that it was taken for dead has its users online again', async () => {
  const {
    nodes: [one, two],
  } = await threeNodes('alice', 'bob')
  const alice = await liveStream(one, 'alice')
  const bob = await liveStream(two, 'bob')
  await broughtTo([bob], two.chat)
  process.kill(one.pid, 'SIGSTOP')
  await bob.next('user.offline')
  expect(await online(two.chat)).toEqual(['bob'])
  process.kill(one.pid, 'SIGCONT')
  expect(await bob.next('user.online')).toMatchObject({ userId: 'alice' })
  expect(await online(two.chat)).toEqual(['alice', 'bob'])
  // Her stream went on, with what happened meanwhile.
  const [heard] = await broughtTo([alice], two.chat)
  expect(told(heard)?.slice(-2)).toEqual(['user.offline alice', 'user.online alice'])
  await alice.cut()
  await onceOnline(two.chat, 'bob')
}, 60_000)
