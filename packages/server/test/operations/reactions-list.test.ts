import { chatOf, expectFaults, ids } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { everyItem } from '@openparley/test-kit/lists'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

const conversationId = 'trade'

/** A conversation of alice, bob and carol with a message of alice. */
async function trade(more: string[] = []) {
  const now = clock()
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  await chat.conversationWith(conversationId, ['alice', 'bob', 'carol', ...more])
  const [messageId = ''] = await chat.say(conversationId, 'alice', 'It is sold.')
  const summary = async () => (await chat.message(conversationId, messageId)).reactions
  const react = (emoji: string, userId: string) =>
    chat.react(conversationId, messageId, emoji, userId)
  const unreact = (emoji: string, userId: string) =>
    chat.unreact(conversationId, messageId, emoji, userId)
  const put = (emoji: string, userId: string) =>
    server.client.PUT(
      '/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}',
      { params: { path: { conversationId, messageId, emoji, userId } } },
    )
  const who = async (emoji: string, query = {}) =>
    (await chat.reactions(conversationId, messageId, emoji, query)).map(({ userId }) => userId)
  return { now, server, chat, messageId, summary, react, unreact, put, who }
}

describe('reactions of users', () => {
  test('are counted by emoji, the oldest emoji first, and listed in the order in which they were added', async () => {
    const { now, summary, react, unreact, who, chat, messageId } = await trade()
    await react('👍', 'bob')
    now.time += 1
    await react('🚀', 'bob')
    now.time += 1
    await react('👍', 'alice')
    const thumbs = await chat.reactions(conversationId, messageId, '👍')
    expect(thumbs).toEqual([
      { userId: 'bob', createdAt: now.time - 2 },
      { userId: 'alice', createdAt: now.time },
    ])
    expect(await summary()).toEqual([
      { emoji: '👍', count: 2 },
      { emoji: '🚀', count: 1 },
    ])
    await unreact('👍', 'bob')
    expect(await who('👍')).toEqual(['alice'])
    await unreact('👍', 'alice')
    expect(await summary()).toEqual([{ emoji: '🚀', count: 1 }])
    expect(await who('👍')).toEqual([])
    await react('👍', 'alice')
    expect((await summary()).map(({ emoji }) => emoji)).toEqual(['🚀', '👍'])
  })

  test('are the same in each form of an emoji, and added and removed once', async () => {
    const { summary, react, unreact, who } = await trade()
    for (const form of ['\u2764', '\u2764\uFE0F', '\u2764']) await react(form, 'bob')
    expect(await summary()).toEqual([{ emoji: '\u2764\uFE0F', count: 1 }])
    expect(await who('\u2764')).toEqual(['bob'])
    for (const form of ['\u2764', '\u2764\uFE0F']) await unreact(form, 'bob')
    await unreact(':never:', 'bob')
    expect(await summary()).toEqual([])
  })

  test('are in every list of messages and conversations', async () => {
    const { chat, react, messageId } = await trade()
    await react('👍', 'bob')
    const reactions = [{ emoji: '👍', count: 1 }]
    const [listed] = await chat.messages(conversationId)
    expect(listed).toMatchObject({ id: messageId, reactions })
    for (const [conversation] of [await chat.list(), await chat.listOf('bob')])
      expect(conversation?.lastMessage).toMatchObject({ id: messageId, reactions })
    expect((await chat.get(conversationId)).lastMessage).toMatchObject({ reactions })
    await chat.edit(conversationId, messageId, { text: 'It was sold.' })
    expect(await chat.message(conversationId, messageId)).toMatchObject({ reactions })
  })

  test('do not make a conversation unread, and do not change its place in lists', async () => {
    const { now, chat, react, unreact } = await trade()
    await chat.mark('bob', conversationId, false)
    now.time += 1000
    await chat.put('later', { participants: ['alice', 'bob'] })
    await chat.say('later', 'alice', 'Hello')
    now.time += 1000
    await react('👍', 'alice')
    await unreact('👍', 'alice')
    expect(await chat.seenBy('bob', conversationId)).toMatchObject({ unreadMessageCount: 0 })
    expect(ids(await chat.listOf('bob'))).toEqual(['later', conversationId])
  })

  test('are listed in pages, also if they were added at the same time', async () => {
    const users = Array.from({ length: 23 }, (_, index) => `user${index + 10}`)
    const { react, chat, messageId, server } = await trade(users)
    for (const userId of users) await react('👍', userId)
    await react('🚀', 'bob')
    const list = async (query: { limit?: number; startingAfter?: string }) =>
      (await chat.reactions(conversationId, messageId, '👍', query)).map(({ userId }) => ({
        id: userId,
      }))
    expect(await list({})).toHaveLength(10)
    expect(ids(await everyItem(7, list))).toEqual(users)
    const params = {
      path: { conversationId, messageId, emoji: '👍' },
      query: { startingAfter: 'bob' },
    }
    await expectFaults(
      server.client.GET('/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}', {
        params,
      }),
      'query/startingAfter',
    )
  })

  test('are each counted once if many are added and removed at the same time', async () => {
    const users = Array.from({ length: 20 }, (_, index) => `user${index + 10}`)
    const { react, unreact, summary, who } = await trade(users)
    await Promise.all(users.flatMap((userId) => [react('👍', userId), react('👍', userId)]))
    expect(await summary()).toEqual([{ emoji: '👍', count: 20 }])
    expect((await who('👍', { limit: 100 })).sort()).toEqual(users)
    const some = users.slice(0, 15)
    await Promise.all([
      ...some.flatMap((userId) => [unreact('👍', userId), unreact('👍', userId)]),
      ...users.map((userId) => react('🚀', userId)),
    ])
    const counts = Object.fromEntries((await summary()).map(({ emoji, count }) => [emoji, count]))
    expect(counts).toEqual({ '👍': 5, '🚀': 20 })
  })

  test('have max 50 different emoji', async () => {
    const { react, put, summary, unreact } = await trade()
    const emoji = Array.from({ length: 50 }, (_, index) => `:emoji${index}:`)
    for (const one of emoji) await react(one, 'bob')
    await expectFaults(put('👍', 'bob'), 'path/emoji')
    await react(':emoji0:', 'alice')
    await unreact(':emoji1:', 'bob')
    await react('👍', 'bob')
    const found = await summary()
    expect(found).toHaveLength(50)
    expect(found.at(-1)).toEqual({ emoji: '👍', count: 1 })
    expect(found[0]).toEqual({ emoji: ':emoji0:', count: 2 })
  })

  test('need an emoji, and a participant with access', async () => {
    const { chat, put, react, summary, unreact } = await trade()
    await expectFaults(put('yes', 'bob'), 'path/emoji')
    await expectFaults(put(':too long:', 'bob'), 'path/emoji')
    await chat.users('dave')
    await expectFaults(put('👍', 'dave'), 'path/userId')
    await expectFaults(put('👍', 'nobody'), 'path/userId')
    await react('👍', 'bob')
    await chat.change(conversationId, 'bob', { access: 'Read' })
    await react('🚀', 'bob')
    await chat.change(conversationId, 'bob', { access: 'None' })
    await expectFaults(put('👎', 'bob'), 'path/userId')
    // When participants leave, their reactions stay, as their messages do. The reactions can be removed.
    await chat.leave(conversationId, 'bob')
    expect(await summary()).toHaveLength(2)
    await unreact('👍', 'bob')
    await unreact('🚀', 'bob')
    expect(await summary()).toEqual([])
  })
})
