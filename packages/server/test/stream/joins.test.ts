import { chatOf, faults } from '@openparley/test-kit/chat'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { testApp, testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const ids = (count: number) => Array.from({ length: count }, (_, number) => `user${number}`)

test('one event lists everyone who joins by one call, for the new and for the earlier participants', async () => {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'user0'])
  await chat.say('order', 'alice', 'Before', 'anyone')
  await chat.say('order', 'user0', 'joins')
  await chat.leave('order', 'user0')
  await chat.users(...ids(70))
  const streams = [await liveStream(server, 'alice'), await liveStream(server, 'user0')]
  await receivedSoFar(streams, chat)
  await chat.put('order', { participants: ['alice', ...ids(70)] })
  const heard = await receivedSoFar(streams, chat)
  for (const events of heard) {
    expect(events).toMatchObject([{ type: 'participant.joined', conversation: { id: 'order' } }])
    const [joined] = events
    if (joined?.type !== 'participant.joined') throw new Error('Somebody joined.')
    const byId = new Map(joined.participants.map((one) => [one.userId, one]))
    expect([...byId.keys()].sort()).toEqual(ids(70).sort())
    expect(byId.get('user0')).toMatchObject({ unreadMessageCount: 2, access: 'ReadWrite' })
    expect(byId.get('user69')).toMatchObject({ unreadMessageCount: 3 })
  }
  expect((await chat.seenBy('user69', 'order'))?.unreadMessageCount).toBe(3)
})

test('a conversation has no more participants than the app allows, by either call', async () => {
  const settings = { maxParticipants: 3 }
  const server = await testServer({
    apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001', settings }],
  })
  const chat = chatOf(server.client)
  await chat.users(...ids(5))
  const body = { participants: ids(4) }
  const params = { path: { conversationId: 'order' } }
  const tooMany = ['A conversation has at most 3 participants.']
  expect(
    await faults(chat.client.PUT('/conversations/{conversationId}', { params, body })),
  ).toEqual({
    '#/participants': tooMany,
  })
  await chat.put('order', { participants: ids(3) })
  await chat.put('order', { participants: ids(2), subject: 'Full' })
  const join = chat.client.PUT('/conversations/{conversationId}/participants/{userId}', {
    params: { path: { conversationId: 'order', userId: 'user4' } },
    body: {},
  })
  expect(await faults(join)).toEqual({ 'path/conversationId': tooMany })
  await chat.join('order', 'user0', { notify: false })
  await chat.leave('order', 'user1')
  await chat.join('order', 'user4')
  expect(Object.keys((await chat.get('order')).participants).sort()).toEqual([
    'user0',
    'user2',
    'user4',
  ])
})
