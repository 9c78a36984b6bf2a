import { chatOf } from '@openparley/test-kit/chat'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { clientOf, testServer } from '@openparley/test-kit/server'
import { liveStream, openStream, requestStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

const apps = [
  { id: 'shop', secretKey: 'sk_test_shop_0001' },
  { id: 'bakery', secretKey: 'sk_test_bakery_0001' },
]

async function twoApps() {
  const server = await testServer({ apps })
  const [shop, bakery] = apps.map(({ id, secretKey }) => ({
    baseUrl: server.baseUrl,
    appId: id,
    secretKey,
    chat: chatOf(clientOf({ ...server, appId: id, secretKey })),
  }))
  if (!shop || !bakery) throw new Error('There are two apps.')
  for (const { chat } of [shop, bakery]) await chat.conversationWith('order', ['alice', 'bob'])
  return { shop, bakery }
}

test('a token of one app opens no stream of another app, whatever its user', async () => {
  const { shop, bakery } = await twoApps()
  const token = await userToken(bakery, 'alice')
  expect((await requestStream(shop, 'alice', { token })).status).toBe(401)
  await (await openStream(bakery, 'alice', { token })).next('ready')
  const forged = await userToken({ appId: 'shop', secretKey: bakery.secretKey }, 'alice')
  expect((await requestStream(shop, 'alice', { token: forged })).status).toBe(401)
})

test('users and conversations with the same ids in two apps get no events of each other', async () => {
  const { shop, bakery } = await twoApps()
  const [inShop, inBakery] = [await liveStream(shop, 'alice'), await liveStream(bakery, 'alice')]
  const start = inBakery.cursor
  await receivedSoFar([inShop], shop.chat)
  const [message] = await shop.chat.say('order', 'bob', 'Hello')
  await shop.chat.putUser('alice', { name: 'Alicia' })
  await shop.chat.mark('bob', 'order', true)
  await shop.chat.delete('order')
  const [heard] = await receivedSoFar([inShop], shop.chat)
  expect(heard).toMatchObject([
    { type: 'message.created', message: { id: message } },
    { type: 'user.updated' },
    { type: 'conversation.deleted' },
  ])
  expect(await receivedSoFar([inBakery], bakery.chat)).toEqual([[]])
  const resumed = await openStream(bakery, 'alice', { after: start })
  const replay = await resumed.until(({ type }) => type === 'ready')
  expect(replay).toMatchObject([
    { type: 'conversation.created' },
    { type: 'participant.joined' },
    { type: 'ready', replayed: 2 },
  ])
})

test('a cursor of another app resumes without events of that app', async () => {
  const { shop, bakery } = await twoApps()
  const inShop = await liveStream(shop, 'alice')
  await shop.chat.say('order', 'bob', 'Hello')
  await inShop.next('message.created')
  const resumed = await openStream(bakery, 'alice', { after: inShop.frames[0]?.cursor })
  expect(await resumed.until(({ type }) => type === 'ready')).toMatchObject([
    { type: 'ready', replayed: 0 },
  ])
})
