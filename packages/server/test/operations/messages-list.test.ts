import { chatOf, ids, pages } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

/** 13 messages, most of them sent in the same millisecond as others. */
async function serverWithMessages() {
  const now = clock()
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice'])
  await chat.conversationWith('other', ['alice'])
  const sent: string[] = []
  for (const count of [1, 7, 2, 3]) {
    const texts = Array.from({ length: count }, (_, index) => `${count}/${index}`)
    sent.push(...(await chat.say('order', 'alice', ...texts)))
    await chat.say('other', 'alice', 'elsewhere')
    now.time += 1
  }
  return { ...server, chat, sent }
}

describe('the list of messages', () => {
  test('has the "newest first", 10 of them by default, or 1 to 100', async () => {
    const { chat, sent, call } = await serverWithMessages()
    const newestFirst = [...sent].reverse()
    expect(ids(await chat.messages('order'))).toEqual(newestFirst.slice(0, 10))
    expect(ids(await chat.messages('order', { limit: 100 }))).toEqual(newestFirst)
    for (const limit of [0, 101])
      expect((await call('GET', `/conversations/order/messages?limit=${limit}`)).status).toBe(400)
  })

  test.each(['ASC', 'DESC'] as const)(
    'returns each message once in pages of any size, %s',
    async (orderDirection) => {
      const { chat, sent } = await serverWithMessages()
      const expected = orderDirection === 'ASC' ? sent : [...sent].reverse()
      for (const limit of [1, 2, 5, 12, 13, 14]) {
        const list = (query: object) =>
          chat.messages('order', { orderBy: 'createdAt', orderDirection, ...query })
        expect(await pages(list, limit)).toEqual(expected)
      }
    },
  )

  test('continues after the same message while others are sent and deleted', async () => {
    const { chat, sent } = await serverWithMessages()
    const newestFirst = [...sent].reverse()
    const [, second = '', third = ''] = newestFirst
    await chat.say('order', 'alice', 'new')
    await chat.deleteMessage('order', third)
    const page = await chat.messages('order', { startingAfter: second, limit: 2 })
    expect(ids(page)).toEqual(newestFirst.slice(3, 5))
  })

  test('shows each message as GET does', async () => {
    const { chat } = await serverWithMessages()
    for (const message of await chat.messages('order', { limit: 3 }))
      expect(message).toEqual(await chat.message('order', message.id))
  })

  test.each([
    'startingAfter=msg_0000000000000000000000',
    'startingAfter=first',
    'orderBy=lastActivity',
    'orderDirection=down',
    'offsetTs=1',
  ])('refuses %s with a 400 that names it', async (query) => {
    const { call } = await serverWithMessages()
    const { status, body } = await call('GET', `/conversations/order/messages?${query}`)
    expect(status).toBe(400)
    expect(Object.keys((body as { errors: object }).errors)).toEqual([
      `query/${query.split('=')[0]}`,
    ])
  })

  test('cannot start after a message of another conversation, and an unknown conversation is a 404', async () => {
    const { chat, call } = await serverWithMessages()
    const [elsewhere] = ids(await chat.messages('other'))
    const path = (id: string) => `/conversations/${id}/messages?startingAfter=${elsewhere}`
    expect((await call('GET', path('order'))).status).toBe(400)
    expect((await call('GET', path('never'))).status).toBe(404)
  })
})
