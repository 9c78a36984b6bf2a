import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { testSession } from '@openparley/test-kit/session'
import { expect, test } from 'vitest'

test('a check mark on a message that everyone has read, from readUntil and everyoneReadUntil of the conversation', async () => {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  await chat.say('order', 'alice', 'Hello')
  const [message] = await chat.messages('order')
  const isReadByAll = async () => {
    const { everyoneReadUntil, participants } = await chat.get('order')
    const snapshot = await testSession(app, 'alice').conversation('order').get()
    expect(snapshot).toMatchObject({
      everyoneReadUntil,
      readUntil: message?.createdAt,
      joinedAt: participants.alice?.joinedAt,
    })
    return everyoneReadUntil !== null && everyoneReadUntil >= Number(message?.createdAt)
  }
  expect(await isReadByAll()).toBe(false)
  await chat.mark('bob', 'order', false)
  expect(await isReadByAll()).toBe(true)
})
