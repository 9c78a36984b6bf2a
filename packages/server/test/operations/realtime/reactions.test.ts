import { chatOf, expectFaults, userMessage } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp, userClientOf } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { describe, expect, test } from 'vitest'

const conversationId = 'trade'
const reactionsPath =
  '/realtime/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}'

/** A conversation of alice and bob with a message of alice, and their own calls. */
async function trade(more: string[] = []) {
  const now = clock()
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  await chat.conversationWith(conversationId, ['alice', 'bob', ...more])
  const [messageId = ''] = await chat.say(conversationId, 'alice', 'It is sold.')
  const as = (userId: string) => {
    const client = userClientOf(server, userId)
    const of = (emoji: string, id = messageId) => ({
      params: { path: { conversationId, messageId: id, emoji } },
    })
    return {
      client,
      add: (emoji: string, id?: string) => client.PUT(reactionsPath, of(emoji, id)),
      remove: (emoji: string, id?: string) => client.DELETE(reactionsPath, of(emoji, id)),
      list: async (emoji: string, query: { limit?: number; startingAfter?: string } = {}) => {
        const { path } = of(emoji).params
        return client.GET(reactionsPath, { params: { path, query } })
      },
    }
  }
  return { now, server, chat, messageId, as }
}

describe('reactions with a user token', () => {
  test('are those of its user, in each snapshot of the message', async () => {
    const { chat, as, messageId } = await trade()
    await chat.react(conversationId, messageId, '🚀', 'alice')
    const [bob, alice] = [as('bob'), as('alice')]
    expect((await bob.add('\u2764')).data).toEqual({})
    expect((await bob.add('\u2764')).data).toEqual({})
    const [reply = ''] = await chat.send(
      conversationId,
      userMessage('alice', 'Sold again.', { referencedMessageId: messageId }),
    )
    const seenBy = (isBob: boolean) => [
      { emoji: '🚀', count: 1, currentUserReacted: !isBob },
      { emoji: '\u2764\uFE0F', count: 1, currentUserReacted: isBob },
    ]
    for (const [user, reactions] of [
      [bob, seenBy(true)],
      [alice, seenBy(false)],
    ] as const) {
      const path = { conversationId, messageId }
      const one = await user.client.GET(
        '/realtime/conversations/{conversationId}/messages/{messageId}',
        { params: { path } },
      )
      expect(one.data).toMatchObject({ reactions })
      const list = await user.client.GET('/realtime/conversations/{conversationId}/messages', {
        params: { path },
      })
      expect(list.data?.data).toMatchObject([
        { id: reply, reactions: [], referencedMessage: { id: messageId, reactions } },
        { id: messageId, reactions },
      ])
      const found = await user.client.GET('/realtime/search/messages', {
        params: { query: { query: 'is sold' } },
      })
      expect(found.data?.data).toMatchObject([{ id: messageId, reactions }])
    }
    await chat.deleteMessage(conversationId, reply)
    const path = { conversationId }
    for (const user of [bob, alice]) {
      const reactions = seenBy(user === bob)
      const { data } = await user.client.GET('/realtime/conversations/{conversationId}', {
        params: { path },
      })
      expect(data?.lastMessage).toMatchObject({ reactions })
      const own = await user.client.GET('/realtime/conversations')
      expect(own.data?.data[0]?.lastMessage).toMatchObject({ reactions })
    }
    expect((await bob.remove('\u2764\uFE0F')).data).toEqual({})
    expect((await bob.remove('🚀')).data).toEqual({})
    expect((await chat.message(conversationId, messageId)).reactions).toEqual([
      { emoji: '🚀', count: 1 },
    ])
  })

  test('are listed with their users, in pages, with the newest event that they include', async () => {
    const { now, chat, as, messageId } = await trade()
    for (const userId of ['bob', 'alice']) {
      now.time += 5
      await chat.react(conversationId, messageId, '🚀', userId)
    }
    const bob = as('bob')
    const first = (await bob.list('🚀', { limit: 1 })).data
    expect(first).toMatchObject({
      data: [{ user: { id: 'bob', name: 'bob' }, createdAt: now.time - 5 }],
      hasMore: true,
    })
    const second = (await bob.list('🚀', { startingAfter: 'bob' })).data
    expect(second).toMatchObject({
      data: [{ user: { id: 'alice' }, createdAt: now.time }],
      hasMore: false,
      lastEventId: first?.lastEventId,
    })
    expect((await bob.list('👍')).data).toMatchObject({ data: [], hasMore: false })
    await expectFaults(bob.list('👍', { startingAfter: 'bob' }), 'query/startingAfter')
    const path = { conversationId }
    const snapshot = await bob.client.GET('/realtime/conversations/{conversationId}', {
      params: { path },
    })
    expect(snapshot.data?.lastEventId).toBe(first?.lastEventId)
  })

  test('arrive as events with the reactions to the message, only if something changes', async () => {
    const { server, now, as, messageId } = await trade()
    const stream = await liveStream(server, 'alice')
    const bob = as('bob')
    for (const change of [bob.add, bob.add, bob.remove, bob.remove]) await change('\u2764')
    await as('alice').add('👍')
    await stream.until((event) => event.type === 'reaction.added' && event.userId === 'alice')
    const events = stream.frames.flatMap(({ event }) =>
      event?.type.startsWith('reaction.') ? event : [],
    )
    const common = { id: expect.any(Number), createdAt: now.time, conversationId, messageId }
    const heart = { ...common, emoji: '\u2764\uFE0F', userId: 'bob' }
    expect(events).toEqual([
      { type: 'reaction.added', ...heart, reactions: [{ emoji: '\u2764\uFE0F', count: 1 }] },
      { type: 'reaction.removed', ...heart, reactions: [] },
      {
        type: 'reaction.added',
        ...common,
        emoji: '👍',
        userId: 'alice',
        reactions: [{ emoji: '👍', count: 1 }],
      },
    ])
  })

  test('need one emoji, and a message that exists', async () => {
    const { as } = await trade()
    const bob = as('bob')
    await expectFaults(bob.add('yes'), 'path/emoji')
    await expectFaults(bob.remove('👍👍'), 'path/emoji')
    await expectFaults(bob.list('1'), 'path/emoji')
    for (const call of [bob.add, bob.remove])
      expect((await call('👍', 'msg_0123456789abcdefghijkl')).response.status).toBe(404)
  })
})
