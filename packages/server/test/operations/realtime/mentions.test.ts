import { chatOf } from '@openparley/test-kit/chat'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { testApp } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'
import type { ConversationSnapshot, UnreadTotal } from '../../../src/model/schema.ts'

/** An app with the conversation `trade` between alice, bob and carol. */
async function trade() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('trade', ['alice', 'bob', 'carol'])
  const get = async <T>(userId: string, path: string) => {
    const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
    const { status, body } = await server.call('GET', `/realtime${path}`, { headers })
    expect(status).toBe(200)
    return body as T
  }
  return {
    server,
    chat,
    /** Sends a message of bob that mentions the users, and returns its id. */
    async mention(...userIds: string[]) {
      const children = [
        'Hello ',
        { type: 'bold' as const, children: userIds.map((id) => mentionOf(id)) },
      ]
      const [id = ''] = await chat.send('trade', {
        type: 'UserMessage',
        sender: 'bob',
        content: [{ type: 'text', children }],
      })
      return id
    },
    /** How many unread messages mention the user, in each place that says so. */
    async counts(userId: string) {
      const own = await chat.seenBy(userId, 'trade')
      const snapshot = await get<ConversationSnapshot>(userId, '/conversations/trade')
      const list = await get<{ data: ConversationSnapshot[] }>(userId, '/conversations')
      const total = await get<UnreadTotal>(userId, '/unread')
      const all = [own, snapshot, ...list.data, total]
      return all.map((one) => one?.unreadMentionCount)
    },
  }
}

const mentionOf = (id: string) => ({ type: 'mention' as const, id, text: id })
const everywhere = (count: number) => [count, count, count, count]

test('messages that mention a user count until they are read', async () => {
  const { chat, mention, counts } = await trade()
  await mention('alice', 'carol')
  await mention('alice', 'alice')
  await chat.say('trade', 'bob', 'Hello @alice')
  expect(await counts('alice')).toEqual(everywhere(2))
  expect(await counts('carol')).toEqual(everywhere(1))
  await chat.mark('alice', 'trade', false)
  expect(await counts('alice')).toEqual(everywhere(0))
  expect(await counts('carol')).toEqual(everywhere(1))
  await mention('alice')
  expect(await counts('alice')).toEqual(everywhere(1))
})

test('an own message never counts, and an edit changes nothing', async () => {
  const { chat, mention, counts } = await trade()
  const id = await mention('alice', 'bob')
  expect(await counts('bob')).toEqual(everywhere(0))
  await chat.edit('trade', id, { text: 'Never mind' })
  expect(await counts('alice')).toEqual(everywhere(1))
  const plain = await chat.say('trade', 'bob', 'Hello')
  await chat.edit('trade', plain[0] as string, {
    content: [{ type: 'text', children: [mentionOf('alice')] }],
  })
  expect(await counts('alice')).toEqual(everywhere(1))
})

test('a deleted message no longer counts, and its event contains whom it mentioned', async () => {
  const { server, chat, mention, counts } = await trade()
  const [first, second] = [await mention('carol', 'alice'), await mention('alice')]
  await chat.edit('trade', first, { text: 'Hello' })
  const stream = await liveStream(server, 'alice')
  await chat.deleteMessage('trade', first)
  await chat.deleteMessage('trade', (await chat.say('trade', 'bob', 'Hello'))[0] as string)
  expect(await counts('alice')).toEqual(everywhere(1))
  expect(await counts('carol')).toEqual(everywhere(0))
  await chat.mark('alice', 'trade', false)
  await chat.deleteMessage('trade', second)
  expect(await counts('alice')).toEqual(everywhere(0))
  const [events = []] = await receivedSoFar([stream], chat)
  expect(events.flatMap((event) => ('mentions' in event ? [event.mentions] : []))).toEqual([
    ['alice', 'carol'],
    [],
    [],
    ['alice'],
  ])
})

test('when a user comes back, the events have the number of mentions that the user has not read', async () => {
  const { server, chat, mention } = await trade()
  await mention('alice')
  await mention('alice')
  const stream = await liveStream(server, 'bob')
  await chat.change('trade', 'alice', { notify: false })
  await chat.change('trade', 'alice', { access: 'None' })
  await chat.change('trade', 'alice', { access: 'Read' })
  await chat.leave('trade', 'alice')
  await chat.put('trade', { participants: ['alice'] })
  const [events = []] = await receivedSoFar([stream], chat)
  const states = events.flatMap((event) => {
    if (event.type === 'participant.joined') return event.participants
    return event.type === 'participant.updated' ? [event.participant] : []
  })
  expect(states).toMatchObject(Array(4).fill({ userId: 'alice', unreadMentionCount: 2 }))
})
