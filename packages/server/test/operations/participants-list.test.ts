import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

async function serverWithParticipants(...userIds: string[]) {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('order', userIds)
  const list = async (query: object = {}) => {
    const path = { conversationId: 'order' }
    return server.client.GET('/conversations/{conversationId}/participants', {
      params: { path, query },
    })
  }
  return { ...server, chat, list }
}

describe('the list of participants', () => {
  test('shows participants with access like the conversation does, by user id', async () => {
    const { chat, client, list } = await serverWithParticipants('carol', 'alice', 'bob')
    await client.PATCH('/conversations/{conversationId}/participants/{userId}', {
      params: { path: { conversationId: 'order', userId: 'bob' } },
      body: { access: 'None' },
    })
    await chat.say('order', 'carol', 'Hello')
    const { participants } = await chat.get('order')
    const { data } = await list()
    expect(data?.data.map(({ userId }) => userId)).toEqual(['alice', 'carol'])
    for (const { userId, ...participant } of data?.data ?? [])
      expect(participant).toEqual(participants[userId])
  })

  test.each([1, 2, 3, 99])(
    'returns each of 100 participants once in pages of %i',
    async (limit) => {
      const ids = Array.from(
        { length: 100 },
        (_, index) => `user-${String(index).padStart(3, '0')}`,
      )
      const { list } = await serverWithParticipants(...ids)
      const found: string[] = []
      for (let after: string | undefined; ; after = found.at(-1)) {
        const { data } = await list({ limit, ...(after && { startingAfter: after }) })
        found.push(...(data?.data.map(({ userId }) => userId) ?? []))
        if ((data?.data.length ?? 0) < limit) break
      }
      expect(found).toEqual(ids)
      expect((await list()).data?.data).toHaveLength(100)
    },
  )

  test('refuses a limit out of range and a startingAfter that is not a participant with 400', async () => {
    const { chat, list } = await serverWithParticipants('alice')
    await chat.users('stranger')
    for (const query of [{ limit: 0 }, { limit: 101 }, { startingAfter: 'stranger' }])
      expect((await list(query)).response.status).toBe(400)
  })

  test('is a 404 for an unknown conversation', async () => {
    const { client } = await testApp()
    const params = { path: { conversationId: 'unknown' } }
    const call = await client.GET('/conversations/{conversationId}/participants', { params })
    expect(call.response.status).toBe(404)
  })
})
