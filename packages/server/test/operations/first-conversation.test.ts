import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

test('three calls start a conversation that GET shows with its participants and message', async () => {
  const { client } = await testApp()
  for (const [userId, name] of [
    ['12081', 'Alice'],
    ['8029', 'Sebastian'],
  ] as const)
    await client.PUT('/users/{userId}', { params: { path: { userId } }, body: { name } })
  const path = { conversationId: 'order_391_fc' }
  await client.PUT('/conversations/{conversationId}', {
    params: { path },
    body: { participants: ['12081', '8029'], subject: 'What a lovely day!' },
  })
  const sent = await client.POST('/conversations/{conversationId}/messages', {
    params: { path },
    body: [{ type: 'UserMessage', text: 'Hello Alice!', sender: '8029' }],
  })
  const { data } = await client.GET('/conversations/{conversationId}', { params: { path } })
  expect(data).toMatchObject({
    id: 'order_391_fc',
    subject: 'What a lovely day!',
    participants: { 12081: { isUnread: true }, 8029: { isUnread: false } },
    lastMessage: { id: sent.data?.[0]?.id, text: 'Hello Alice!', senderId: '8029', readBy: [] },
  })
})
