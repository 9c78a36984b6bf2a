import { type Chat, chatOf, ids, userMessage } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

/** Four messages a second apart: of alice, bob, alice and the system; carol has read the first two. */
async function serverWithMessages() {
  const now = clock(1000)
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob', 'carol'])
  const sent: string[] = []
  const say = async (message: Parameters<Chat['send']>[1]) => {
    now.time += 1000
    sent.push(...(await chat.send('order', message)))
  }
  await say(userMessage('alice', 'one', { custom: { a: '1', b: '2' } }))
  await say(userMessage('bob', 'two'))
  await chat.mark('carol', 'order', false)
  await say(userMessage('alice', 'three'))
  await say({ type: 'SystemMessage', text: 'four' })
  now.time += 1000
  const [one = '', two = '', three = '', four = ''] = sent
  return { ...server, chat, now, one, two, three, four }
}

describe('editing a message', () => {
  test('changes its text, sets editedAt and changes nothing else', async () => {
    const { chat, one, now } = await serverWithMessages()
    const before = await chat.message('order', one)
    expect(before.editedAt).toBeNull()
    expect(await chat.edit('order', one, { text: 'edited' })).toEqual({})
    expect(await chat.message('order', one)).toEqual({
      ...before,
      text: 'edited',
      content: [{ type: 'text', children: ['edited'] }],
      editedAt: now.time,
    })
  })

  test('merges custom data key by key', async () => {
    const { chat, one } = await serverWithMessages()
    await chat.edit('order', one, { custom: { b: null, c: '3' } })
    expect(await chat.message('order', one)).toMatchObject({
      text: 'one',
      custom: { a: '1', c: '3' },
    })
    await chat.edit('order', one, { custom: null })
    expect((await chat.message('order', one)).custom).toEqual({})
  })

  test('does not count as activity, and marks nothing as unread', async () => {
    const { chat, one } = await serverWithMessages()
    await chat.mark('bob', 'order', false)
    await chat.conversationWith('later', ['bob'])
    await chat.edit('order', one, { text: 'edited' })
    expect(ids(await chat.listOf('bob'))).toEqual(['later', 'order'])
    expect(await chat.seenBy('bob', 'order')).toMatchObject({ unreadMessageCount: 0 })
    expect((await chat.message('order', one)).readBy).toEqual(['bob', 'carol'])
  })

  test('shows in the last message of every list', async () => {
    const { chat, four } = await serverWithMessages()
    await chat.edit('order', four, { text: 'edited' })
    for (const { lastMessage } of [
      await chat.get('order'),
      ...(await chat.list()),
      ...(await chat.listOf('alice')),
    ])
      expect(lastMessage?.text).toBe('edited')
  })

  test.each([{}, { text: '' }, { text: null }, { sender: 'bob' }, { custom: { a: 1 } }])(
    'refuses %j',
    async (body) => {
      const { chat, call, one } = await serverWithMessages()
      const before = await chat.message('order', one)
      const path = `/conversations/order/messages/${one}`
      expect((await call('PUT', path, { body })).status).toBe(400)
      expect(await chat.message('order', one)).toEqual(before)
    },
  )
})

describe('deleting a message', () => {
  /** The conversation as each participant sees it afterwards. */
  const counts = (chat: Chat) =>
    Promise.all(
      ['alice', 'bob', 'carol'].map(
        async (user) => (await chat.seenBy(user, 'order'))?.unreadMessageCount,
      ),
    )

  test('reduces the unread counts of only the participants who had not read it', async () => {
    const { chat, one, two, three, four } = await serverWithMessages()
    expect(await counts(chat)).toEqual([2, 3, 2])
    expect(await chat.deleteMessage('order', two)).toEqual({})
    expect(await counts(chat), 'bob sent it and carol had read it').toEqual([1, 3, 2])
    await chat.deleteMessage('order', four)
    expect(await counts(chat), 'nobody sent it').toEqual([0, 2, 1])
    await chat.deleteMessage('order', three)
    await chat.deleteMessage('order', one)
    expect(await counts(chat)).toEqual([0, 0, 0])
  })

  test('makes the previous message the last one, and its time the last activity', async () => {
    const { chat, one, two, three, four } = await serverWithMessages()
    const expected: [string, string | undefined, number][] = [
      [four, 'three', 4000],
      [two, 'three', 4000],
      [three, 'one', 2000],
      [one, undefined, 1000],
    ]
    for (const [id, text, lastActivity] of expected) {
      await chat.deleteMessage('order', id)
      for (const list of [chat.list, (query = {}) => chat.listOf('bob', query)]) {
        const [found] = await list({ offsetTs: lastActivity + 1 })
        expect(found?.lastMessage?.text).toBe(text)
        expect(await list({ offsetTs: lastActivity })).toEqual([])
        expect(await list({ lastMessageAfter: 0 })).toHaveLength(text === undefined ? 0 : 1)
      }
      expect((await chat.get('order')).lastMessage?.text).toBe(text)
    }
  })

  test('moves the conversation back in the lists', async () => {
    const { chat, three, four } = await serverWithMessages()
    await chat.conversationWith('later', ['bob'])
    await chat.say('order', 'bob', 'five')
    const [five = ''] = ids(await chat.messages('order'))
    expect(ids(await chat.listOf('bob'))).toEqual(['order', 'later'])
    for (const id of [five, four, three]) await chat.deleteMessage('order', id)
    expect(ids(await chat.listOf('bob'))).toEqual(['later', 'order'])
    expect(ids(await chat.list())).toEqual(['later', 'order'])
  })

  test('later messages are unread for everyone who has not seen them', async () => {
    const { chat, four } = await serverWithMessages()
    for (const user of ['alice', 'bob', 'carol']) await chat.mark(user, 'order', false)
    await chat.deleteMessage('order', four)
    await chat.say('order', 'alice', 'five')
    expect(await counts(chat)).toEqual([0, 1, 1])
    expect((await chat.messages('order'))[0]).toMatchObject({ text: 'five', readBy: [] })
  })

  test('removes it from the pages, and no page can start after it', async () => {
    const { chat, call, two } = await serverWithMessages()
    await chat.deleteMessage('order', two)
    expect((await chat.messages('order')).map(({ text }) => text)).toEqual(['four', 'three', 'one'])
    const { status } = await call('GET', `/conversations/order/messages?startingAfter=${two}`)
    expect(status).toBe(400)
  })
})

test.each(['GET', 'PUT', 'DELETE'])(
  '%s of a message is a 404 when it is deleted, unknown or in another conversation',
  async (method) => {
    const { chat, call, one, two } = await serverWithMessages()
    await chat.conversationWith('other', ['alice'])
    await chat.deleteMessage('order', one)
    const options = method === 'PUT' ? { body: { text: 'edited' } } : {}
    for (const path of [
      `order/messages/${one}`,
      'order/messages/msg_0000000000000000000000',
      `other/messages/${two}`,
      `never/messages/${two}`,
    ])
      expect((await call(method, `/conversations/${path}`, options)).status).toBe(404)
    expect(await chat.message('order', two)).toMatchObject({ text: 'two' })
  },
)
