import { chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { untilLogIsReadable } from '@openparley/test-kit/readable'
import { clientOf, testServer } from '@openparley/test-kit/server'
import {
  liveStream,
  openStream,
  requestWatch,
  type Site,
  type TestStream,
  watchingStream,
  watchUsers,
} from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { presenceIn } from './online.ts'

async function serverWith(...users: string[]) {
  const apps = ['shop', 'bakery'].map((id) => ({ id, secretKey: `sk_test_${id}_secret` }))
  const server = await testServer({ apps })
  const chat = chatOf(server.client)
  await chat.users(...users)
  await untilLogIsReadable(server)
  return { server, chat }
}

test('watching returns snapshots of the users who changed since the last event of the client, and who is online', async () => {
  const { server, chat } = await serverWith('alice', 'bob', 'carol')
  await liveStream(server, 'bob')
  const stream = await liveStream(server, 'alice')
  const first = await watchUsers(server, 'alice', stream, { bob: 0, carol: 0, nobody: 0 })
  expect(first.users.map(({ id }) => id).sort()).toEqual(['bob', 'carol'])
  expect(first.online).toEqual(['bob'])
  const numbers = Object.fromEntries(first.users.map(({ id, lastEventId }) => [id, lastEventId]))
  await chat.putUser('carol', { name: 'Caroline', email: ['carol@secret.example'] })
  const again = await watchUsers(server, 'alice', stream, numbers)
  expect(again.users).toMatchObject([{ id: 'carol', name: 'Caroline' }])
  expect(JSON.stringify(again)).not.toContain('secret')
})

test('a stream gets the presence of the users whom it watches, and of nobody else', async () => {
  const { server } = await serverWith('alice', 'bob', 'carol', 'dave')
  const stream = await watchingStream(server, 'alice', 'bob', 'carol')
  const other = await liveStream(server, 'dave')
  const bob = await liveStream(server, 'bob')
  await stream.next('user.online')
  const replaced = await watchUsers(server, 'alice', stream, { carol: 0, dave: 0 })
  expect(replaced.online).toEqual(['dave'])
  await bob.cut()
  const carol = await liveStream(server, 'carol')
  await stream.next('user.online')
  await carol.cut()
  await stream.next('user.offline')
  expect(presenceIn(stream)).toEqual(['user.online bob', 'user.online carol', 'user.offline carol'])
  expect(presenceIn(other)).toEqual([])
})

test('a stream that does not exist, has ended, or belongs to another user or app cannot watch users', async () => {
  const { server } = await serverWith('alice', 'bob')
  const stream = await liveStream(server, 'alice')
  const { streamId } = stream
  const bakery = { ...server, appId: 'bakery', secretKey: 'sk_test_bakery_secret' }
  const status = async (site: Site, userId: string, id: string) =>
    (await requestWatch(site, userId, id, { bob: 0 })).status
  expect(await status(server, 'alice', 'V1StGXR8_Z5jdHi6BmyT_')).toBe(404)
  expect(await status(server, 'bob', streamId)).toBe(404)
  expect(await status(bakery, 'alice', streamId)).toBe(404)
  expect(await status(server, 'alice', streamId)).toBe(200)
  await stream.cut()
  await eventually(async () => expect(await status(server, 'alice', streamId)).toBe(404))
})

test('a stream watches at most 1,000 users', async () => {
  const { server } = await serverWith('alice')
  const stream = await liveStream(server, 'alice')
  const some = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [`user${number}`, 0]))
  expect((await requestWatch(server, 'alice', stream.streamId, some(1000))).status).toBe(200)
  expect((await requestWatch(server, 'alice', stream.streamId, some(1001))).status).toBe(400)
})

test('presence is not in the log: a resume does not replay it, and its events have no ids', async () => {
  const { server, chat } = await serverWith('alice', 'bob')
  const stream = await watchingStream(server, 'alice', 'bob')
  const { cursor } = stream
  for (let round = 0; round < 3; round += 1) {
    const bob = await liveStream(server, 'bob')
    await stream.next('user.online')
    await bob.cut()
    await stream.next('user.offline')
  }
  expect(stream.cursor).toBe(cursor)
  const resumed = await openStream(server, 'alice', { after: cursor })
  expect(await resumed.next('ready')).toMatchObject({ replayed: 0 })
  await receivedSoFar([resumed], chat)
  expect(presenceIn(resumed)).toEqual([])
})

/** The names of the user, each once, in the order in which the client received them. */
const namesIn = ({ frames }: TestStream, known: { name: string; number: number }) => {
  const names = [known.name]
  let last = known.number
  for (const { event } of frames)
    if (event?.type === 'user.updated' && event.user.id === 'bob' && event.id > last) {
      names.push(event.user.name)
      last = event.id
    }
  return names
}

test('nothing is lost between the snapshot and the first event while the user changes constantly', async () => {
  const { server, chat } = await serverWith('alice', 'bob')
  let isOver = false
  const names: string[] = []
  const writing = (async () => {
    for (let number = 0; !isOver; number += 1) {
      await chat.putUser('bob', { name: `${number}` })
      names.push(`${number}`)
    }
  })()
  await eventually(() => expect(names.length).toBeGreaterThan(0))
  const watchers = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const stream = await liveStream(server, 'alice')
      await eventually(() => expect(names.length).toBeGreaterThan(index * 3))
      const { users } = await watchUsers(server, 'alice', stream, { bob: 0 })
      const [bob] = users
      return { stream, known: { name: bob?.name ?? '', number: bob?.lastEventId ?? 0 } }
    }),
  )
  isOver = true
  await writing
  await chat.putUser('bob', { name: 'last' })
  for (const { stream, known } of watchers) {
    await stream.until((event) => event.type === 'user.updated' && event.user.name === 'last')
    const all = [...names, 'last']
    expect(namesIn(stream, known)).toEqual(all.slice(all.indexOf(known.name)))
  }
})

test('presence is correct after users have connected and disconnected constantly', async () => {
  const { server } = await serverWith('alice', 'bob')
  const client = chatOf(clientOf(server))
  let isOver = false
  const flapping = (async () => {
    while (!isOver) await (await liveStream(server, 'bob')).cut()
  })()
  const watchers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const stream = await liveStream(server, 'alice')
      const { online } = await watchUsers(server, 'alice', stream, { bob: 0 })
      return { stream, wasOnline: online.includes('bob') }
    }),
  )
  isOver = true
  await flapping
  await eventually(async () => {
    const users = await client.listUsers({ isOnline: true })
    expect(users.map(({ id }) => id)).not.toContain('bob')
  })
  for (const { stream, wasOnline } of watchers)
    await eventually(() => {
      const before = wasOnline ? 'user.online bob' : 'user.offline bob'
      expect(presenceIn(stream).at(-1) ?? before).toBe('user.offline bob')
    })
})
