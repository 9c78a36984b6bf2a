import { chatOf, userMessage } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

/** A conversation of alice and bob with a message of alice and an answer of bob, and bob's stream. */
async function answeredQuestion() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('trade', ['alice', 'bob'])
  const stream = await liveStream(server, 'bob')
  const [asked = ''] = await chat.say('trade', 'alice', 'Is it new?')
  const answer = userMessage('bob', 'Almost.', { referencedMessageId: asked })
  const [answered = ''] = await chat.send('trade', answer)
  return { server, chat, stream, asked, answered }
}

test('events of a message contain the message to which it replies, as that message is at the time', async () => {
  const { chat, stream, asked, answered } = await answeredQuestion()
  expect(await stream.next('message.created')).toMatchObject({
    message: { id: asked, referencedMessage: null },
    idempotencyKey: null,
  })
  expect(await stream.next('message.created')).toMatchObject({
    message: { id: answered, referencedMessage: { id: asked, text: 'Is it new?' } },
  })
  await chat.edit('trade', asked, { text: 'Is it old?' })
  await chat.edit('trade', answered, { text: 'No.' })
  expect(await stream.next('message.updated')).toMatchObject({
    message: { id: asked, text: 'Is it old?', referencedMessage: null },
  })
  expect(await stream.next('message.updated')).toMatchObject({
    message: { id: answered, referencedMessage: { id: asked, text: 'Is it old?' } },
  })
  await chat.deleteMessage('trade', asked)
  await chat.edit('trade', answered, { text: 'Yes.' })
  expect(await stream.next('message.updated')).toMatchObject({
    message: { referencedMessageId: asked, referencedMessage: null },
  })
})

test('the event of a deletion contains the newest remaining message', async () => {
  const { chat, stream, asked, answered } = await answeredQuestion()
  const [thanks = ''] = await chat.say('trade', 'alice', 'Thanks!')
  await chat.deleteMessage('trade', thanks)
  expect(await stream.next('message.deleted')).toMatchObject({
    messageId: thanks,
    lastMessage: { id: answered, text: 'Almost.', referencedMessage: { id: asked } },
  })
  await chat.deleteMessage('trade', asked)
  expect(await stream.next('message.deleted')).toMatchObject({
    messageId: asked,
    lastMessage: { id: answered, referencedMessageId: asked, referencedMessage: null },
  })
  await chat.deleteMessage('trade', answered)
  expect(await stream.next('message.deleted')).toMatchObject({ lastMessage: null })
})

test('the event of an import contains the newest message after it', async () => {
  const { server, stream, answered } = await answeredQuestion()
  const message = { type: 'UserMessage', sender: 'alice', text: 'Imported' }
  const path = '/import/conversations/trade/messages'
  const old = await server.call('POST', path, { body: [{ ...message, timestamp: 1000 }] })
  expect(old.status).toBe(200)
  expect(await stream.next('messages.imported')).toMatchObject({ lastMessage: { id: answered } })
  const recent = await server.call('POST', path, { body: [{ ...message, timestamp: Date.now() }] })
  expect(await stream.next('messages.imported')).toMatchObject({
    lastMessage: { id: (recent.body as { id: string }[])[0]?.id, text: 'Imported' },
  })
})
