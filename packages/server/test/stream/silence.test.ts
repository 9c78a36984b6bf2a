import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { testServer } from '@openparley/test-kit/server'
import { liveStream, type Site } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, onTestFinished, test } from 'vitest'
import { Notices } from '../../src/feed/notices.ts'
import { Presence } from '../../src/feed/presence.ts'
import { Watching } from '../../src/feed/watching.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'

/** Runs as many checks as a server does in 100 seconds. */
const silence = 50

/** The presence of a node without a server, so that the test decides when to check. */
async function nodeWith(...users: string[]) {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  await chatOf(server.client).users(...users)
  await server.close()
  const store = await openStore(await openEngine(databaseUrl))
  onTestFinished(() => store.close())
  const onError = (error: unknown) => {
    throw error
  }
  const onAlive = () => undefined
  const watching = new Watching({
    store,
    notices: new Notices(store),
    nodeId: 'one',
    onAlive,
    onError,
  })
  const presence = new Presence({ store, nodeId: 'one', watching, onError })
  const checks = async (count: number) => {
    for (let check = 0; check < count; check += 1) await presence.check()
  }
  const online = async () => [...(await store.read.users.online('shop', users))].sort()
  return { presence, checks, online }
}

test('a user whose client is silent for 100 seconds is offline, even with an open connection', async () => {
  const { presence, checks, online } = await nodeWith('alice', 'bob')
  await presence.enter({ appId: 'shop', userId: 'alice', id: 'a' })
  await presence.enter({ appId: 'shop', userId: 'bob', id: 'b' })
  await checks(silence)
  expect(await online()).toEqual(['alice', 'bob'])
  presence.hear('b')
  await checks(1)
  await expect.poll(online).toEqual(['bob'])
  await checks(silence - 1)
  expect(await online()).toEqual(['bob'])
  await checks(1)
  await expect.poll(online).toEqual([])
})

test('a client that is alive again after a sleep sets its user online', async () => {
  const { presence, checks, online } = await nodeWith('alice')
  await presence.enter({ appId: 'shop', userId: 'alice', id: 'a' })
  await checks(silence + 1)
  await expect.poll(online).toEqual([])
  expect(presence.hear('a')).toBe(true)
  await expect.poll(online).toEqual(['alice'])
  await presence.leave('a')
  expect(await online()).toEqual([])
  expect(presence.hear('a')).toBe(false)
})

test('a silent stream does not set a user offline if they have another stream with a live client', async () => {
  const { presence, checks, online } = await nodeWith('alice')
  await presence.enter({ appId: 'shop', userId: 'alice', id: 'silent' })
  await checks(silence / 2)
  await presence.enter({ appId: 'shop', userId: 'alice', id: 'new' })
  await checks(silence / 2 + 1)
  expect(await online()).toEqual(['alice'])
})

test('a client can mark only its own stream alive', async () => {
  const server = await testServer()
  await chatOf(server.client).users('alice', 'bob')
  const { streamId } = await liveStream(server, 'alice')
  const alive = async (site: Site, userId: string, id: string) => {
    const url = `${site.baseUrl}/v1/${site.appId}/realtime/streams/${id}`
    const headers = { authorization: `Bearer ${await userToken(site, userId)}` }
    return (await checkedFetch(new Request(url, { method: 'POST', headers }))).status
  }
  expect(await alive(server, 'alice', streamId)).toBe(200)
  expect(await alive(server, 'bob', streamId)).toBe(404)
  expect(await alive(server, 'alice', 'V1StGXR8_Z5jdHi6BmyT_')).toBe(404)
})
