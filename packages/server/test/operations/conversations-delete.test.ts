import { chatOf, ids, userMessage } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

/** Two conversations of alice and bob, and someone without access to the first. */
async function serverWithConversations() {
  const server = await testApp()
  const chat = chatOf(server.client)
  for (const id of ['order', 'other']) {
    await chat.conversationWith(id, ['alice', 'bob', 'carol'], { custom: { kind: id } })
    await chat.say(id, 'alice', 'Hello', 'there')
  }
  await chat.change('order', 'carol', { access: 'None' })
  return { ...server, chat }
}

describe('DELETE conversation', () => {
  test('"All messages in the conversation will be deleted", "Participants will not be a part of the conversation anymore" and "All the conversation metadata will be erased"', async () => {
    const { chat, call } = await serverWithConversations()
    const [messageId] = ids(await chat.messages('order'))
    expect(await chat.delete('order')).toEqual({})
    for (const path of ['', '/messages', `/messages/${messageId}`])
      expect((await call('GET', `/conversations/order${path}`)).status).toBe(404)
    await chat.put('order')
    expect(await chat.get('order')).toMatchObject({
      custom: {},
      participants: {},
      lastMessage: null,
    })
    expect(await chat.messages('order')).toEqual([])
  })

  test('"The conversation gets removed from all (former) participants\' Inbox feeds", and from every list', async () => {
    const { chat } = await serverWithConversations()
    await chat.delete('order')
    for (const orderBy of ['lastActivity', 'createdAt'] as const) {
      expect(ids(await chat.list({ orderBy }))).toEqual(['other'])
      for (const user of ['alice', 'bob', 'carol'])
        expect(ids(await chat.listOf(user, { orderBy }))).toEqual(['other'])
    }
    expect(ids(await chat.listOf('bob', { unreadsOnly: true }))).toEqual(['other'])
    expect(ids(await chat.list({ filter: '{"custom":{"kind":["==","order"]}}' }))).toEqual([])
  })

  test('"Users that take part in the conversation WILL NOT be deleted"', async () => {
    const { chat } = await serverWithConversations()
    const before = await chat.listUsers()
    await chat.delete('order')
    expect(await chat.listUsers()).toEqual(before)
    expect(await chat.get('other')).toMatchObject({ custom: { kind: 'other' } })
    expect(await chat.messages('other')).toHaveLength(2)
  })

  test('is a 404 the second time, and for a conversation that never existed', async () => {
    const { chat, call } = await serverWithConversations()
    await chat.delete('order')
    for (const id of ['order', 'never'])
      expect((await call('DELETE', `/conversations/${id}`)).status).toBe(404)
  })

  test('leaves nothing for a new conversation with the same id', async () => {
    const { chat } = await serverWithConversations()
    const sent = () => chat.send('order', userMessage('alice', 'Hi', { idempotencyKey: 'once' }))
    const [first] = await sent()
    await chat.mark('bob', 'order', false)
    await chat.delete('order')
    await chat.put('order', { participants: ['alice', 'bob'] })
    expect(await chat.seenBy('bob', 'order')).toMatchObject({ unreadMessageCount: 0 })
    const [second] = await sent()
    expect(second, 'the key was forgotten').not.toBe(first)
    expect(await chat.message('order', second ?? '')).toMatchObject({ text: 'Hi', readBy: [] })
    expect(await chat.seenBy('bob', 'order')).toMatchObject({ unreadMessageCount: 1 })
  })

  test('returns 200 to one of many concurrent calls', async () => {
    const { call } = await serverWithConversations()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('DELETE', '/conversations/order')),
    )
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array(7).fill(404)])
  })
})
