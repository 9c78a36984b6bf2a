import { agentOf } from '@openparley/test-kit/agent'
import { chatOf, userMessage } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'

/** Alice and an agent in a conversation. */
async function conversationWithAgent() {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.conversationWith('boots', ['alice', 'concierge'], { subject: 'Black leather boots' })
  const agent = await agentOf(app, await userToken(app, 'concierge'))
  return { app, chat, agent }
}

test('an agent has the tools of a participant, with the schemas of the document', async () => {
  const { agent } = await conversationWithAgent()
  const { tools } = await agent.client.listTools()
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
    ['list_conversations', true],
    ['read_conversation', true],
    ['send_message', false],
    ['mark_read', false],
    ['search', true],
    ['wait_for_messages', true],
  ])
  expect(tools.find(({ name }) => name === 'send_message')?.inputSchema).toMatchObject({
    additionalProperties: false,
    required: ['conversationId', 'text', 'idempotencyKey'],
    properties: {
      conversationId: { type: 'string', maxLength: 255 },
      text: { type: 'string', minLength: 1, maxLength: 10_000 },
      custom: { anyOf: [{ type: 'object', maxProperties: 100 }, { type: 'null' }] },
    },
  })
})

test('an agent and Alice talk, and no message is lost between two waits', async () => {
  const { chat, agent } = await conversationWithAgent()
  const { cursor, messages } = await agent.use('wait_for_messages', { timeoutSeconds: 0 })
  expect(messages).toEqual([])
  await chat.say('boots', 'alice', 'Do they fit?', 'I have size 39.')
  const first = await agent.use('wait_for_messages', { cursor })
  expect(first).toMatchObject({
    messages: [
      { conversationId: 'boots', senderId: 'alice', text: 'Do they fit?' },
      { conversationId: 'boots', senderId: 'alice', text: 'I have size 39.' },
    ],
    reset: null,
  })

  const sent = { conversationId: 'boots', text: 'They run small.', idempotencyKey: 'size' }
  const { id } = await agent.use('send_message', sent)
  expect(await agent.use('send_message', sent), 'the same message, not a second one').toMatchObject(
    { id, sender: { id: 'concierge' }, plaintext: 'They run small.' },
  )
  await agent.use('mark_read', { conversationId: 'boots' })
  expect((await chat.messages('boots')).map(({ text }) => text)).toEqual([
    'They run small.',
    'I have size 39.',
    'Do they fit?',
  ])
  expect(await chat.seenBy('concierge', 'boots')).toMatchObject({ isUnread: false })

  const waiting = agent.use('wait_for_messages', { cursor: first.cursor })
  await chat.say('boots', 'alice', 'Thank you!')
  expect(await waiting, 'without its own message').toMatchObject({
    messages: [{ text: 'Thank you!' }],
  })
})

test('an agent lists, reads and searches', async () => {
  const { chat, agent } = await conversationWithAgent()
  await chat.conversationWith('laces', ['concierge'], { subject: 'Red laces' })
  await chat.send('boots', { ...userMessage('alice', 'Here I am'), location: [51.5, -0.1] })
  expect(await agent.use('list_conversations', { isUnread: true })).toMatchObject({
    data: [{ id: 'boots', unreadMessageCount: 1, lastMessage: { plaintext: 'Here I am' } }],
    hasMore: false,
  })
  const page = await agent.use('list_conversations', { limit: 1 })
  const next = { limit: 1, startingAfter: page.data[0].id }
  expect((await agent.use('list_conversations', next)).data).toMatchObject([{ id: 'laces' }])

  const read = await agent.use('read_conversation', { conversationId: 'boots' })
  expect(read).toMatchObject({
    conversation: { id: 'boots', subject: 'Black leather boots', isUnread: true },
    participants: { data: [{ access: 'ReadWrite' }, { access: 'ReadWrite' }], hasMore: false },
    messages: {
      data: [
        {
          sender: { id: 'alice', name: 'alice', role: 'default' },
          content: [{ type: 'text' }, { type: 'location', latitude: 51.5, longitude: -0.1 }],
        },
      ],
    },
  })
  expect(Object.keys(read.messages.data[0].sender)).toEqual(['id', 'name', 'role'])

  expect(await agent.use('search', { query: 'bla lea' })).toMatchObject({
    messages: { data: [] },
    conversations: { data: [{ id: 'boots' }] },
  })
  expect(await agent.use('search', { query: 'here' })).toMatchObject({
    messages: { data: [{ plaintext: 'Here I am', conversation: { id: 'boots' } }] },
  })
})

