import { chatOf, userMessage } from '@openparley/test-kit/chat'
import { testNetwork } from '@openparley/test-kit/network'
import { testApp } from '@openparley/test-kit/server'
import { recorded, recordedList, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { MessageSnapshot, Session, SingleReactionSnapshot } from '../src/index.ts'

const heart = '\u2764\uFE0F'

async function boots(more: string[] = [], options: Parameters<typeof testApp>[0] = {}) {
  const server = await testApp(options)
  const chat = chatOf(server.client)
  await chat.conversationWith('boots', ['alice', 'bob', ...more])
  const [id = ''] = await chat.say('boots', 'bob', 'Which size?')
  const react = (emoji: string, userId: string) => chat.react('boots', id, emoji, userId)
  const reactionsOf = (session: Session, emoji: string) =>
    session.conversation('boots').message(id).reactions(emoji)
  return { server, chat, id, react, reactionsOf }
}

const messagesOf = (session: Session) =>
  recordedList<MessageSnapshot>((listener) =>
    session.conversation('boots').subscribeMessages(listener),
  )

/** The different reactions that a message has shown, one after the other. */
const shownOne = (told: { items: MessageSnapshot[] | null }[], id: string) => {
  const all = told.map(({ items }) =>
    JSON.stringify(items?.find((one) => one.id === id)?.reactions.map(({ count }) => count)),
  )
  return all.filter((one, index) => one !== all[index - 1])
}

describe('a reaction of the user', () => {
  test('is shown at once, counted once, and removed at once', async () => {
    const { server, id, react, reactionsOf } = await boots()
    await react(heart, 'bob')
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const { told, last } = messagesOf(session)
    const reactions = reactionsOf(session, '\u2764')
    const users = recordedList<SingleReactionSnapshot>((listener) => reactions.subscribe(listener))
    await last({ items: [{ reactions: [{ emoji: heart, count: 1, currentUserReacted: false }] }] })
    await users.last({ items: [{ user: { id: 'bob' } }], loadedAll: true })

    for (const [change, count] of [
      [reactions.add, 2],
      [reactions.remove, 1],
    ] as const) {
      const held = network.hold('/reactions/', 'request')
      const changing = change()
      const release = await held
      const shown = [{ emoji: heart, count, currentUserReacted: count === 2 }]
      await last({ items: [{ reactions: shown }] })
      const ids = ['bob', 'alice'].slice(0, count)
      await users.last({ items: ids.map((id) => ({ user: { id } })) })
      release()
      await changing
      await change()
    }
    await react('🚀', 'bob')
    await last({ items: [{ reactions: [{ count: 1 }, { emoji: '🚀' }] }] })
    expect(shownOne(told, id).slice(-4)).toEqual(['[1]', '[2]', '[1]', '[1,1]'])
  })

  test('is no longer shown if the server refuses it, and is shown again if the server refuses the removal', async () => {
    const roles = { default: { react: false } }
    const { server, id, react, reactionsOf } = await boots([], { settings: { roles } })
    await react('🚀', 'alice')
    const session = testSession(server, 'alice')
    const { told, last } = messagesOf(session)
    const before = [{ emoji: '🚀', count: 1, currentUserReacted: true }]
    await last({ items: [{ reactions: before }] })
    await expect(reactionsOf(session, '👍').add()).rejects.toThrow(/permission react/)
    await last({ items: [{ reactions: before }] })
    await expect(reactionsOf(session, '🚀').remove()).rejects.toThrow(/permission react/)
    await last({ items: [{ reactions: before }] })
    expect(shownOne(told, id)).toEqual(['[1]', '[1,1]', '[1]', '[]', '[1]'])
  })

  test('stays as the server has it when two changes overtake each other’s events', async () => {
    const { server, id, chat, reactionsOf } = await boots()
    const session = testSession(server, 'alice')
    const { last } = messagesOf(session)
    await last({ items: [{ id }] })
    const reactions = reactionsOf(session, '👍')
    await Promise.all([reactions.add(), reactions.remove(), reactions.add()])
    const shown = [{ emoji: '👍', count: 1, currentUserReacted: true }]
    await last({ items: [{ reactions: shown }] })
    // Another device of the same user removes it.
    await chat.unreact('boots', id, '👍', 'alice')
    await last({ items: [{ reactions: [] }] })
  })

  test('a reaction that was added before is not an error, and another device can remove it', async () => {
    const { server, id, chat, react, reactionsOf } = await boots()
    await react('👍', 'alice')
    const session = testSession(server, 'alice')
    const { last } = messagesOf(session)
    await reactionsOf(session, '👍').add()
    await last({ items: [{ reactions: [{ count: 1, currentUserReacted: true }] }] })
    await chat.unreact('boots', id, '👍', 'alice')
    await last({ items: [{ reactions: [] }] })
  })

  test('needs no subscription', async () => {
    const { server, chat, id, reactionsOf } = await boots()
    const session = testSession(server, 'alice')
    await reactionsOf(session, '👍').add()
    await chat.unreact('boots', id, '👍', 'alice')
    const { last } = messagesOf(session)
    expect((await last({ items: [{ id }] })).items?.[0]?.reactions).toEqual([])
  })
})

describe('reactions of others', () => {
  test('appear in messages, in the messages to which others reply, and in conversations', async () => {
    const { server, chat, id, react } = await boots()
    await react('👍', 'alice')
    const reply = userMessage('bob', 'Hello?', { referencedMessageId: id })
    const [second = ''] = await chat.send('boots', reply)
    const session = testSession(server, 'alice')
    const { last } = messagesOf(session)
    const conversation = recorded(session.conversation('boots'))
    await last({ items: [{ id: second }, { id }] })
    await conversation.last({ lastMessage: { id: second } })
    await react('👍', 'bob')
    const reactions = [{ emoji: '👍', count: 2, currentUserReacted: true }]
    const referencedMessage = { id, reactions }
    await last({ items: [{ referencedMessage }, { reactions }] })
    await conversation.last({ lastMessage: { referencedMessage } })
    await chat.edit('boots', id, { text: 'Which size is it?' })
    await last({ items: [{ referencedMessage }, { plaintext: 'Which size is it?', reactions }] })
    await chat.send('boots', reply)
    await last({ items: [{ referencedMessage }, { id: second, referencedMessage }, { reactions }] })
    const { id: third } = (await last({})).items?.[0] ?? { id: '' }
    await chat.deleteMessage('boots', third)
    await conversation.last({ lastMessage: { id: second, referencedMessage } })
  })

  test('are requested again if an event cannot name all who reacted', async () => {
    const users = ['carol', 'dave', 'erin', 'frank']
    const { server, chat, id, react } = await boots(users)
    const emoji = Array.from({ length: 42 }, (_, index) => `:emoji${index}:`)
    await Promise.all([...users, 'alice', 'bob'].flatMap((one) => emoji.map((e) => react(e, one))))
    const session = testSession(server, 'alice')
    const { last } = messagesOf(session)
    const conversation = recorded(session.conversation('boots'))
    await last({ items: [{ id }] })
    await conversation.last({ lastMessage: { id } })
    await chat.edit('boots', id, { text: 'Which size is it?' })
    const plaintext = 'Which size is it?'
    const { items } = await last({ items: [{ plaintext }] })
    const { lastMessage } = (await conversation.last({ lastMessage: { plaintext } })) ?? {}
    for (const message of [items?.[0], lastMessage]) {
      expect(message?.reactions).toHaveLength(42)
      for (const one of message?.reactions ?? [])
        expect(one).toMatchObject({ count: 6, currentUserReacted: true })
    }
  })
})

describe('the users who reacted', () => {
  test('are the first ten, and more in pages', async () => {
    const users = Array.from({ length: 45 }, (_, index) => `user${index + 10}`)
    const { server, react, reactionsOf } = await boots(users)
    for (const userId of users) await react('👍', userId)
    const session = testSession(server, 'alice')
    const reactions = reactionsOf(session, '👍')
    const first = await reactions.getFirstReactions()
    expect(first?.map(({ user }) => user.id)).toEqual(users.slice(0, 10))
    expect(first?.[0]).toEqual({
      user: expect.objectContaining({ id: 'user10', name: 'user10' }),
      createdAt: expect.any(Number),
    })
    expect(Object.isFrozen(first?.[0])).toBe(true)

    const { last, loadMore } = recordedList<SingleReactionSnapshot>((listener) =>
      reactions.subscribe(listener),
    )
    const shown = async (loadedAll: boolean) =>
      (await last({ loadedAll })).items?.map(({ user }) => user.id)
    expect(await shown(false)).toEqual(users.slice(0, 10))
    // Reactions that are added later are not in the window.
    await react('👍', 'bob')
    await reactions.add()
    expect(await shown(false)).toEqual(users.slice(0, 10))
    await loadMore()
    expect(await shown(false)).toEqual(users.slice(0, 40))
    await loadMore(100)
    expect(await shown(true)).toEqual([...users, 'bob', 'alice'])
    await expect(loadMore(101)).rejects.toThrow('loadMore loads 1 to 100 items.')
  })

  test('are null without the message, and for outsiders', async () => {
    const { server, chat, id, react, reactionsOf } = await boots(['carol'])
    await react('👍', 'bob')
    const session = testSession(server, 'alice')
    const { last } = recordedList<SingleReactionSnapshot>((listener) =>
      reactionsOf(session, '👍').subscribe(listener),
    )
    await last({ items: [{ user: { id: 'bob' } }] })
    await chat.deleteMessage('boots', id)
    await last({ items: null, loadedAll: true })
    expect(await reactionsOf(session, '👍').getFirstReactions()).toBeNull()
    await chat.leave('boots', 'carol')
    const outsider = reactionsOf(testSession(server, 'carol'), '👍')
    expect(await outsider.getFirstReactions()).toBeNull()
  })
})

describe('MessageRef.reactions', () => {
  test('is the same for each form of an emoji', async () => {
    const { server, id } = await boots()
    const message = testSession(server, 'alice').conversation('boots').message(id)
    const reactions = message.reactions('\u2764')
    expect(reactions).toMatchObject({ emoji: heart, messageId: id, conversationId: 'boots' })
    expect(message.reaction(heart).emoji).toBe(heart)
    for (const [text, emoji] of [
      ['\u{1F44D}\uFE0F', '\u{1F44D}'],
      ['1\u20E3', '1\uFE0F\u20E3'],
      ['\u261D\uFE0F\u{1F3FF}', '\u261D\u{1F3FF}'],
      [':emoji_1:', ':emoji_1:'],
    ] as const) {
      expect(message.reactions(text).emoji).toBe(emoji)
      await message.reactions(text).add()
    }
    const { reactions: all } = (await message.get()) ?? {}
    expect(all?.map(({ emoji }) => emoji)).toEqual([
      '\u{1F44D}',
      '1\uFE0F\u20E3',
      '\u261D\u{1F3FF}',
      ':emoji_1:',
    ])
    for (const text of ['', 'yes'])
      await expect(message.reactions(text).add()).rejects.toMatchObject({ status: 400 })
  })
})
