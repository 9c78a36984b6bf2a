import { chatOf, expectFaults, ids, systemMessage, userMessage } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

async function serverWithConversation() {
  const now = clock()
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  /** Sends a body that the types may forbid. */
  const post = async (body: unknown) => {
    const { status, body: answer } = await server.call('POST', '/conversations/order/messages', {
      body,
    })
    return { status, places: Object.keys((answer as { errors?: object }).errors ?? {}).sort() }
  }
  return { ...server, chat, now, post }
}

const texts = (messages: { text: string | null }[]) => messages.map(({ text }) => text)
const anyId = expect.stringMatching(/^msg_[0-9A-Za-z]{22}$/)

describe('sending messages', () => {
  test('returns their ids in order and stores all fields', async () => {
    const { chat, now } = await serverWithConversation()
    const [first, second] = await chat.send(
      'order',
      userMessage('alice', 'Hello Bob!', {
        custom: { mood: 'good' },
        location: [51.5081, -0.1281],
      }),
      systemMessage('The order has been shipped.'),
    )
    expect([first, second]).toEqual([anyId, anyId])
    const common = {
      conversationId: 'order',
      readBy: [],
      origin: 'rest',
      attachment: null,
      referencedMessageId: null,
      reactions: [],
      editedAt: null,
    }
    const stored = [
      {
        ...common,
        id: second,
        type: 'SystemMessage',
        senderId: null,
        text: 'The order has been shipped.',
        content: [{ type: 'text', children: ['The order has been shipped.'] }],
        custom: {},
        location: null,
        createdAt: now.time + 1,
      },
      {
        ...common,
        id: first,
        type: 'UserMessage',
        senderId: 'alice',
        text: 'Hello Bob!',
        content: [
          { type: 'text', children: ['Hello Bob!'] },
          { type: 'location', latitude: 51.5081, longitude: -0.1281 },
        ],
        custom: { mood: 'good' },
        location: [51.5081, -0.1281],
        createdAt: now.time,
      },
    ]
    expect(await chat.messages('order')).toEqual(stored)
    expect(await chat.message('order', first ?? '')).toEqual(stored[1])
    expect((await chat.get('order')).lastMessage).toEqual(stored[0])
  })

  test('"add them to the array. This ensures that the order is correct": 1 to 10, in the order sent', async () => {
    const { chat } = await serverWithConversation()
    const ten = Array.from({ length: 10 }, (_, index) => `text ${index}`)
    const sent = await chat.say('order', 'alice', ...ten)
    const stored = await chat.messages('order', { orderDirection: 'ASC' })
    expect(texts(stored)).toEqual(ten)
    expect(ids(stored)).toEqual(sent)
    expect((await chat.get('order')).lastMessage?.text).toBe('text 9')
  })

  test.each([
    ['11 messages', Array(11).fill(systemMessage('Hi')), '#'],
    ['none', [], '#'],
    ['no array', systemMessage('Hi'), '#'],
    ['no sender', [{ type: 'UserMessage', text: 'Hi' }], '#/0/sender'],
    ['a sender who is not a user', [userMessage('nobody', 'Hi')], '#/0/sender'],
    ['a sender who is not a participant', [userMessage('carol', 'Hi')], '#/0/sender'],
    ['a system message with a sender', [{ ...systemMessage('Hi'), sender: 'alice' }], '#/0/sender'],
    ['no text', [{ type: 'SystemMessage' }], '#/0/text'],
    ['nothing to say', [{ type: 'UserMessage', sender: 'alice' }], '#/0/text'],
    ['an empty text', [systemMessage('')], '#/0/text'],
    ['10,001 characters', [systemMessage('x'.repeat(10_001))], '#/0/text'],
    ['an unknown type', [{ type: 'Whisper', text: 'Hi' }], '#/0'],
    ['an unknown field', [{ ...systemMessage('Hi'), colour: 'red' }], '#/0/colour'],
    ['custom data other than text', [{ ...systemMessage('Hi'), custom: { n: 1 } }], '#/0/custom/n'],
    ['half a location', [{ ...systemMessage('Hi'), location: [51.5] }], '#/0/location'],
    [
      'a reply to a message that does not exist',
      [systemMessage('Hi', { referencedMessageId: 'msg_0000000000000000000000' })],
      '#/0/referencedMessageId',
    ],
    [
      'a file that does not exist',
      [systemMessage('Hi', { attachmentToken: 'token' })],
      '#/0/attachmentToken',
    ],
  ])('refuses %s, and nothing is sent', async (_, body, place) => {
    const { chat, post } = await serverWithConversation()
    await chat.users('carol')
    expect(await post(body)).toEqual({ status: 400, places: [place] })
    expect(await chat.messages('order')).toEqual([])
  })

  test('sends "all of it, or none", and names each fault', async () => {
    const { chat, post, now } = await serverWithConversation()
    await chat.say('order', 'bob', 'before')
    const before = [await chat.get('order'), await chat.listOf('bob'), await chat.listOf('alice')]
    now.time += 1000
    const good = userMessage('alice', 'good', { idempotencyKey: 'good' })
    const { status, places } = await post([
      good,
      userMessage('nobody', 'no sender'),
      good,
      systemMessage('no such file', { attachmentToken: 'token' }),
    ])
    expect({ status, places }).toEqual({
      status: 400,
      places: ['#/1/sender', '#/3/attachmentToken'],
    })
    expect([await chat.get('order'), await chat.listOf('bob'), await chat.listOf('alice')]).toEqual(
      before,
    )
    await chat.send('order', good)
    expect(texts(await chat.messages('order')), 'no key was kept').toEqual(['good', 'before'])
  })

  test('is allowed for participants with access Read too, but not without access', async () => {
    const { chat, post } = await serverWithConversation()
    await chat.change('order', 'alice', { access: 'Read' })
    expect((await post([userMessage('alice', 'Hi')])).status).toBe(200)
    await chat.change('order', 'alice', { access: 'None' })
    expect(await post([userMessage('alice', 'Hi')])).toEqual({
      status: 400,
      places: ['#/0/sender'],
    })
  })

  test('to an unknown conversation is a 404', async () => {
    const { call } = await serverWithConversation()
    const body = [systemMessage('Hi')]
    expect((await call('POST', '/conversations/never/messages', { body })).status).toBe(404)
  })

  test('can refer to a message of the same conversation, even a deleted one', async () => {
    const { chat, client } = await serverWithConversation()
    await chat.conversationWith('other', ['alice'])
    const [asked] = await chat.say('order', 'alice', 'Where is it?')
    const answer = userMessage('bob', 'On its way.', { referencedMessageId: asked ?? '' })
    const [answered] = await chat.send('order', answer)
    await chat.deleteMessage('order', asked ?? '')
    expect((await chat.message('order', answered ?? '')).referencedMessageId).toBe(asked)
    await expectFaults(
      client.POST('/conversations/{conversationId}/messages', {
        params: { path: { conversationId: 'other' } },
        body: [userMessage('alice', 'Hm', { referencedMessageId: answered ?? '' })],
      }),
      '#/0/referencedMessageId',
    )
  })

  test.each([
    ['10,000 characters', 'x'.repeat(10_000)],
    ['10,000 characters of two units each', '𝒳'.repeat(10_000)],
    ['spaces and lines', '  \n\t  '],
    ['a zero byte and unusual joins', '\0 é é 👩‍👩‍👧 \u202e'],
  ])('keeps a text of %s unchanged', async (_, text) => {
    const { chat } = await serverWithConversation()
    const [id] = await chat.say('order', 'alice', text)
    expect((await chat.message('order', id ?? '')).text).toBe(text)
  })

  test('gives each message a later time than the message before it, even if the clock stops or goes back', async () => {
    const { chat, now } = await serverWithConversation()
    await chat.conversationWith('other', ['alice', 'bob'])
    const start = now.time
    const sent = []
    for (const [time, text] of [
      [start + 50, 'one'],
      [start - 1000, 'two'],
      [start + 49, 'three'],
      [start + 60, 'four'],
    ] as const) {
      now.time = time
      sent.push(...(await chat.say('order', 'alice', text)))
    }
    const stored = await chat.messages('order', { orderDirection: 'ASC' })
    expect(ids(stored)).toEqual(sent)
    expect(stored.map(({ createdAt }) => createdAt - start)).toEqual([50, 51, 52, 60])
    now.time = start - 5000
    await chat.say('other', 'alice', 'back in time')
    expect((await chat.messages('other'))[0]?.createdAt).toBe(start)
    await chat.edit('other', (await chat.messages('other'))[0]?.id ?? '', { text: 'edited' })
    expect((await chat.messages('other'))[0]?.editedAt, 'no edit before the message was sent').toBe(
      start,
    )
    expect(ids(await chat.list())).toEqual(['order', 'other'])
  })

  test('from concurrent callers keeps each array together, in the same order in every list', async () => {
    const { chat } = await serverWithConversation()
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        chat.say('order', index % 2 ? 'alice' : 'bob', `${index} a`, `${index} b`, `${index} c`),
      ),
    )
    const stored = await chat.messages('order', { limit: 100, orderDirection: 'ASC' })
    expect(stored).toHaveLength(90)
    for (let at = 0; at < 90; at += 3) {
      const [number] = stored[at]?.text?.split(' ') ?? []
      expect(texts(stored.slice(at, at + 3))).toEqual([`${number} a`, `${number} b`, `${number} c`])
    }
    expect((await chat.get('order')).lastMessage).toEqual(stored[89])
    for (const user of ['alice', 'bob'])
      expect(await chat.seenBy(user, 'order')).toMatchObject({
        unreadMessageCount: 45,
        lastMessage: stored[89],
      })
  })
})