describe('a wait', () => {
  test('is for one conversation if the agent asks for it', async () => {
    const { chat, agent } = await conversationWithAgent()
    await chat.conversationWith('laces', ['alice', 'concierge'])
    const { cursor } = await agent.use('wait_for_messages', { timeoutSeconds: 0 })
    await chat.say('laces', 'alice', 'Red ones?')
    await chat.say('boots', 'alice', 'And the boots?')
    const wait = { cursor, conversationId: 'boots' }
    expect((await agent.use('wait_for_messages', wait)).messages).toMatchObject([
      { text: 'And the boots?' },
    ])
  })

  test('returns at most 50 messages, and the next call continues after them', async () => {
    const { chat, agent } = await conversationWithAgent()
    const { cursor } = await agent.use('wait_for_messages', { timeoutSeconds: 0 })
    const texts = Array.from({ length: 60 }, (_, index) => `Message ${index}`)
    for (let from = 0; from < 60; from += 10)
      await chat.say('boots', 'alice', ...texts.slice(from, from + 10))
    const first = await agent.use('wait_for_messages', { cursor })
    const second = await agent.use('wait_for_messages', { cursor: first.cursor })
    expect(first.messages).toHaveLength(50)
    const all = [...first.messages, ...second.messages]
    expect(all.map(({ text }: { text: string }) => text)).toEqual(texts)
  })

  test('says that messages may be missing if the cursor is of another database', async () => {
    const { chat, agent } = await conversationWithAgent()
    const cursor = 'V1StGXR8_Z.0.4711.96213570648137'
    const { reset, cursor: next } = await agent.use('wait_for_messages', { cursor })
    expect(reset).toBe('restored')
    await chat.say('boots', 'alice', 'Hello?')
    expect((await agent.use('wait_for_messages', { cursor: next })).messages).toMatchObject([
      { text: 'Hello?' },
    ])
  })

  test('ends when the agent cancels it', async () => {
    const { chat, agent } = await conversationWithAgent()
    const isOnline = async () =>
      (await chat.listUsers({ isOnline: true })).some(({ id }) => id === 'concierge')
    const cancel = new AbortController()
    const wait = { name: 'wait_for_messages', arguments: {} }
    const waiting = agent.client.callTool(wait, { signal: cancel.signal })
    await expect.poll(isOnline).toBe(true)
    cancel.abort()
    await expect(waiting).rejects.toThrow()
    await expect.poll(isOnline).toBe(false)
  })
})

describe('calls that an agent must not make are refused with a reason', () => {
  test.each([
    ['read_conversation', { conversationId: 'secret' }, '404 Not found'],
    ['send_message', { conversationId: 'boots', text: 'Hi' }, "'idempotencyKey'"],
    ['send_message', { conversationId: 'boots', text: '', idempotencyKey: '1' }, 'fewer than 1'],
    ['mark_read', { conversationId: 'boots', isUnread: true }, 'additional properties'],
    ['wait_for_messages', { timeoutSeconds: 3600 }, 'must be <= 50'],
    ['wait_for_messages', { cursor: 'yesterday' }, 'must match pattern'],
    ['get_user', { userId: 'alice' }, 'not found'],
  ])('%s with %o', async (tool, args, words) => {
    const { app, agent } = await conversationWithAgent()
    await chatOf(app.client).conversationWith('secret', ['alice'])
    const said = await agent.refusal(tool, args).catch(({ message }) => message)
    expect(said).toContain(words)
  })
})
