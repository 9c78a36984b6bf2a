import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chatOf, ids } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { receivedSoFar, typesOf } from '@openparley/test-kit/fence'
import { clientOf, testApp, testServer } from '@openparley/test-kit/server'
import { liveStream, openStream, watchingStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, onTestFinished, test } from 'vitest'
import { online, presenceIn, waitUntilOnline } from './online.ts'

async function serverWith(...users: string[]) {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.users(...users)
  return { server, chat }
}

test('a user is online from the opening of a stream to its end', async () => {
  const { server, chat } = await serverWith('alice', 'bob')
  expect(await online(chat)).toEqual([])
  const stream = await openStream(server, 'alice')
  expect(await online(chat)).toEqual(['alice'])
  expect(ids(await chat.listUsers({ isOnline: false }))).toEqual(['bob'])
  await stream.cut()
  await waitUntilOnline(chat)
})

test('a user with several streams is online until the last stream ends, and watchers get one event', async () => {
  const { server, chat } = await serverWith('alice', 'bob')
  const bob = await watchingStream(server, 'bob', 'alice')
  const streams = await Promise.all([1, 2, 3].map(() => liveStream(server, 'alice')))
  await bob.next('user.online')
  for (const stream of streams) {
    expect(await online(chat)).toEqual(['alice', 'bob'])
    await stream.cut()
  }
  await waitUntilOnline(chat, 'bob')
  expect(await bob.next('user.offline')).toEqual({ type: 'user.offline', userId: 'alice' })
  expect(presenceIn(bob)).toEqual(['user.online alice', 'user.offline alice'])
})

test('a user whose streams open and close at the same time is online while one is open', async () => {
  const { server, chat } = await serverWith('alice', 'bob')
  const bob = await watchingStream(server, 'bob', 'alice')
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let round = 0; round < 3; round += 1) await (await liveStream(server, 'alice')).cut()
    }),
  )
  await waitUntilOnline(chat, 'bob')
  await eventually(() => expect(presenceIn(bob).at(-1)).toBe('user.offline alice'))
  const told = presenceIn(bob)
  expect(told).toEqual(told.map((_, at) => (at % 2 ? 'user.offline alice' : 'user.online alice')))
})

test('a request that is aborted before its stream starts sets nobody online', async () => {
  const { server, chat } = await serverWith('alice')
  const token = await userToken(server, 'alice')
  await Promise.all(
    Array.from({ length: 50 }, async (_, number) => {
      const request = new Request(`${server.baseUrl}/v1/${server.appId}/realtime/events`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(number),
      })
      // Some get a response before they are aborted; then the stream is cut.
      await fetch(request).then(
        ({ body }) => body?.cancel(),
        () => undefined,
      )
    }),
  )
  await waitUntilOnline(chat)
})

test('a user whose client is killed is offline', async () => {
  const { server, chat } = await serverWith('alice')
  const script = `const { body } = await fetch(process.argv[1], { headers: { authorization: process.argv[2] } })
    for await (const chunk of body) process.stdout.write(chunk)`
  const url = `${server.baseUrl}/v1/${server.appId}/realtime/events`
  const client = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    script,
    url,
    `Bearer ${await userToken(server, 'alice')}`,
  ])
  onTestFinished(() => void client.kill('SIGKILL'))
  await once(client.stdout, 'data')
  expect(await online(chat)).toEqual(['alice'])
  client.kill('SIGKILL')
  await waitUntilOnline(chat)
})

test('a user who is created while their stream is open is online from the start', async () => {
  const { server, chat } = await serverWith('bob')
  const alice = await liveStream(server, 'alice')
  const bob = await watchingStream(server, 'bob', 'alice')
  await receivedSoFar([bob], chat)
  await chat.users('alice')
  expect(await online(chat)).toEqual(['bob', 'alice'])
  expect(typesOf(await bob.until(({ type }) => type === 'user.online'))).toEqual([
    'user.created',
    'user.online',
  ])
  expect(presenceIn(alice)).toEqual([])
  await alice.cut()
  await waitUntilOnline(chat, 'bob')
})

test('presence in one app is not visible in another', async () => {
  const apps = ['shop', 'bakery'].map((id) => ({ id, secretKey: `sk_test_${id}_0001` }))
  const server = await testServer({ apps })
  const bakery = { ...server, appId: 'bakery', secretKey: 'sk_test_bakery_0001' }
  const [chat, other] = [chatOf(server.client), chatOf(clientOf(bakery))]
  for (const one of [chat, other]) await one.users('alice')
  await liveStream(bakery, 'alice')
  expect(await online(chat)).toEqual([])
  expect(await online(other)).toEqual(['alice'])
})
