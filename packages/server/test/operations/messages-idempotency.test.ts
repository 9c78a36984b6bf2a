import { chatOf, systemMessage, userMessage } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

const day = 24 * 60 * 60 * 1000

async function serverWithConversation() {
  const now = clock()
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  const send = async (key: string, text = 'Hi', conversation = 'order') =>
    (await chat.send(conversation, userMessage('alice', text, { idempotencyKey: key })))[0] ?? ''
  const texts = async () => (await chat.messages('order', { limit: 100 })).map(({ text }) => text)
  return { ...server, chat, now, send, texts }
}

describe('a message with an idempotencyKey', () => {
  test('that was already used is not sent again: "the answer is the first message\'s id"', async () => {
    const { chat, now, send, texts } = await serverWithConversation()
    const first = await send('key', 'first')
    const before = await chat.get('order')
    now.time += 1000
    expect(await send('key', 'another text')).toBe(first)
    expect(await chat.get('order'), 'no activity either').toEqual(before)
    expect(await send('Key')).not.toBe(first)
    expect(await texts()).toEqual(['Hi', 'first'])
    expect(await chat.seenBy('bob', 'order')).toMatchObject({ unreadMessageCount: 2 })
  })

  test('is remembered "within 24 h" and sent again after that', async () => {
    const { now, send, texts } = await serverWithConversation()
    const first = await send('key', 'first')
    now.time += day - 1
    expect(await send('key', 'second')).toBe(first)
    now.time += 1
    const third = await send('key', 'third')
    expect(third).not.toBe(first)
    now.time += day - 1
    expect(await send('key', 'fourth'), 'the day begins again').toBe(third)
    expect(await texts()).toEqual(['third', 'first'])
  })

  test('is sent once by concurrent repeats', async () => {
    const { send, texts } = await serverWithConversation()
    const sent = await Promise.all(Array.from({ length: 20 }, () => send('key')))
    expect(new Set(sent).size).toBe(1)
    expect(await texts()).toEqual(['Hi'])
  })

  test('is sent once if its key is twice in one array', async () => {
    const { chat, texts } = await serverWithConversation()
    const [one, two, three, four] = await chat.send(
      'order',
      userMessage('alice', 'one', { idempotencyKey: 'key' }),
      systemMessage('two', { idempotencyKey: 'other' }),
      userMessage('bob', 'three', { idempotencyKey: 'key' }),
      userMessage('bob', 'four'),
    )
    expect(three).toBe(one)
    expect(new Set([one, two, four]).size).toBe(3)
    expect(await texts()).toEqual(['four', 'two', 'one'])
  })

  test('of a repeated array are sent only if they were not sent before', async () => {
    const { chat, send, texts } = await serverWithConversation()
    const first = await send('a', 'first')
    const ids = await chat.send(
      'order',
      userMessage('alice', 'repeat', { idempotencyKey: 'a' }),
      userMessage('alice', 'new', { idempotencyKey: 'b' }),
    )
    expect(ids[0]).toBe(first)
    expect(await texts()).toEqual(['new', 'first'])
  })

  test('counts in its own conversation only', async () => {
    const { chat, send } = await serverWithConversation()
    await chat.conversationWith('other', ['alice'])
    expect(await send('key', 'Hi', 'other')).not.toBe(await send('key'))
    expect(await chat.messages('other')).toHaveLength(1)
  })

  test('can be repeated after the message was deleted or its sender left', async () => {
    const { chat, send, texts } = await serverWithConversation()
    const first = await send('key')
    await chat.deleteMessage('order', first)
    expect(await send('key')).toBe(first)
    await chat.leave('order', 'alice')
    expect(await send('key')).toBe(first)
    expect(await texts()).toEqual([])
  })

  test('may be any text: NUL and the replacement character are different keys', async () => {
    const { send, texts } = await serverWithConversation()
    const keys = ['\0', '\u0001', '\ufffd']
    for (const key of [...keys, ...keys]) await send(key, JSON.stringify(key))
    expect(await texts()).toHaveLength(keys.length)
  })

  test.each(['', 'x'.repeat(256), '\ud800'])('refuses the key %j', async (idempotencyKey) => {
    const { call } = await serverWithConversation()
    const body = [systemMessage('Hi', { idempotencyKey })]
    expect((await call('POST', '/conversations/order/messages', { body })).status).toBe(400)
  })
})
