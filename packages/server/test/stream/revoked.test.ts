import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { testApp } from '@openparley/test-kit/server'
import { type Event, liveStream, openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const leaveAsOfOld = (chat: Chat) =>
  chat.client.DELETE('/conversations/{conversationId}/participants/{userId}', {
    params: {
      path: { conversationId: 'order', userId: 'alice' },
      header: { 'TalkJS-REST-Version': '2021-02-09' },
    },
  })

const endings: [string, (chat: Chat) => Promise<unknown>, Event['type']][] = [
  [
    'access None',
    (chat) => chat.change('order', 'alice', { access: 'None' }),
    'participant.updated',
  ],
  ['leaving', (chat) => chat.leave('order', 'alice'), 'participant.left'],
  ['leaving as of an older version', leaveAsOfOld, 'participant.left'],
  ['the end of the conversation', (chat) => chat.delete('order'), 'conversation.deleted'],
]

/** Later events of the conversation, even after it was deleted and created again without alice. */
async function goOn(chat: Chat): Promise<void> {
  await chat.put('order', { subject: 'Without alice', participants: ['bob', 'carol'] })
  const [first = ''] = await chat.say('order', 'bob', 'Is she gone?')
  await chat.edit('order', first, { text: 'She is.' })
  await chat.mark('carol', 'order', false)
  await chat.change('order', 'carol', { notify: false })
  await chat.leave('order', 'carol')
  await chat.deleteMessage('order', first)
}

async function serverWithOrder() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.users('carol')
  await chat.conversationWith('order', ['alice', 'bob'])
  return { server, chat }
}

test.each(endings)(
  '%s is the last event of a conversation for a user, live and resumed',
  async (_, end, type) => {
    const { server, chat } = await serverWithOrder()
    const [alice, bob] = [await liveStream(server, 'alice'), await liveStream(server, 'bob')]
    await receivedSoFar([alice, bob], chat)
    const start = alice.cursor
    await chat.say('order', 'bob', 'Hello')
    await end(chat)
    await goOn(chat)
    const [heard, others] = await receivedSoFar([alice, bob], chat)
    expect(heard?.map((event) => event.type)).toEqual(['message.created', type])
    expect(others?.length).toBeGreaterThan(7)
    await alice.cut()
    const resumed = await openStream(server, 'alice', { after: start })
    const replay = await resumed.until((event) => event.type === 'ready')
    expect(replay.slice(0, 2)).toEqual(heard)
    expect(JSON.stringify(replay.slice(2))).not.toContain('order')
  },
)

test.each(endings)(
  '%s, while others send, is followed by no event of the conversation',
  async (_, end, type) => {
    const { server, chat } = await serverWithOrder()
    const [alice, bob] = [await liveStream(server, 'alice'), await liveStream(server, 'bob')]
    await receivedSoFar([alice, bob], chat)
    const start = alice.cursor
    const isDeleting = type === 'conversation.deleted'
    const sends = Array.from({ length: 60 }, async (_, number) => {
      if (number === 30) return end(chat)
      // No message can be sent to a deleted conversation.
      const { response } = await chat.client.POST('/conversations/{conversationId}/messages', {
        params: { path: { conversationId: 'order' } },
        body: [{ type: 'UserMessage', sender: 'bob', text: `${number}` }],
      })
      expect([200, ...(isDeleting ? [404] : [])]).toContain(response.status)
    })
    await Promise.all(sends)
    const [heard = [], others = []] = await receivedSoFar([alice, bob], chat)
    expect(heard.at(-1)?.type).toBe(type)
    const until = others.findIndex((event) => event.type === type)
    expect(heard).toEqual(others.slice(0, until + 1))
    const resumed = await openStream(server, 'alice', { after: start })
    expect((await resumed.until((event) => event.type === 'ready')).slice(0, heard.length)).toEqual(
      heard,
    )
    expect(resumed.frames.some(({ event }, at) => at >= heard.length && isOfOrder(event))).toBe(
      false,
    )
  },
)

const isOfOrder = (event: Event | undefined) => JSON.stringify(event ?? '').includes('order')

test('a user who returns gets later events of the conversation, and none from before', async () => {
  const { server, chat } = await serverWithOrder()
  const alice = await liveStream(server, 'alice')
  await receivedSoFar([alice], chat)
  const start = alice.cursor
  await chat.leave('order', 'alice')
  await chat.say('order', 'bob', 'while she is away')
  await chat.join('order', 'alice')
  const [message] = await chat.say('order', 'bob', 'Welcome back')
  const expected = [
    { type: 'participant.left' },
    { type: 'participant.joined', participants: [{ userId: 'alice', unreadMessageCount: 1 }] },
    { type: 'message.created', message: { id: message } },
  ]
  const [heard] = await receivedSoFar([alice], chat)
  expect(heard).toMatchObject(expected)
  const resumed = await openStream(server, 'alice', { after: start })
  const replay = await resumed.until((event) => event.type === 'ready')
  expect(replay.slice(0, 3)).toEqual(heard)
})
