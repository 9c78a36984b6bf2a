import { chatOf, systemMessage } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

/** Alice and bob in a conversation created at time 10, with functions that return their read positions. */
async function order() {
  const now = clock(10)
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  const at = async (time: number, act: () => Promise<unknown>) => {
    now.time = time
    await act()
  }
  const positions = async () => {
    const { participants, everyoneReadUntil } = await chat.get('order')
    const readUntil = Object.entries(participants).map(([id, one]) => [id, one.readUntil])
    return { ...Object.fromEntries(readUntil), everyone: everyoneReadUntil }
  }
  const joinedAt = async (userId: string) =>
    (await chat.get('order')).participants[userId]?.joinedAt
  return { ...server, chat, now, at, positions, joinedAt }
}

describe('readUntil and everyoneReadUntil', () => {
  test('are null before anyone has read, also after reading an empty conversation', async () => {
    const { chat, positions } = await order()
    await chat.mark('alice', 'order', true)
    await chat.mark('alice', 'order', false)
    expect(await positions()).toEqual({ alice: null, bob: null, everyone: null })
  })

  test('are the time of the newest message that the user has read, and the earliest time of all participants', async () => {
    const { chat, at, positions } = await order()
    await at(20, () => chat.send('order', systemMessage('one')))
    await at(25, () => chat.mark('alice', 'order', false))
    expect(await positions()).toEqual({ alice: 20, bob: null, everyone: null })
    await at(30, () => chat.send('order', systemMessage('two')))
    await at(35, () => chat.mark('bob', 'order', false))
    expect(await positions()).toEqual({ alice: 20, bob: 30, everyone: 20 })
    await at(40, () => chat.mark('alice', 'order', true))
    expect(await positions(), 'marked as unread').toEqual({ alice: 20, bob: 30, everyone: 20 })
  })

  test("move with one's own message if nothing is unread, and only then", async () => {
    const { chat, at, positions } = await order()
    await at(20, () => chat.say('order', 'alice', 'one'))
    expect(await positions()).toEqual({ alice: 20, bob: null, everyone: null })
    await at(30, () => chat.say('order', 'bob', 'two'))
    expect(await positions(), 'one is unread to bob').toMatchObject({ bob: null })
    await at(35, () => chat.mark('bob', 'order', false))
    expect(await positions()).toEqual({ alice: 20, bob: 30, everyone: 20 })
    const readers = (await chat.messages('order')).map(({ readBy }) => readBy)
    expect(readers, 'newest first').toEqual([[], ['bob']])
  })

  test('move with the first messages of a call that has more senders', async () => {
    const { chat, at, positions } = await order()
    const by = (sender: string) => ({ type: 'UserMessage' as const, sender, text: 'Hello' })
    await at(20, () => chat.send('order', by('alice'), by('alice'), by('bob'), by('alice')))
    const [, , second] = await chat.messages('order')
    expect(await positions()).toEqual({
      alice: second?.createdAt,
      bob: null,
      everyone: null,
    })
  })

  test('stay when the message is deleted', async () => {
    const { chat, at, positions } = await order()
    await at(20, () => chat.send('order', systemMessage('one')))
    for (const userId of ['alice', 'bob']) await chat.mark(userId, 'order', false)
    const [message] = await chat.messages('order')
    await chat.deleteMessage('order', message?.id ?? '')
    expect(await positions()).toEqual({ alice: 20, bob: 20, everyone: 20 })
  })

  test('include only participants with access, who keep their position when they return', async () => {
    const { chat, at, positions } = await order()
    await at(20, () => chat.send('order', systemMessage('one')))
    await chat.mark('alice', 'order', false)
    await chat.change('order', 'bob', { access: 'None' })
    expect(await positions()).toEqual({ alice: 20, everyone: 20 })
    await chat.change('order', 'alice', { access: 'None' })
    expect(await positions()).toEqual({ everyone: null })
    await chat.change('order', 'alice', { access: 'Read' })
    expect(await positions()).toEqual({ alice: 20, everyone: 20 })
    await chat.users('carol')
    await chat.join('order', 'carol')
    expect(await positions()).toEqual({ alice: 20, carol: null, everyone: null })
  })

  test("are the same in a user's conversations and in the list of participants", async () => {
    const { chat, client, at } = await order()
    await at(20, () => chat.say('order', 'alice', 'one'))
    const { participants, everyoneReadUntil } = await chat.get('order')
    const seen = await chat.seenBy('bob', 'order')
    expect(seen).toMatchObject({ everyoneReadUntil })
    const { data } = await client.GET('/conversations/{conversationId}/participants', {
      params: { path: { conversationId: 'order' } },
    })
    expect(data?.data).toHaveLength(2)
    for (const { userId, ...listed } of data?.data ?? []) {
      expect(listed).toEqual(participants[userId])
      expect(listed).toMatchObject(seen?.participants[userId] ?? {})
    }
  })
})

describe('joinedAt', () => {
  test('is the time when a user joined the conversation, whatever changes afterwards', async () => {
    const { chat, at, joinedAt } = await order()
    await chat.users('carol')
    await at(20, () => chat.join('order', 'carol'))
    await at(30, () => chat.join('order', 'carol', { access: 'Read' }))
    await at(40, () => chat.change('order', 'carol', { notify: false }))
    await at(50, () => chat.mark('carol', 'order', true))
    expect([await joinedAt('alice'), await joinedAt('carol')]).toEqual([10, 20])
  })

  test('is the latest time for a user who had left, or had lost access', async () => {
    const { chat, at, joinedAt } = await order()
    await chat.leave('order', 'alice')
    await at(20, () => chat.join('order', 'alice'))
    await chat.change('order', 'bob', { access: 'None' })
    await at(30, () => chat.change('order', 'bob', { access: 'ReadWrite' }))
    expect([await joinedAt('alice'), await joinedAt('bob')]).toEqual([20, 30])
  })
})
